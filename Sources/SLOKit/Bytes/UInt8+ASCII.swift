// The bytes that the formats are made of, by name.

extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let equals = UInt8(ascii: "=")
  static let colon = UInt8(ascii: ":")
  static let backslash = UInt8(ascii: "\\")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  /// Whether it is one of `0` to `9`.
  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }

  /// The small letter of a capital one; anything else is itself.
  var smallLetter: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The capital letter of a small one; anything else is itself.
  package var capitalLetter: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }

  /// The value of a hexadecimal digit of either case; nil where it is none.
  var hexadecimalValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self) &- 0x30
    case 0x41...0x46: UInt32(self) &- 0x37
    case 0x61...0x66: UInt32(self) &- 0x57
    default: nil
    }
  }
}
