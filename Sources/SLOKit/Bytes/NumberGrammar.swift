// The grammar of JSON numbers, RFC 8259 section 6: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?

/// Where the parts of a JSON number lie.
struct NumberGrammar {
  let isNegative: Bool
  /// The digits before the point, and those after it; the latter may be empty.
  let whole: Range<Int>
  let fraction: Range<Int>
  let isExponentNegative: Bool
  /// The exponent's digits; empty where there is no exponent.
  let exponent: Range<Int>
  /// Behind its last byte.
  let end: Int

  /// Reads the number that starts at `start`, as far as it goes; otherwise the offset of the byte,
  /// or of the end, that breaks the grammar.
  static func read(_ text: RawSpan, from start: Int) -> Result<NumberGrammar, Break> {
    var at = start
    let isNegative = at < text.byteCount && text[unchecked: at] == .minus
    if isNegative { at &+= 1 }
    let whole = at..<endOfDigits(text, from: at)
    if whole.isEmpty { return .failure(Break(offset: at)) }
    if whole.count > 1, text[unchecked: at] == UInt8(ascii: "0") {
      return .failure(Break(offset: at &+ 1))
    }
    at = whole.upperBound
    var fraction = at..<at
    if at < text.byteCount, text[unchecked: at] == UInt8(ascii: ".") {
      fraction = at &+ 1..<endOfDigits(text, from: at &+ 1)
      at = fraction.upperBound
      if fraction.isEmpty { return .failure(Break(offset: at)) }
    }
    var exponent = at..<at
    var isExponentNegative = false
    if at < text.byteCount, text[unchecked: at] | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      if at < text.byteCount {
        let sign = text[unchecked: at]
        isExponentNegative = sign == .minus
        if isExponentNegative || sign == UInt8(ascii: "+") { at &+= 1 }
      }
      exponent = at..<endOfDigits(text, from: at)
      at = exponent.upperBound
      if exponent.isEmpty { return .failure(Break(offset: at)) }
    }
    return .success(
      NumberGrammar(
        isNegative: isNegative, whole: whole, fraction: fraction,
        isExponentNegative: isExponentNegative, exponent: exponent, end: at))
  }

  /// Where a text stops being a number.
  struct Break: Error {
    let offset: Int
  }

  @inline(__always)
  private static func endOfDigits(_ text: RawSpan, from start: Int) -> Int {
    var at = start
    while at < text.byteCount, text[unchecked: at].isDigit { at &+= 1 }
    return at
  }
}
