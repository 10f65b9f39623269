// The ids of one span of time as hashes, in a table that is cut into 256 by the first hash: each part
// grows for itself, so that no event waits until millions have found new places, and of a copy that is
// read elsewhere only the parts that are written to meanwhile are made twice.

/// A set of hashed ids, each with the instant of its event.
struct KeptIDs: Sendable {
  /// One id.
  struct ID: Sendable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    /// The least there is marks a free place.
    var instant = Int64.min
  }

  private struct Part: Sendable {
    /// A power of two long, at most ¾ full.
    var places: [ID] = []
    var count = 0

    func hasNear(_ id: ID, within horizon: Int64) -> Bool {
      guard !places.isEmpty else { return false }
      var place = Int(truncatingIfNeeded: id.first) & (places.count - 1)
      while places[place].instant != .min {
        let kept = places[place]
        if kept.first == id.first && kept.second == id.second
          && kept.instant.distance(from: id.instant) <= UInt64(horizon)
        {
          return true
        }
        place = (place + 1) & (places.count - 1)
      }
      return false
    }

    mutating func insert(_ id: ID) {
      count += 1
      if count * 4 > places.count * 3 { grow() }
      place(id)
    }

    private mutating func place(_ id: ID) {
      var place = Int(truncatingIfNeeded: id.first) & (places.count - 1)
      while places[place].instant != .min { place = (place + 1) & (places.count - 1) }
      places[place] = id
    }

    private mutating func grow() {
      let old = places
      places = Array(repeating: ID(), count: max(4, old.count * 2))
      for id in old where id.instant != .min { place(id) }
    }
  }

  private var parts = Array(repeating: Part(), count: 256)

  /// How many ids there are.
  var count: Int { parts.reduce(0) { $0 + $1.count } }

  /// Whether it has the id at most `horizon` nanoseconds away.
  func hasNear(_ id: ID, within horizon: Int64) -> Bool {
    parts[Int(id.first >> 56)].hasNear(id, within: horizon)
  }

  /// Adds an id.
  mutating func insert(_ id: ID) { parts[Int(id.first >> 56)].insert(id) }

  /// Calls `body` with each id.
  func forEach(_ body: (ID) -> Void) {
    for part in parts {
      for id in part.places where id.instant != .min { body(id) }
    }
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
