// Keys (customers, mostly) as small whole numbers: equal bytes give the same number, the first key
// is 0, the next 1. Keys are bytes of any length; they lie one behind the other in one array.
//
// The hash is seeded a process, so that nobody can choose names that collide.

/// Numbers keys in the order of their first appearance.
package struct KeyTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where key i ends in `bytes`; it starts where key i − 1 ends.
  private var ends: [Int] = []
  /// Key numbers + 1 by hash, 0 for a free place; a power of two long, at most half full.
  private var places: [UInt32]
  private let seed: UInt64

  package init() {
    places = Array(repeating: 0, count: 64)
    seed = UInt64.random(in: .min ... .max)
  }

  /// How many keys there are.
  package var count: Int { ends.count }

  /// The bytes of key `number`.
  package subscript(number: Int) -> [UInt8] { Array(bytes[range(of: number)]) }

  /// The number of `key`, which is added where it is new.
  package mutating func number(of key: RawSpan) -> Int {
    var place = Int(truncatingIfNeeded: Hash64.of(key, seed: seed)) & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if holds(key, at: range(of: number)) { return number }
      place = (place + 1) & (places.count - 1)
    }
    bytes.append(contentsOf: key.copied())
    ends.append(bytes.count)
    places[place] = UInt32(ends.count)
    if ends.count * 2 > places.count { places = placesInTwiceTheRoom() }
    return ends.count - 1
  }

  /// The number of `key`; nil where it was not added.
  package func number(ofKnown key: [UInt8]) -> Int? {
    unsafe number(ofKnown: key.span.bytes)
  }

  /// The number of `key`, which is added where it is new and fewer than `limit` keys are there.
  package mutating func key(of key: RawSpan, upTo limit: Int64) -> KeyedCounts.Key {
    if count < min(Int(limit), KeyLog.mostKeys) { return .number(number(of: key)) }
    return number(ofKnown: key).map { .number($0) } ?? .pastLimit
  }

  /// The number of `key`, which is added where it is new and fewer than `limit` keys are there.
  package mutating func key(of key: [UInt8], upTo limit: Int64) -> KeyedCounts.Key {
    unsafe self.key(of: key.span.bytes, upTo: limit)
  }

  private func number(ofKnown key: RawSpan) -> Int? {
    var place = Int(truncatingIfNeeded: Hash64.of(key, seed: seed)) & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if holds(key, at: range(of: number)) { return number }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  private func holds(_ key: RawSpan, at range: Range<Int>) -> Bool {
    guard range.count == key.byteCount else { return false }
    return (0..<key.byteCount).allSatisfy { bytes[range.lowerBound + $0] == key[byte: $0] }
  }

  /// The places of all keys in a table of twice the length.
  private func placesInTwiceTheRoom() -> [UInt32] {
    var grown = [UInt32](repeating: 0, count: places.count * 2)
    let all = unsafe bytes.span.bytes
    for number in ends.indices {
      let hash = Hash64.of(all.extracting(range(of: number)), seed: seed)
      var place = Int(truncatingIfNeeded: hash) & (grown.count - 1)
      while grown[place] != 0 { place = (place + 1) & (grown.count - 1) }
      grown[place] = UInt32(number + 1)
    }
    return grown
  }
}
