// The escapes that loggers borrow from C: a letter for a control byte, and \xNN for any byte.

/// The escapes of logfmt's quoted values and of access logs.
enum CEscape {
  /// The byte that the escape whose backslash is at `start` stands for, and where it ends; nil
  /// where it is none of them.
  static func read(_ line: RawSpan, at start: Int) -> (byte: UInt8, end: Int)? {
    guard start &+ 1 < line.byteCount else { return nil }
    let letter = line[unchecked: start &+ 1]
    switch letter {
    case .quote, .backslash: return (letter, start &+ 2)
    case UInt8(ascii: "a"): return (0x07, start &+ 2)
    case UInt8(ascii: "b"): return (0x08, start &+ 2)
    case UInt8(ascii: "t"): return (0x09, start &+ 2)
    case UInt8(ascii: "n"): return (0x0A, start &+ 2)
    case UInt8(ascii: "v"): return (0x0B, start &+ 2)
    case UInt8(ascii: "f"): return (0x0C, start &+ 2)
    case UInt8(ascii: "r"): return (0x0D, start &+ 2)
    case UInt8(ascii: "x"):
      guard start &+ 4 <= line.byteCount,
        let high = line[unchecked: start &+ 2].hexadecimalValue,
        let low = line[unchecked: start &+ 3].hexadecimalValue
      else { return nil }
      return (UInt8(truncatingIfNeeded: high &<< 4 | low), start &+ 4)
    default: return nil
    }
  }
}

extension RawSpan {
  /// The offset of the first double quote from `start` on that has no backslash before it; nil
  /// where there is none.
  func firstOffsetOfBareQuote(from start: Int) -> Int? {
    var at = start
    while at < byteCount {
      if at &+ 16 <= byteCount {
        let index = VectorSearch.first(.quote, or: .backslash, in: vector(at: at))
        at &+= index
        if index == 16 { continue }
      }
      switch self[unchecked: at] {
      case .quote: return at
      case .backslash: at &+= 2
      default: at &+= 1
      }
    }
    return nil
  }
}
