// The binomial tail against its sum, and the figures that the semantics names.

import Testing

@testable import SLOKit

struct BinomialTestTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `the tail is the sum of its terms`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let trials = Int.random(in: 1...random.pick([1, 5, 50, 2000]), using: &random)
      let probability = random.pick([
        1e-9, 0.0001, 0.0144, 0.3, 0.5, 0.9, 0.999,
        Double.random(in: 0.001...0.999, using: &random),
      ])
      let mean = Int(Double(trials) * probability)
      let near = Int.random(in: max(0, mean - 60)...min(trials, mean + 60), using: &random)
      let count = random.pick([near, Int.random(in: 0...trials, using: &random)])
      let wanted = PlainTail.binomial(count, of: trials, probability: probability)
      // Terms that are no normal numbers any more have lost digits on both sides.
      guard wanted > 1e-280 else { continue }
      let found = BinomialTest.upperTail(
        of: Int64(count), in: Int64(trials), probability: probability)
      #expect(
        abs(found - wanted) <= wanted * 2e-11, "\(count) of \(trials) at \(probability): \(found)")
    }
  }

  @Test(arguments: [(1, 0.135), (2, 0.009)])
  func `one failure of ten is chance at 14 times 99 point 9 percent, two are not`(
    bad: Int64, wanted: Double
  ) {
    let chance = BinomialTest.upperTail(of: bad, in: 10, probability: 14.4 * 0.001)
    #expect((chance * 1000).rounded() / 1000 == wanted)
  }

  @Test(arguments: [
    (1_000_000, 0.0144, [14_000, 14_400, 14_500, 15_000]),
    (1_000_000_000, 0.001, [999_000, 1_000_000, 1_000_100, 1_003_000]),
    (1_000_000_000, 0.5, [499_950_000, 500_000_000, 500_050_000]),
    (1_000_000_000, 1e-9, [1, 2, 8]),
    (1_000_000_000, 0.999_999_999, [999_999_990, 999_999_999, 1_000_000_000]),
  ])
  func `a thousand million trials are as well told`(
    trials: Int, probability: Double, counts: [Int]
  ) {
    for count in counts {
      let found = BinomialTest.upperTail(
        of: Int64(count), in: Int64(trials), probability: probability)
      let wanted = PlainTail.binomial(count, of: trials, probability: probability)
      #expect(abs(found - wanted) <= wanted * 1e-5, "\(count): \(found), not \(wanted)")
    }
  }

  @Test func `what is certain is 1 and what is impossible 0`() {
    #expect(BinomialTest.upperTail(of: 0, in: 0, probability: 0.5) == 1)
    #expect(BinomialTest.upperTail(of: -3, in: 10, probability: 0) == 1)
    #expect(BinomialTest.upperTail(of: 11, in: 10, probability: 0.5) == 0)
    #expect(BinomialTest.upperTail(of: 1, in: 10, probability: 0) == 0)
    #expect(BinomialTest.upperTail(of: 10, in: 10, probability: 1) == 1)
    #expect(BinomialTest.upperTail(of: 3, in: 10, probability: 14.4) == 1)
  }
}
