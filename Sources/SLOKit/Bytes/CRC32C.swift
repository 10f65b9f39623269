// CRC-32C (Castagnoli; RFC 3720, appendix B.4): bytes in, a 32-bit checksum out that finds every
// single flipped bit and every burst of up to 32. Eight bytes at a time by eight tables, which need no
// instruction that some machine may lack.

/// The checksum of files that this program writes for itself.
package enum CRC32C {
  /// Table k, entry b: what byte b does to the checksum when k bytes follow it; one table behind the
  /// other.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte: UInt32 in 0..<256 {
      var crc = byte
      for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 0 ? 0 : 0x82F6_3B78) }
      tables.append(crc)
    }
    for entry in 256..<2048 {
      let before = tables[entry - 256]
      tables.append((before >> 8) ^ tables[Int(before & 0xFF)])
    }
    return tables
  }()

  /// The checksum of `bytes`.
  ///
  /// - Parameter before: The checksum of what comes before them; 0 where nothing does.
  package static func of(_ bytes: RawSpan, after before: UInt32 = 0) -> UInt32 {
    let tables = tables
    var crc = ~before
    var offset = 0
    while offset + 8 <= bytes.byteCount {
      let word = bytes.word(at: offset) ^ UInt64(crc)
      crc = 0
      for index in 0..<8 {
        let byte = Int(truncatingIfNeeded: word >> UInt64(8 * index)) & 0xFF
        crc ^= tables[(7 - index) * 256 + byte]
      }
      offset += 8
    }
    while offset < bytes.byteCount {
      crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[byte: offset])) & 0xFF)]
      offset += 1
    }
    return ~crc
  }

  /// The checksum of `bytes`.
  package static func of(_ bytes: [UInt8], after before: UInt32 = 0) -> UInt32 {
    unsafe of(bytes.span.bytes, after: before)
  }
}
