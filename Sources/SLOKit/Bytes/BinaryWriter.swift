// Values into bytes that `BinaryReader` makes the same values of: small numbers in few bytes, counts
// and lengths before what they are of, nothing aligned, nothing that hangs on the machine.

/// Writes values one behind the other.
package struct BinaryWriter: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// How many bytes were written.
  package var count: Int { bytes.count }

  /// Begins anew, in the room there is.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// One byte.
  package mutating func byte(_ value: UInt8) { bytes.append(value) }

  /// Four bytes, the lowest first.
  package mutating func fixed32(_ value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  /// Eight bytes, the lowest first.
  package mutating func fixed64(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  /// Seven bits a byte, the lowest first, the top bit set where more follow (LEB128).
  package mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number that may be negative: its sign is the lowest bit.
  package mutating func signed(_ value: Int64) {
    unsigned(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// A number that may be negative.
  package mutating func int(_ value: Int) { signed(Int64(value)) }

  /// 0 or 1.
  package mutating func bool(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Bytes behind their length.
  package mutating func text(_ value: [UInt8]) {
    unsigned(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  /// Text in UTF-8 behind its length.
  package mutating func text(_ value: String) {
    unsigned(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// Whether there is a value, and what `write` makes of it.
  package mutating func optional<Value>(
    _ value: Value?, _ write: (inout BinaryWriter, Value) -> Void
  ) {
    bool(value != nil)
    if let value { write(&self, value) }
  }

  /// How many elements there are, and what `write` makes of each.
  package mutating func array<Elements: Collection>(
    _ elements: Elements, _ write: (inout BinaryWriter, Elements.Element) -> Void
  ) {
    unsigned(UInt64(elements.count))
    for element in elements { write(&self, element) }
  }
}

/// A value that can be written and read again.
package protocol BinaryCoded {
  /// Writes the value.
  func encode(into writer: inout BinaryWriter)
  /// Reads what `encode` wrote.
  init(decoding reader: inout BinaryReader) throws(BinaryDamage)
}
