// Keys (customers, mostly) as small whole numbers: equal bytes give the same number, the first key
// is 0, the next 1. Keys are bytes of any length: the first sixteen lie side by side with those of
// the others, so that most are compared at one place in memory; the rest lies elsewhere.
//
// The hash is seeded, so that nobody can choose names that collide. A place holds half of a key's
// hash beside its number: keys are compared only where that half is equal.

/// Numbers keys in the order of their first appearance.
package struct KeyTable: Sendable, Equatable {
  private struct Key: Sendable, Equatable {
    let head: PackedText
    /// Where in `rests` the bytes behind the first sixteen start, in steps of sixteen.
    let place: UInt32
    let count: Int32
  }

  private var keys: [Key] = []
  private var rests: [UInt8] = []
  /// Numbers + 1 in the low half, hashes' high halves above, by hash; 0 for a free place. A power of
  /// two long, at most three quarters full.
  private var places: [UInt64]
  /// What keys are hashed with.
  package let seed: UInt64

  /// A table for the keys of columns with the same seed.
  package init(seed: UInt64 = .random(in: .min ... .max)) {
    places = Array(repeating: 0, count: 64)
    self.seed = seed
  }

  /// How many keys there are.
  package var count: Int { keys.count }

  /// The bytes of key `number`.
  package subscript(number: Int) -> [UInt8] {
    let key = keys[number]
    var bytes = key.head.bytes(min(Int(key.count), 16))
    unsafe bytes.append(bytesOf: rests.span.bytes.extracting(rest(of: key)))
    return bytes
  }

  /// Whether the bytes of key `a` come before those of key `b`.
  package func areOrdered(_ a: Int, _ b: Int) -> Bool {
    if keys[a].head != keys[b].head { return keys[a].head.precedes(keys[b].head) }
    return self[a].lexicographicallyPrecedes(self[b])
  }

  /// The number of `key`, which is added where it is new.
  package mutating func number(of key: RawSpan) -> Int {
    guard let number = self.key(of: key, upTo: .max).number else {
      preconditionFailure("more keys than a table can number")
    }
    return number
  }

  /// The number of `key`; nil where it was not added.
  package func number(ofKnown key: [UInt8]) -> Int? {
    let bytes = unsafe key.span.bytes
    let number = find(KeyColumn.Entry(bytes, seed), bytes.extracting(droppingFirst: 16))
    return number >= 0 ? Int(number) : nil
  }

  /// The number of `key`, which is added where it is new and fewer than `limit` keys are there.
  package mutating func key(of key: RawSpan, upTo limit: Int64) -> KeyedCounts.Key {
    self.key(KeyColumn.Entry(key, seed), key.extracting(droppingFirst: 16), upTo: limit)
  }

  /// The number of `key`, which is added where it is new and fewer than `limit` keys are there.
  package mutating func key(of key: [UInt8], upTo limit: Int64) -> KeyedCounts.Key {
    unsafe self.key(of: key.span.bytes, upTo: limit)
  }

  /// The number of the key of `column` at `index`, which is added where it is new and fewer than
  /// `limit` keys are there.
  package mutating func key(
    at index: Int, of column: borrowing KeyColumn, upTo limit: Int64
  ) -> KeyedCounts.Key {
    let entry = column.entries[index]
    guard entry.count >= 0 else { return .none }
    return column.withRest(of: entry) { key(entry, $0, upTo: limit) }
  }

  private mutating func key(
    _ key: KeyColumn.Entry, _ rest: RawSpan, upTo limit: Int64
  ) -> KeyedCounts.Key {
    let number = find(key, rest)
    if number >= 0 { return .number(Int(number)) }
    guard count < min(Int(limit), KeyLog.mostKeys) else { return .pastLimit }
    return .number(add(key, rest))
  }

  /// What `find` gives for events without a key.
  package static let none: Int32 = -1
  /// What `find` gives for keys that are not there.
  package static let unknown: Int32 = -2
  /// What stands for a key that found no room.
  package static let pastLimit: Int32 = -3

  /// Puts the number of each key of `column` into `numbers`, or what stands for none; whether any is
  /// unknown. Looked up one right behind the other, keys wait for memory together.
  package func find(keysOf column: borrowing KeyColumn, _ numbers: inout [Int32]) -> Bool {
    let (keys, places, entries) = (keys.span, places.span, column.entries.span)
    let missing = entries.count &- numbers.count
    if missing > 0 { numbers.append(contentsOf: repeatElement(0, count: missing)) }
    var numbers = numbers.mutableSpan
    var isAnyUnknown = false
    for index in entries.indices {
      let entry = entries[index]
      var number = KeyTable.none
      if entry.count > 16 {
        number = column.withRest(of: entry) { find(entry, $0) }
      } else if entry.count >= 0 {
        number = find(entry, RawSpan(), keys, places)
      }
      numbers[index] = number
      if number == KeyTable.unknown { isAnyUnknown = true }
    }
    return isAnyUnknown
  }

  /// Adds the keys of `other`, as long as there are fewer than `limit`.
  package mutating func add(keysOf other: KeyTable, upTo limit: Int64) {
    for number in 0..<other.count { _ = key(of: other[number], upTo: limit) }
  }

  /// The number of `key`, or what stands for none; `rest` are its bytes behind the first sixteen.
  @inline(never)
  private func find(_ key: KeyColumn.Entry, _ rest: RawSpan) -> Int32 {
    find(key, rest, keys.span, places.span)
  }

  @inline(__always)
  private func find(
    _ key: KeyColumn.Entry, _ rest: RawSpan, _ keys: Span<Key>, _ places: Span<UInt64>
  ) -> Int32 {
    let half = key.hash & KeyTable.hashHalf
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let held = places[place]
      if held == 0 { return KeyTable.unknown }
      if held & KeyTable.hashHalf == half {
        let number = Int(truncatingIfNeeded: held & KeyTable.numberHalf) &- 1
        if keys[number].head == key.head, keys[number].count == key.count,
          key.count <= 16 || isRest(rest, of: keys[number])
        {
          return Int32(truncatingIfNeeded: number)
        }
      }
      place = (place &+ 1) & mask
    }
  }

  @inline(never)
  private func isRest(_ rest: RawSpan, of key: Key) -> Bool {
    unsafe rest.equals(0..<rest.byteCount, in: rests.span.bytes, self.rest(of: key))
  }

  private func rest(of key: Key) -> Range<Int> {
    let start = Int(key.place) &* 16
    return start..<start &+ max(0, Int(key.count) &- 16)
  }

  private mutating func add(_ key: KeyColumn.Entry, _ rest: RawSpan) -> Int {
    keys.append(Key(head: key.head, place: UInt32(rests.count / 16), count: key.count))
    rests.append(bytesOf: rest)
    rests.append(contentsOf: repeatElement(0, count: -rests.count & 15))
    KeyTable.place(
      key.hash & KeyTable.hashHalf | UInt64(keys.count), hash: key.hash, in: &places)
    if keys.count * 4 > places.count * 3 { places = placesInTwiceTheRoom() }
    return keys.count - 1
  }

  private static let numberHalf: UInt64 = 0xFFFF_FFFF
  private static let hashHalf: UInt64 = ~numberHalf

  private static func place(_ held: UInt64, hash: UInt64, in places: inout [UInt64]) {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while places[place] != 0 { place = (place + 1) & mask }
    places[place] = held
  }

  /// The places of all keys in a table of twice the length.
  private func placesInTwiceTheRoom() -> [UInt64] {
    var grown = [UInt64](repeating: 0, count: places.count * 2)
    for (number, key) in keys.enumerated() {
      let rest = unsafe rests.span.bytes.extracting(rest(of: key))
      let hash = KeyColumn.Entry.hash(of: key.head, rest, Int(key.count), seed)
      KeyTable.place(hash & KeyTable.hashHalf | UInt64(number + 1), hash: hash, in: &grown)
    }
    return grown
  }
}
