// Fisher's test against the sum of its terms.

import Testing

@testable import SLOKit

struct FisherTestTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `the tail is the sum of its terms`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let all = Int.random(in: 1...random.pick([3, 20, 200, 2000]), using: &random)
      let valid = Int.random(in: 0...all, using: &random)
      let allBad = Int.random(in: 0...random.pick([min(all, 10), all]), using: &random)
      let support = max(0, valid + allBad - all)...min(valid, allBad)
      let bad = Int.random(
        in: max(0, support.lowerBound - 1)...support.upperBound + 1, using: &random)
      let wanted = PlainTail.hypergeometric(bad, of: valid, allBad: allBad, all: all)
      guard bad > support.upperBound || wanted > 1e-280 else { continue }
      let found = FisherTest.upperTail(
        bad: Int64(bad), valid: Int64(valid), allBad: Int64(allBad), all: Int64(all))
      #expect(
        abs(found - wanted) <= wanted * 1e-10,
        "\(bad) of \(valid), \(allBad) of \(all): \(found), not \(wanted)")
    }
  }

  /// R. A. Fisher's lady, who told eight cups of tea apart: 1 of 70, and 17 of 70 with one mistake.
  @Test(arguments: [(4, 1.0 / 70), (3, 17.0 / 70), (0, 1)])
  func `the lady tasting tea is judged as in the book`(bad: Int64, wanted: Double) {
    #expect(abs(FisherTest.upperTail(bad: bad, valid: 4, allBad: 4, all: 8) - wanted) < 1e-12)
  }

  @Test(arguments: [
    (10, 1_000_000, 3010, 2_000_000), (1, 1_000_000_000, 1_000_001, 2_000_000_000),
    (0, 5_000_000, 2_000_000, 10_000_000), (499_000, 1_000_000, 1_000_000, 2_000_000),
  ])
  func `far fewer failures than expected are no sign of more`(
    bad: Int64, valid: Int64, allBad: Int64, all: Int64
  ) {
    let chance = FisherTest.upperTail(bad: bad, valid: valid, allBad: allBad, all: all)
    #expect(chance > 0.9)
  }

  @Test(arguments: [
    (1500, 1_000_000, 3000, 2_000_000), (1600, 1_000_000, 3000, 2_000_000),
    (505_000, 500_000_000, 1_000_000, 1_000_000_000),
  ])
  func `many events are as well told`(bad: Int, valid: Int, allBad: Int, all: Int) {
    let wanted = PlainTail.hypergeometric(bad, of: valid, allBad: allBad, all: all)
    let found = FisherTest.upperTail(
      bad: Int64(bad), valid: Int64(valid), allBad: Int64(allBad), all: Int64(all))
    #expect(abs(found - wanted) <= wanted * 1e-5, "\(found), not \(wanted)")
  }
}
