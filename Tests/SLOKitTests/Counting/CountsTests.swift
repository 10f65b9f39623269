// What one event does to the counts, and how an objective judges them.

import Testing

@testable import SLOKit

struct CountsTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `every charge list judges the same events its own way`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var counts = Counts.zero
    var good: Int64 = 0
    var unjudged: Int64 = 0
    var failed: [Origin: Int64] = [:]
    for _ in 0..<200 {
      let weight = Int64.random(in: 1...1_000_000_000, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 4:
        counts.add(.good, weight: weight)
        good += weight
      case 5:
        counts.add(.unjudged, weight: weight)
        unjudged += weight
      case let index:
        let origin = Origin.allCases[index]
        counts.add(.failed(origin), weight: weight)
        failed[origin, default: 0] += weight
      }
    }
    #expect(counts.matched == good + unjudged + failed.values.reduce(0, +))
    for bits in 0..<16 as Range<UInt8> {
      let charge = OriginSet(rawValue: bits)
      let bad = failed.filter { charge.contains($0.key) }.values.reduce(0, +)
      let excused = failed.values.reduce(0, +) - bad
      #expect(
        counts.judged(charging: charge, excusedAreValid: false)
          == Judged(valid: good + bad, good: good, bad: bad, excused: excused))
      #expect(
        counts.judged(charging: charge, excusedAreValid: true)
          == Judged(valid: good + bad + excused, good: good, bad: bad, excused: excused))
    }
  }
}
