// Counts by key over several look-backs, against a list of all events that is gone through anew.

import Testing

@testable import SLOKit

struct KeyTallyTests {
  private struct Event {
    var outcome: Outcome
    var key: Int?
    var instant: Int64
    var weight: Int64
    /// Where the look-backs began when the event was counted.
    var starts: [Int64]

    func isIn(_ lookback: Int) -> Bool { instant >= starts[lookback] }
  }

  private static let minute: Int64 = 60_000_000_000

  @Test(arguments: 1...20 as ClosedRange<UInt64>, [nil, 5] as [Int?])
  func `every count is that of the events in its look-back`(seed: UInt64, slice: Int?) {
    var random = SeededGenerator(seed: seed)
    let isWeighted = Bool.random(using: &random)
    let lookbacks = Int.random(in: 1...4, using: &random)
    var tally = KeyTally(lookbacks: lookbacks, isWeighted: isWeighted, bucketsPerSlice: slice)
    var starts = (0..<lookbacks).map { _ in Int64.random(in: -20...20, using: &random) * Self.minute
    }
    var events: [Event] = []
    var keyCount = 0
    for _ in 0..<400 {
      // Look-backs only move forward.
      if Int.random(in: 0..<10, using: &random) == 0 { starts = starts.map { $0 + Self.minute } }
      let key = Int.random(in: 0..<12, using: &random)
      let event = Event(
        outcome: random.outcome(), key: key == 0 ? nil : key - 1,
        instant: Int64.random(in: -40 * Self.minute...60 * Self.minute, using: &random),
        weight: isWeighted ? Int64.random(in: 1...9, using: &random) : 1, starts: starts)
      events.append(event)
      keyCount = max(keyCount, (event.key ?? -1) + 1)
      tally.add(
        event.outcome,
        Self.one(event.key.map { Int32($0) } ?? KeyTable.none, at: event.instant, event.weight),
        since: Timestamp(nanoseconds: event.instant), bucket: Self.bucket(of: event.instant),
        keyCount: keyCount, starts: starts.map { Timestamp(nanoseconds: $0) })
    }
    for lookback in 0..<lookbacks {
      let inside = events.filter { $0.isIn(lookback) }
      #expect(tally.oldest[lookback]?.nanoseconds == inside.map(\.instant).min())
      #expect(tally.unkeyed[lookback] == inside.reduce(0) { $0 + ($1.key == nil ? $1.weight : 0) })
      for key in 0..<tally.keyCount {
        let own = inside.filter { $0.key == key }
        #expect(tally.counts(of: key, in: lookback) == Self.sum(own) { $0.weight })
        #expect(tally.specimens(of: key, in: lookback) == Self.sum(own) { _ in 1 })
      }
    }
    for key in 0..<tally.keyCount {
      let own = events.filter { $0.key == key }
      #expect(
        tally.firstMatched(of: key)?.nanoseconds == (slice == nil ? nil : own.map(\.instant).min()))
      let counted = own.filter { event in (0..<lookbacks).contains { event.isIn($0) } }
      let slices = slice.map { length in
        Dictionary(grouping: counted) { event in
          Int((Double(Self.bucket(of: event.instant)) / Double(length)).rounded(.down)) * length
        }.mapValues { Self.sum($0) { $0.weight } }
      }
      #expect(tally.slices(of: key) == slices ?? [:])
    }
  }

  private static func one(_ key: Int32, at instant: Int64, _ weight: Int64) -> KeyedEvents {
    var events = KeyedEvents()
    events.append(key: key, weight: Int32(weight), at: Timestamp(nanoseconds: instant))
    return events
  }

  private static func bucket(of instant: Int64) -> Int {
    Int((Double(instant) / Double(minute)).rounded(.down))
  }

  private static func sum(_ events: [Event], weight: (Event) -> Int64) -> Counts {
    events.reduce(into: .zero) { $0.add($1.outcome, weight: weight($1)) }
  }

  @Test func `a key that was never counted has no first event`() {
    var tally = KeyTally(lookbacks: 1, isWeighted: false, bucketsPerSlice: 1)
    let instant = Timestamp(nanoseconds: 0)
    tally.add(
      .good, Self.one(3, at: 0, 1), since: instant, bucket: 0, keyCount: 4, starts: [instant])
    #expect(tally.keyCount == 4)
    #expect(tally.firstMatched(of: 0) == nil)
    #expect(tally.firstMatched(of: 3) == instant)
  }

  @Test func `events of keys that found no room are counted together`() {
    var tally = KeyTally(lookbacks: 2, isWeighted: false, bucketsPerSlice: nil)
    let instant = Timestamp(nanoseconds: 0)
    let starts = [instant, Timestamp(nanoseconds: 1)]
    tally.add(
      .good, Self.one(KeyTable.pastLimit, at: 0, 3), since: instant, bucket: 0, keyCount: 0,
      starts: starts)
    #expect(tally.others == [3, 0] && tally.unkeyed == [0, 0] && tally.keyCount == 0)
  }
}
