// Values through bytes and back, and what becomes of bytes that a disk has spoilt.

import Testing

@testable import SLOKit

struct BinaryTests {
  @Test(
    arguments: [
      // RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRCs.
      (Array(repeating: 0, count: 32), 0x8A91_36AA),
      (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E), (Array((0..<32).reversed()), 0x113F_DB5C),
      (Array("123456789".utf8), 0xE306_9283), ([], 0),
    ] as [([UInt8], UInt32)])
  func `checksums are those of the standard`(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.of(bytes) == checksum)
    for cut in 0...bytes.count {
      #expect(CRC32C.of(Array(bytes[cut...]), after: CRC32C.of(Array(bytes[..<cut]))) == checksum)
    }
  }

  @Test func `every flipped bit changes the checksum`() {
    var random = SeededGenerator(seed: 1)
    var bytes = (0..<100).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let checksum = CRC32C.of(bytes)
    for bit in 0..<(bytes.count * 8) {
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(CRC32C.of(bytes) != checksum)
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
  }

  /// One value of each kind.
  private struct Sample: Equatable {
    var unsigned: UInt64
    var signed: Int64
    var short: UInt32
    var bool: Bool
    var bytes: [UInt8]
    var text: String
    var optional: UInt64?
    var elements: [Int64]

    init(_ random: inout SeededGenerator) {
      func number(_ random: inout SeededGenerator) -> UInt64 {
        UInt64.random(in: .min ... .max, using: &random)
          >> UInt64.random(in: 0..<64, using: &random)
      }
      unsigned = number(&random)
      signed = Int64(bitPattern: number(&random)) &* (Bool.random(using: &random) ? 1 : -1)
      short = UInt32(truncatingIfNeeded: number(&random))
      bool = .random(using: &random)
      bytes = (0..<Int.random(in: 0..<20, using: &random)).map { UInt8($0) }
      text = random.pick(["", "a", "café", "\u{0}\u{1F600}"])
      optional = Bool.random(using: &random) ? number(&random) : nil
      elements = (0..<Int.random(in: 0..<5, using: &random)).map {
        Int64($0) - Int64(bitPattern: number(&random) >> 1)
      }
    }

    func write(into writer: inout BinaryWriter) {
      writer.unsigned(unsigned)
      writer.signed(signed)
      writer.fixed32(short)
      writer.fixed64(unsigned)
      writer.bool(bool)
      writer.text(bytes)
      writer.text(text)
      writer.optional(optional) { $0.unsigned($1) }
      writer.array(elements) { $0.signed($1) }
    }

    init(_ reader: inout BinaryReader) throws(BinaryDamage) {
      unsigned = try reader.unsigned()
      signed = try reader.signed()
      short = try reader.fixed32()
      guard try reader.fixed64() == unsigned else { throw reader.damage("another number") }
      bool = try reader.bool()
      bytes = try reader.text()
      text = try reader.string()
      optional = try reader.optional { (reader) throws(BinaryDamage) in try reader.unsigned() }
      elements = try reader.array { (reader) throws(BinaryDamage) in try reader.signed() }
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `values come back as they were, and every way to cut them short is noticed`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let sample = Sample(&random)
    var writer = BinaryWriter()
    sample.write(into: &writer)
    var reader = BinaryReader(writer.bytes)
    #expect(try Sample(&reader) == sample)
    try reader.expectEnd()
    for count in 0..<writer.bytes.count {
      var reader = BinaryReader(Array(writer.bytes[..<count]))
      #expect(throws: BinaryDamage.self) { try Sample(&reader) }
    }
    for _ in 0..<100 {
      var bytes = writer.bytes
      for _ in 0..<3 {
        bytes[.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: .min ... .max, using: &random)
      }
      var reader = BinaryReader(bytes)
      _ = try? Sample(&reader)
    }
  }

  @Test(
    arguments: [
      ([], "the bytes end too early"),
      (Array(repeating: 0xFF, count: 10), "a number of more than 64 bits"),
      (Array(repeating: 0x80, count: 10) + [0], "a number of more than 64 bits"),
    ] as [([UInt8], String)])
  func `a number that cannot be is told of`(bytes: [UInt8], text: String) {
    var reader = BinaryReader(bytes)
    let damage = #expect(throws: BinaryDamage.self) { try reader.unsigned() }
    #expect(damage?.text == text)
  }

  @Test func `a count is believed only as far as there are bytes`() {
    var writer = BinaryWriter()
    writer.unsigned(1 << 60)
    var reader = BinaryReader(writer.bytes + [1, 2, 3])
    let damage = #expect(throws: BinaryDamage.self) { try reader.text() }
    #expect(damage?.text == "1152921504606846976 elements in 3 bytes")
  }
}
