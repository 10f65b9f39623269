// Which events have been seen before: an event is a duplicate where an event with its id was kept
// at most the horizon away from it, in either direction. Ids are held as 128-bit hashes under two
// seeds (a chance of 10⁻²⁰ that any two of a billion ids meet), 24 bytes an event.
//
// Time is cut into quanta one longer than the horizon. Two events of one id in one quantum are
// duplicates, so an id has at most one place a quantum, and only three quanta need a look: an id
// that every event bears costs no more than any other. Quanta are forgotten whole.

/// Remembers the ids of kept events.
package struct DuplicateFilter: Sendable {
  /// What an id is remembered by: its hashes under a filter's seeds.
  package struct Identity: Sendable, Equatable {
    let first: UInt64
    let second: UInt64

    /// The identity of `id` for the filter that has `seeds`.
    package init(_ id: RawSpan, seeds: (UInt64, UInt64)) {
      first = Hash64.of(id, seed: seeds.0)
      second = Hash64.of(id, seed: seeds.1)
    }
  }

  let horizon: Int64
  /// What ids are hashed with; nobody can choose ids that meet.
  package let seeds: (UInt64, UInt64)
  /// How many ids are remembered at most: beyond it the oldest are forgotten.
  private let mostIDs: Int
  /// The ids of each quantum that has some.
  var quanta: [Int64: KeptIDs] = [:]
  /// How many ids are remembered.
  private(set) var count = 0
  /// How many ids were forgotten for want of room while they could still have been of use.
  package private(set) var forgottenCount: Int64 = 0

  /// A filter for ids at most `horizon` apart.
  package init(horizon: TimeSpan, mostIDs: Int = .max) {
    self.init(
      horizon: horizon, mostIDs: mostIDs,
      seeds: (.random(in: .min ... .max), .random(in: .min ... .max)))
  }

  init(
    horizon: TimeSpan, mostIDs: Int, seeds: (UInt64, UInt64), forgottenCount: Int64 = 0
  ) {
    self.horizon = horizon.nanoseconds
    self.mostIDs = mostIDs
    self.seeds = seeds
    self.forgottenCount = forgottenCount
  }

  /// Whether an event of `id` at `instant` is to be kept; it is remembered then.
  package mutating func keeps(id: RawSpan, at instant: Timestamp) -> Bool {
    keeps(Identity(id, seeds: seeds), at: instant)
  }

  /// Whether an event of `id` at `instant` is to be kept; it is remembered then.
  package mutating func keeps(_ id: Identity, at instant: Timestamp) -> Bool {
    let event = KeptIDs.ID(first: id.first, second: id.second, instant: instant.nanoseconds)
    let own = quantum(of: event.instant)
    for near in (own - 1)...(own + 1) where quanta[near]?.hasNear(event, within: horizon) == true {
      return false
    }
    insert(event)
    return true
  }

  /// Remembers `id`, which no other is near.
  mutating func insert(_ id: KeptIDs.ID) {
    quanta[quantum(of: id.instant), default: KeptIDs()].insert(id)
    count += 1
    if count > mostIDs { forgetOldest() }
  }

  /// Forgets what no event at `instant` or later can be a duplicate of.
  package mutating func forget(before instant: Timestamp) {
    let first = quantum(of: instant.nanoseconds) - 1
    for (number, ids) in quanta where number < first {
      count -= ids.count
      quanta[number] = nil
    }
  }

  private mutating func forgetOldest() {
    guard quanta.count > 1, let oldest = quanta.keys.min(), let ids = quanta[oldest] else { return }
    count -= ids.count
    forgottenCount += Int64(ids.count)
    quanta[oldest] = nil
  }

  private func quantum(of instant: Int64) -> Int64 {
    // Floor division; the least instant that events may have leaves room for the ± 1.
    let length = horizon + 1
    return instant >= 0 ? instant / length : (instant + 1) / length - 1
  }
}
