// Episodes against the definition of what they are: of all parts of a stretch the one with the largest
// excess, then the same on both sides of it.

import Testing

@testable import SLOKit

struct EpisodeTests {
  static let buckets = Buckets(resolution: .minutes(1))

  /// A history of one objective with so many good and bad events in the buckets from 0 on.
  static func history(_ events: [(good: Int64, bad: Int64)]) -> ObjectiveHistory {
    let objective = Objective(
      name: "api", good: .constant(true), target: Sample.target(999_000_000),
      window: .rolling(.days(1)))
    var history = ObjectiveHistory(objective, charge: .standard, slices: nil)
    for (bucket, event) in events.enumerated() where event.good + event.bad > 0 {
      history.counts.update(bucket) {
        $0.good = event.good
        $0.failed[Origin.infrastructure.rawValue] = event.bad
      }
    }
    return history
  }

  /// The search that such a history is given to.
  static func search(
    _ events: [(good: Int64, bad: Int64)], tolerating tolerated: Int64
  ) -> EpisodeSearch {
    let history = history(events)
    let judged = JudgedSeries(
      events: history.counts, charge: history.charge, excusedAreValid: false)
    return EpisodeSearch(history, judged: judged, tolerating: tolerated, buckets: buckets)
  }

  /// The best part by trying all, then those left and right of it.
  static func plain(_ scores: [Int128], _ range: Range<Int>) -> [Range<Int>] {
    var best: (sum: Int128, range: Range<Int>)?
    for start in range {
      var sum: Int128 = 0
      for end in start..<range.upperBound {
        sum += scores[end]
        if sum > best?.sum ?? 0 { best = (sum, start..<(end + 1)) }
      }
    }
    guard let best else { return [] }
    return plain(scores, range.lowerBound..<best.range.lowerBound) + [best.range]
      + plain(scores, best.range.upperBound..<range.upperBound)
  }

  @Test(arguments: 0..<120 as Range<UInt64>)
  func `inside a stretch they are the parts with the largest excess`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let events = (0..<60).map { _ in
      (
        good: Int64.random(in: 0...1_000_000, using: &random),
        bad: Int64.random(in: 1...(random.chance(20) ? 400_000 : 200_000), using: &random)
      )
    }
    // No two sums are alike with such a share.
    let tolerated: Int64 = 123_456_789
    let found = Self.search(events, tolerating: tolerated)
      .episodes(in: 0..<60)
    let scores = events.map { event in
      Int128(event.bad) * 1_000_000_000 - Int128(event.good + event.bad) * Int128(tolerated)
    }
    let expected = Self.plain(scores, 0..<60)
    #expect(
      found.map { Self.buckets.index(of: $0.span.lowerBound) } == expected.map(\.lowerBound))
    #expect(
      found.map { Self.buckets.index(of: $0.span.upperBound) } == expected.map(\.upperBound))
    #expect(found.map(\.bad) == expected.map { $0.reduce(0) { $0 + events[$1].bad } })
    #expect(
      found.map(\.valid)
        == expected.map { $0.reduce(0) { $0 + events[$1].bad + events[$1].good } })
  }

  @Test func `half an hour without a bad event ends one`() {
    var events = Array(repeating: (good: Int64(1), bad: Int64(0)), count: 200)
    for bucket in [3, 33, 64, 65, 199] { events[bucket].bad = 1 }
    let found = Self.search(events, tolerating: 0)
      .episodes(in: 0..<200)
    let minutes = found.map {
      "\($0.span.lowerBound.nanoseconds / 60_000_000_000) to "
        + "\($0.span.upperBound.nanoseconds / 60_000_000_000)"
    }
    #expect(minutes == ["3 to 34", "64 to 66", "199 to 200"])
    #expect(found.map(\.bad) == [2, 2, 1])
    #expect(found.map(\.valid) == [33, 4, 2])
  }

  @Test func `noise that the budget bears is none, a burst in it is one`() {
    var events = Array(repeating: (good: Int64(9_995), bad: Int64(5)), count: 100)
    for bucket in 40..<50 { events[bucket] = (9_000, 1_000) }
    let found = Self.search(events, tolerating: 1_000_000)
      .episodes(in: 0..<100)
    #expect(found.map(\.bad) == [10_000])
    #expect(found.map { Self.buckets.index(of: $0.span.lowerBound) } == [40])
  }

  @Test func `nothing before or behind the range is looked at`() {
    let events = Array(repeating: (good: Int64(1), bad: Int64(1)), count: 10)
    let search = Self.search(events, tolerating: 0)
    #expect(search.episodes(in: 2..<5).map(\.bad) == [3])
    #expect(search.episodes(in: 20..<30).isEmpty)
  }
}
