// \uXXXX, which names a UTF-16 code unit: a scalar above U+FFFF is two of them, and half of such a
// pair is no text at all.

/// The `\uXXXX` escapes of JSON and logfmt.
enum UnicodeEscape {
  /// The scalar of the escape, or of the two, whose backslash is at `start`, and where it ends.
  static func read(
    _ line: RawSpan, at start: Int
  ) throws(Malformed) -> (scalar: UInt32, end: Int) {
    guard let first = unit(line, at: start) else { throw Malformed(.unicodeEscape, at: start) }
    let end = start &+ 6
    switch first {
    case 0xD800...0xDBFF:
      guard let second = unit(line, at: end), (0xDC00...0xDFFF).contains(second) else {
        throw Malformed(.loneSurrogate, at: start)
      }
      return (0x1_0000 &+ (first &- 0xD800) &<< 10 &+ (second &- 0xDC00), end &+ 6)
    case 0xDC00...0xDFFF: throw Malformed(.loneSurrogate, at: start)
    default: return (first, end)
    }
  }

  /// The code unit of the escape whose backslash is at `start`; nil where there is none.
  private static func unit(_ line: RawSpan, at start: Int) -> UInt32? {
    guard start &+ 6 <= line.byteCount, line[unchecked: start] == .backslash,
      line[unchecked: start &+ 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for offset in start &+ 2..<start &+ 6 {
      guard let value = line[unchecked: offset].hexadecimalValue else { return nil }
      unit = unit &<< 4 | value
    }
    return unit
  }
}
