// The values of JSON that are neither strings nor containers, and the space between all of them.

/// A literal or number of a line, checked.
struct JSONScalar {
  let kind: FieldValue.Kind
  /// Behind its last byte.
  let end: Int

  /// Reads the value at `start`, whose first byte is `first`.
  @inline(__always)
  static func read(_ line: RawSpan, from start: Int, first: UInt8) throws(Malformed) -> JSONScalar {
    switch first {
    case .minus, 0x30...0x39:
      switch NumberGrammar.read(line, from: start) {
      case .success(let number): return JSONScalar(kind: .number, end: number.end)
      case .failure(let broken): throw Malformed(.jsonNumber, at: broken.offset)
      }
    case UInt8(ascii: "t"):
      return try literal(.true, "t", "r", "u", "e", line, start)
    case UInt8(ascii: "f"):
      return try literal(.false, "a", "l", "s", "e", line, start &+ 1)
    case UInt8(ascii: "n"):
      return try literal(.null, "n", "u", "l", "l", line, start)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      throw Malformed(.jsonLiteral, at: start)
    default: throw Malformed(.jsonValue, at: start)
    }
  }

  /// A literal whose last four letters, at `start`, must be those given.
  @inline(__always)
  private static func literal(
    _ kind: FieldValue.Kind, _ a: Unicode.Scalar, _ b: Unicode.Scalar, _ c: Unicode.Scalar,
    _ d: Unicode.Scalar, _ line: RawSpan, _ start: Int
  ) throws(Malformed) -> JSONScalar {
    guard start &+ 4 <= line.byteCount,
      line[unchecked: start] == UInt8(ascii: a), line[unchecked: start &+ 1] == UInt8(ascii: b),
      line[unchecked: start &+ 2] == UInt8(ascii: c), line[unchecked: start &+ 3] == UInt8(ascii: d)
    else { throw Malformed(.jsonLiteral, at: start) }
    return JSONScalar(kind: kind, end: start &+ 4)
  }
}

extension RawSpan {
  /// The offset of the first byte from `start` on that is not space between JSON's tokens.
  @inline(__always)
  func offsetAfterSpace(from start: Int) -> Int {
    var at = start
    while at < byteCount {
      switch self[unchecked: at] {
      case .space, .tab, .newline, .carriageReturn: at &+= 1
      default: return at
      }
    }
    return at
  }
}

extension Malformed {
  /// The line ended before its JSON did.
  static func endsEarly(_ line: RawSpan) -> Malformed {
    Malformed(.jsonEndsEarly, at: line.byteCount)
  }
}
