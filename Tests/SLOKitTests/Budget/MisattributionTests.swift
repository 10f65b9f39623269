// The watch over excused failures against a recount of sets of customers, bucket for bucket.

import Testing

@testable import SLOKit

struct MisattributionTests {
  private typealias Bucket = [(customer: Int, isHit: Bool)]
  private static let resolution = TimeSpan.minutes(5)
  private static let perSpan = 3

  /// Says for each bucket's end what the definition says, from the sets of customers themselves.
  private static func recount(_ buckets: [Bucket], silentBefore: Int) -> [Misattribution.Sight] {
    var sights: [Misattribution.Sight] = []
    for end in buckets.indices {
      let span = buckets[max(0, end - perSpan + 1)...end].joined()
      let hit = Set(span.filter(\.isHit).map(\.customer)).count
      let all = Set(span.map(\.customer)).count
      var sight = Misattribution.Sight(hit: hit, all: all)
      if hit >= 5, end >= silentBefore {
        let before = (1...96).map { end - $0 * perSpan }.filter { $0 >= 0 }.map { sights[$0] }
        let shares = before.filter { !$0.holds && $0.all > 0 }
          .map { Double($0.hit) / Double($0.all) }
        let share = max(1 / Double(all), shares.max() ?? 0)
        sight.holds = PlainTail.binomial(hit, of: all, probability: share) < 1e-6
      }
      sights.append(sight)
    }
    return sights
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `it holds just when the definition says so`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let customerCount = random.pick([6, 20, 60])
    let usualShare = random.pick([0, 0, 2, 10])
    let silentBefore = random.pick([0, 100, 288])
    var burst = 0
    let buckets = (0..<700).map { _ -> Bucket in
      burst = burst > 0 ? burst - 1 : random.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 9])
      let hitShare = burst > 0 ? 70 : usualShare
      return (0..<customerCount).compactMap { customer in
        if Int.random(in: 0..<3, using: &random) == 0 { return nil }
        return (customer, Int.random(in: 0..<100, using: &random) < hitShare)
      }
    }
    var watch = try #require(Misattribution(buckets: Buckets(resolution: Self.resolution)))
    let wanted = Self.recount(buckets, silentBefore: silentBefore)
    for (index, bucket) in buckets.enumerated() {
      let sight = watch.advance(bucket, hasDayOfHistory: index >= silentBefore)
      #expect(sight == wanted[index], "bucket \(index)")
      let span = buckets[max(0, index - Self.perSpan + 1)...index].joined()
      #expect(watch.customersHit == Set(span.filter(\.isHit).map(\.customer)).sorted())
    }
  }

  @Test func `both answers occur in the recount`() {
    let quiet: Bucket = (0..<30).map { ($0, false) }
    let hit: Bucket = (0..<30).map { ($0, true) }
    let buckets = Array(repeating: quiet, count: 300) + [hit, hit, hit, hit, quiet, quiet, quiet]
    let sights = Self.recount(buckets, silentBefore: 288)
    // The span of the first hit is left out of what is ordinary: it goes on holding.
    #expect(sights.map(\.holds).suffix(8) == [false, true, true, true, true, true, true, false])
  }

  @Test(arguments: [(60, true), (300, true), (420, false), (900, true), (1800, false)])
  func `a span must be whole buckets`(seconds: Int64, isWhole: Bool) {
    let watch = Misattribution(buckets: Buckets(resolution: .seconds(seconds)))
    #expect((watch != nil) == isWhole)
  }
}
