// Texts of a JSON document: escapes decoded, UTF-8 checked, each slip told at its byte.

extension JSONParser {
  mutating func parseText() throws(JSONProblem) -> String {
    index += 1
    var decoded: [UInt8] = []
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try parseEscape(into: &decoded)
      case 0x0A, 0x0D:
        throw problem("a text that is not closed on its line", advice: "close it with a \"")
      case 0..<0x20:
        throw problem(
          "a control character in a text",
          advice: byte == 9 ? "write \\t" : "write \\u00\(hex(byte))")
      case 0x20..<0x80:
        decoded.append(byte)
        index += 1
      default:
        let length = JSONParser.utf8Length(bytes[index...])
        guard length > 0 else {
          throw problem("bytes that are not UTF-8", advice: "save the file as UTF-8")
        }
        decoded.append(contentsOf: bytes[index..<index + length])
        index += length
      }
    }
    throw problem("the document ends inside a text", advice: "close it with a \"")
  }

  private mutating func parseEscape(into decoded: inout [UInt8]) throws(JSONProblem) {
    let escape = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(escape)
    case UInt8(ascii: "b"): decoded.append(8)
    case UInt8(ascii: "f"): decoded.append(12)
    case UInt8(ascii: "n"): decoded.append(10)
    case UInt8(ascii: "r"): decoded.append(13)
    case UInt8(ascii: "t"): decoded.append(9)
    case UInt8(ascii: "u"):
      guard let first = JSONParser.codeUnit(bytes[index...]) else {
        throw problem("\\u without four hexadecimal digits")
      }
      var scalar = Unicode.Scalar(first)
      var length = 6
      if scalar == nil, first < 0xDC00, let second = JSONParser.codeUnit(bytes[(index + 6)...]),
        (0xDC00..<0xE000).contains(second)
      {
        scalar = Unicode.Scalar(
          0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        length = 12
      }
      guard let scalar else {
        throw problem("half of a surrogate pair, which means no character")
      }
      decoded.append(contentsOf: String(Character(scalar)).utf8)
      index += length
      return
    default:
      throw problem("\"\\\" before what it cannot escape", advice: "a \"\\\" is written \"\\\\\"")
    }
    index += 2
  }

  /// The 16 bits that `\uXXXX` at the start of `bytes` writes.
  private static func codeUnit(_ bytes: ArraySlice<UInt8>) -> UInt16? {
    guard bytes.count >= 6, bytes.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      return nil
    }
    var unit: UInt16 = 0
    for byte in bytes.dropFirst(2).prefix(4) {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// How long the `\u` escape, or pair of them, at the start of `bytes` is in the source, and how
  /// many bytes of UTF-8 it means.
  static func unicodeEscapeLengths(_ bytes: ArraySlice<UInt8>) -> (Int, Int) {
    guard let unit = codeUnit(bytes) else { return (2, 1) }
    return switch unit {
    case 0..<0x80: (6, 1)
    case 0x80..<0x800: (6, 2)
    case 0xD800..<0xE000: (12, 4)
    default: (6, 3)
    }
  }

  /// How many bytes the character at the start of `bytes` has; 0 where they are not UTF-8.
  static func utf8Length(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return 0 }
    return UTF8.width(scalar)
  }
}
