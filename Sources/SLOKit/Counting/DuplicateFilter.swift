// Which events have been seen before: an event is a duplicate where an event with its id was kept
// at most the horizon away from it, in either direction. Ids are held as 128-bit hashes under two
// seeds of this process (a chance of 10⁻²⁰ that any two of a billion ids meet), 24 bytes an event.
//
// Time is cut into quanta one longer than the horizon. Two events of one id in one quantum are
// duplicates, so an id has at most one place a quantum, and only three quanta need a look: an id
// that every event bears costs no more than any other.

/// Remembers the ids of kept events.
package struct DuplicateFilter: Sendable {
  private struct Kept: Sendable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var instant = Int64.min
  }

  private let horizon: Int64
  private let seeds: (UInt64, UInt64)
  /// Free where `instant` is the least there is; a power of two long, at most ¾ full.
  private var places = Array(repeating: Kept(), count: 1024)
  private var count = 0

  package init(horizon: TimeSpan) {
    self.horizon = horizon.nanoseconds
    seeds = (.random(in: .min ... .max), .random(in: .min ... .max))
  }

  /// Whether an event of `id` at `instant` is to be kept; it is remembered then.
  package mutating func keeps(id: RawSpan, at instant: Timestamp) -> Bool {
    let event = Kept(
      first: Hash64.of(id, seed: seeds.0), second: Hash64.of(id, seed: seeds.1),
      instant: instant.nanoseconds)
    let own = quantum(of: event)
    for near in (own - 1)...(own + 1) {
      var place = place(of: event, in: near)
      while places[place].instant != .min {
        if duplicates(places[place], event) { return false }
        place = (place + 1) & (places.count - 1)
      }
    }
    insert(event)
    count += 1
    if count * 4 > places.count * 3 { grow() }
    return true
  }

  private func duplicates(_ kept: Kept, _ event: Kept) -> Bool {
    kept.first == event.first && kept.second == event.second
      && kept.instant.distance(from: event.instant) <= UInt64(horizon)
  }

  private func quantum(of kept: Kept) -> Int64 {
    // Floor division; the least instant that events may have leaves room for the ± 1.
    let length = horizon + 1
    return kept.instant >= 0 ? kept.instant / length : (kept.instant + 1) / length - 1
  }

  private func place(of kept: Kept, in quantum: Int64) -> Int {
    let mixed = kept.first ^ UInt64(bitPattern: quantum) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed) & (places.count - 1)
  }

  private mutating func insert(_ kept: Kept) {
    var place = place(of: kept, in: quantum(of: kept))
    while places[place].instant != .min { place = (place + 1) & (places.count - 1) }
    places[place] = kept
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: Kept(), count: old.count * 2)
    for kept in old where kept.instant != .min { insert(kept) }
  }
}

extension Int64 {
  /// |self − other|, which may need all 64 bits.
  fileprivate func distance(from other: Int64) -> UInt64 {
    self > other
      ? UInt64(bitPattern: self) &- UInt64(bitPattern: other)
      : UInt64(bitPattern: other) &- UInt64(bitPattern: self)
  }
}
