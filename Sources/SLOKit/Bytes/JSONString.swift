// The strings of JSON: where one ends and whether all in it is allowed, eight bytes at a time; and
// its text where it has escapes.

/// A JSON string of a line, checked.
struct JSONString {
  /// Its text, without the quotes.
  let range: Range<Int>
  let hasEscapes: Bool

  /// Reads the string whose opening quote is at `opening`.
  static func read(_ line: RawSpan, from opening: Int) throws(Malformed) -> JSONString {
    var at = opening &+ 1
    var hasEscapes = false
    while true {
      while at &+ 8 <= line.byteCount {
        let word = line.word(at: at)
        let marks =
          WordSearch.bytes(in: word, equalTo: .quote)
          | WordSearch.bytes(in: word, equalTo: .backslash)
          | WordSearch.bytes(in: word, below: 0x20) | WordSearch.nonASCII(in: word)
        if marks != 0 {
          at &+= WordSearch.firstIndex(of: marks)
          break
        }
        at &+= 8
      }
      guard at < line.byteCount else { throw .endsEarly(line) }
      switch line[unchecked: at] {
      case .quote: return JSONString(range: opening &+ 1..<at, hasEscapes: hasEscapes)
      case .backslash:
        hasEscapes = true
        at = try escape(line, at: at).end
      case ..<0x20: throw Malformed(.jsonControlByte, at: at)
      case 0x80...:
        let width = line.widthOfScalar(at: at)
        guard width > 0 else { throw Malformed(.notUTF8, at: at) }
        at &+= width
      default: at &+= 1
      }
    }
  }

  /// Appends the text to `decoded`; where it lies there.
  func decode(_ line: RawSpan, into decoded: inout [UInt8]) throws(Malformed) -> Range<Int> {
    let start = decoded.count
    var at = range.lowerBound
    while let backslash = line.firstOffset(of: .backslash, in: at..<range.upperBound) {
      decoded.append(at..<backslash, of: line)
      let escape = try Self.escape(line, at: backslash)
      decoded.appendUTF8(escape.scalar)
      at = escape.end
    }
    decoded.append(at..<range.upperBound, of: line)
    return start..<decoded.count
  }

  /// What the escape whose backslash is at `at` stands for, and where it ends.
  private static func escape(
    _ line: RawSpan, at: Int
  ) throws(Malformed) -> (scalar: UInt32, end: Int) {
    guard at &+ 1 < line.byteCount else { throw .endsEarly(line) }
    let byte = line[unchecked: at &+ 1]
    switch byte {
    case .quote, .backslash, UInt8(ascii: "/"): return (UInt32(byte), at &+ 2)
    case UInt8(ascii: "b"): return (0x08, at &+ 2)
    case UInt8(ascii: "f"): return (0x0C, at &+ 2)
    case UInt8(ascii: "n"): return (0x0A, at &+ 2)
    case UInt8(ascii: "r"): return (0x0D, at &+ 2)
    case UInt8(ascii: "t"): return (0x09, at &+ 2)
    case UInt8(ascii: "u"): return try UnicodeEscape.read(line, at: at)
    default: throw Malformed(.jsonEscape, at: at)
    }
  }
}
