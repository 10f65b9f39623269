// Keys (customers, mostly) as small whole numbers: equal bytes give the same number, the first key
// is 0, the next 1. Keys are bytes of any length; they lie one behind the other in one array.
//
// The hash is seeded, so that nobody can choose names that collide. A place holds half of a key's
// hash beside its number: bytes are compared only where that half is equal.

/// Numbers keys in the order of their first appearance.
package struct KeyTable: Sendable, Equatable {
  private var bytes: [UInt8] = []
  /// Where key i ends in `bytes`; it starts where key i − 1 ends.
  private var ends: [Int] = []
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
  package var count: Int { ends.count }

  /// The bytes of key `number`.
  package subscript(number: Int) -> [UInt8] { Array(bytes[range(of: number)]) }

  /// Whether the bytes of key `a` come before those of key `b`.
  package func areOrdered(_ a: Int, _ b: Int) -> Bool {
    bytes[range(of: a)].lexicographicallyPrecedes(bytes[range(of: b)])
  }

  /// The number of `key`, which is added where it is new.
  package mutating func number(of key: RawSpan) -> Int {
    let hash = Hash64.of(key, seed: seed)
    return known(key, hash: hash) ?? add(key, hash: hash)
  }

  /// The number of `key`; nil where it was not added.
  package func number(ofKnown key: [UInt8]) -> Int? {
    unsafe number(ofKnown: key.span.bytes)
  }

  /// The number of `key`, which is added where it is new and fewer than `limit` keys are there.
  package mutating func key(of key: RawSpan, upTo limit: Int64) -> KeyedCounts.Key {
    self.key(of: key, hash: Hash64.of(key, seed: seed), upTo: limit)
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
    let key = unsafe column.bytes.span.bytes.extracting(
      Int(entry.start)..<Int(entry.start &+ entry.count))
    return self.key(of: key, hash: entry.hash, upTo: limit)
  }

  /// Adds the keys of `other`, as long as there are fewer than `limit`.
  package mutating func add(keysOf other: KeyTable, upTo limit: Int64) {
    for number in 0..<other.count { _ = key(of: other[number], upTo: limit) }
  }

  private mutating func key(
    of key: RawSpan, hash: UInt64, upTo limit: Int64
  ) -> KeyedCounts.Key {
    if let number = known(key, hash: hash) { return .number(number) }
    guard count < min(Int(limit), KeyLog.mostKeys) else { return .pastLimit }
    return .number(add(key, hash: hash))
  }

  private func number(ofKnown key: RawSpan) -> Int? {
    known(key, hash: Hash64.of(key, seed: seed))
  }

  @inline(__always)
  private func known(_ key: RawSpan, hash: UInt64) -> Int? {
    let half = hash & KeyTable.hashHalf
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let held = places[place]
      if held == 0 { return nil }
      if held & KeyTable.hashHalf == half {
        let number = Int(truncatingIfNeeded: held & KeyTable.numberHalf) &- 1
        let range = range(of: number)
        if unsafe key.equals(0..<key.byteCount, in: bytes.span.bytes, range) { return number }
      }
      place = (place &+ 1) & mask
    }
  }

  private mutating func add(_ key: RawSpan, hash: UInt64) -> Int {
    precondition(ends.count < Int32.max - 1, "more keys than a table can number")
    bytes.append(bytesOf: key)
    ends.append(bytes.count)
    KeyTable.place(hash & KeyTable.hashHalf | UInt64(ends.count), hash: hash, in: &places)
    if ends.count * 4 > places.count * 3 { places = placesInTwiceTheRoom() }
    return ends.count - 1
  }

  private static let numberHalf: UInt64 = 0xFFFF_FFFF
  private static let hashHalf: UInt64 = ~numberHalf

  private static func place(_ held: UInt64, hash: UInt64, in places: inout [UInt64]) {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while places[place] != 0 { place = (place + 1) & mask }
    places[place] = held
  }

  @inline(__always)
  private func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number &- 1])..<ends[number]
  }

  /// The places of all keys in a table of twice the length.
  private func placesInTwiceTheRoom() -> [UInt64] {
    var grown = [UInt64](repeating: 0, count: places.count * 2)
    let all = unsafe bytes.span.bytes
    for number in ends.indices {
      let hash = Hash64.of(all.extracting(range(of: number)), seed: seed)
      KeyTable.place(hash & KeyTable.hashHalf | UInt64(number + 1), hash: hash, in: &grown)
    }
    return grown
  }
}
