// Numbers cut at powers of two, so that two durations are of one kind where they are about as long.

/// The powers of two between which a number lies.
package struct Magnitude: Hashable, Sendable {
  /// −1, 0 or 1.
  private let sign: Int8
  /// The size is at least 2 to this power, and less than 2 to the next.
  private let exponent: Int16

  /// The magnitude of the number that the whole of `text` is; nil where it is none. A fraction that
  /// no double holds may fall to the next power from one in 10¹⁵ below it.
  package init?(_ text: RawSpan) {
    guard case .success(let number) = NumberGrammar.read(text, from: 0),
      number.end == text.byteCount
    else { return nil }
    var whole: UInt64 = 0
    var isZero = true
    for offset in number.whole {
      whole = whole &* 10 &+ UInt64(text[byte: offset] &- UInt8(ascii: "0"))
      isZero = isZero && text[byte: offset] == UInt8(ascii: "0")
    }
    for offset in number.fraction { isZero = isZero && text[byte: offset] == UInt8(ascii: "0") }
    if isZero {
      (sign, exponent) = (0, 0)
      return
    }
    sign = number.isNegative ? -1 : 1
    if whole > 0, number.whole.count <= 19, number.exponent.isEmpty {
      exponent = Int16(63 - whole.leadingZeroBitCount)
      return
    }
    let size = Double(text.text)?.magnitude ?? 0
    exponent = size == 0 ? -1100 : size.isInfinite ? 1100 : Int16(size.exponent)
  }

  /// A hash of it.
  package var hash: UInt64 {
    let word = UInt64(truncatingIfNeeded: Int(sign) &* 4096 &+ Int(exponent))
    return (word ^ KeyHash.seed) &* 0x9E37_79B9_7F4A_7C15
  }

  /// `512..<1024`, `0`, `>-1024..-512`.
  package var text: String {
    if sign == 0 { return "0" }
    let low = Magnitude.power(Int(exponent))
    let high = Magnitude.power(Int(exponent) + 1)
    return sign > 0 ? "\(low)..<\(high)" : ">-\(high)..-\(low)"
  }

  private static func power(_ exponent: Int) -> String {
    if (0..<63).contains(exponent) { return String(1 << exponent) }
    let clamped = min(max(exponent, -1074), 1023)
    return NumberText.shortest(Double(sign: .plus, exponent: clamped, significand: 1))
  }
}
