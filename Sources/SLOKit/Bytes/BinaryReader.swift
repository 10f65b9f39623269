// Bytes that `BinaryWriter` wrote, or that a disk has made of them, back into values. Whatever the
// bytes are, reading ends, traps nowhere, and takes no more room than a small multiple of their
// number: a count is believed only as far as bytes are left for what it counts.

/// What is wrong with bytes that were to be read.
package struct BinaryDamage: Error, Equatable, Sendable {
  /// What was found, and what was wanted.
  package let text: String
  /// Where.
  package let offsetBytes: Int

  package init(_ text: String, at offsetBytes: Int) {
    self.text = text
    self.offsetBytes = offsetBytes
  }
}

/// Reads values one behind the other.
package struct BinaryReader: Sendable {
  private let bytes: [UInt8]
  /// Where the next value starts.
  package private(set) var offset = 0

  /// A reader of `bytes`.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all has been read.
  package var isAtEnd: Bool { offset == bytes.count }

  /// What is wrong where the reader stands.
  package func damage(_ text: String) -> BinaryDamage { BinaryDamage(text, at: offset) }

  /// Throws unless all has been read.
  package func expectEnd() throws(BinaryDamage) {
    if !isAtEnd { throw damage("\(bytes.count - offset) bytes behind the end") }
  }

  /// One byte.
  package mutating func byte() throws(BinaryDamage) -> UInt8 {
    guard offset < bytes.count else { throw damage("the bytes end too early") }
    offset += 1
    return bytes[offset - 1]
  }

  /// Four bytes, the lowest first.
  package mutating func fixed32() throws(BinaryDamage) -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(try byte()) << shift }
    return value
  }

  /// Eight bytes, the lowest first.
  package mutating func fixed64() throws(BinaryDamage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
    return value
  }

  /// Seven bits a byte, the lowest first.
  package mutating func unsigned() throws(BinaryDamage) -> UInt64 {
    let first = try byte()
    if first < 0x80 { return UInt64(first) }
    var value = UInt64(first & 0x7F)
    var shift: UInt64 = 7
    while true {
      let next = try byte()
      let bits = UInt64(next & 0x7F)
      if shift == 63 && bits > 1 { throw damage("a number of more than 64 bits") }
      value |= bits << shift
      if next < 0x80 { return value }
      shift += 7
      if shift > 63 { throw damage("a number of more than 64 bits") }
    }
  }

  /// A number that may be negative.
  package mutating func signed() throws(BinaryDamage) -> Int64 {
    let value = try unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A number that may be negative and lies in `range`.
  package mutating func int(
    in range: ClosedRange<Int> = .min ... .max
  ) throws(BinaryDamage) -> Int {
    let value = Int(try signed())
    guard range.contains(value) else {
      throw damage("\(value), wanted \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number that is not negative and at most `limit`.
  package mutating func whole(upTo limit: Int64 = .max) throws(BinaryDamage) -> Int64 {
    let value = try unsigned()
    guard value <= UInt64(limit) else { throw damage("\(value), wanted at most \(limit)") }
    return Int64(value)
  }

  /// 0 or 1.
  package mutating func bool() throws(BinaryDamage) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    case let value: throw damage("\(value), wanted 0 or 1")
    }
  }

  /// How many things follow, each of at least `leastBytes`.
  package mutating func count(ofAtLeast leastBytes: Int = 1) throws(BinaryDamage) -> Int {
    let count = try unsigned()
    guard count <= UInt64((bytes.count - offset) / max(1, leastBytes)) else {
      throw damage("\(count) elements in \(bytes.count - offset) bytes")
    }
    return Int(count)
  }

  /// Bytes behind their length.
  package mutating func text() throws(BinaryDamage) -> [UInt8] {
    let count = try count()
    offset += count
    return Array(bytes[(offset - count)..<offset])
  }

  /// Text in UTF-8 behind its length.
  package mutating func string() throws(BinaryDamage) -> String {
    let text = try text()
    guard let string = String(validating: text, as: UTF8.self) else {
      throw damage("a text that is not UTF-8")
    }
    return string
  }

  /// What `read` makes of a value; nil where there is none.
  package mutating func optional<Value>(
    _ read: (inout BinaryReader) throws(BinaryDamage) -> Value
  ) throws(BinaryDamage) -> Value? {
    try bool() ? try read(&self) : nil
  }

  /// What `read` makes of each element, all of at least `leastBytes`.
  package mutating func array<Element>(
    ofAtLeast leastBytes: Int = 1,
    _ read: (inout BinaryReader) throws(BinaryDamage) -> Element
  ) throws(BinaryDamage) -> [Element] {
    let count = try count(ofAtLeast: leastBytes)
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }
}
