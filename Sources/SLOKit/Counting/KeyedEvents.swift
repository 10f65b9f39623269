// Matched events as they are counted by their keys: what of one run of events one outcome has.

/// An event with its key.
package struct KeyedEvent: Sendable {
  /// The number of its key.
  package var key: Int32
  /// How many requests it stands for.
  package var weight: Int32
  package var instant: Timestamp
}

/// Events, in any order.
package struct KeyedEvents: Sendable {
  /// Those that have a key with a number.
  private(set) var events: [KeyedEvent] = []
  /// How many requests those stand for that have no key.
  private(set) var unkeyed: Int64 = 0
  /// How many requests those stand for whose key found no room.
  private(set) var pastLimit: Int64 = 0
  /// When the first of them happened.
  private(set) var first = Timestamp(nanoseconds: .max)

  package init() {}

  /// Adds an event with `key`, a number or what `KeyTable` has for none.
  @inline(__always)
  package mutating func append(key: Int32, weight: Int32, at instant: Timestamp) {
    first = min(first, instant)
    if key >= 0 {
      events.append(KeyedEvent(key: key, weight: weight, instant: instant))
    } else if key == KeyTable.none {
      unkeyed += Int64(weight)
    } else {
      pastLimit += Int64(weight)
    }
  }

  /// Makes room for others.
  package mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    unkeyed = 0
    pastLimit = 0
    first = Timestamp(nanoseconds: .max)
  }
}
