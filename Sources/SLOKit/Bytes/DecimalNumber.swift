// The numbers of events, exactly as written: sign, digits, power of ten. No binary fraction is ever
// made of them, so that 0.1 + nothing is 0.1, and 9007199254740993 is not its neighbour.

/// A decimal of any length and exponent; equal values are equal however they were written.
///
/// The value is ±0.ddd… × 10^exponent, its first digit not 0. Zero has no digits, no sign and the
/// exponent 0. Up to 19 digits it allocates nothing.
package struct DecimalNumber: Hashable, Sendable {
  /// How many digits `leading` holds: the most that always fit into 64 bits.
  static let leadingDigits = 19

  var isNegative: Bool
  /// The first 19 digits, filled up with zeros on the right.
  var leading: UInt64
  /// The digits behind them (values 0 to 9), without zeros at the end.
  var further: [UInt8]
  var exponent: DecimalExponent

  package static let zero = DecimalNumber(0)

  /// The exact value of `whole`.
  package init(_ whole: Int64) {
    isNegative = whole < 0
    further = []
    var digits = 0
    var rest = whole.magnitude
    while rest > 0 {
      rest /= 10
      digits += 1
    }
    leading = whole.magnitude &* Self.powersOfTen[Self.leadingDigits - digits]
    exponent = DecimalExponent(digits)
  }

  /// The number that the whole of `text` is by the grammar of JSON; nil where it is none.
  package init?(_ text: RawSpan) {
    guard case .success(let number) = NumberGrammar.read(text, from: 0),
      number.end == text.byteCount
    else { return nil }
    self.init(number, in: text)
  }

  /// Whether the whole of `text` is a number by the grammar of JSON.
  package static func isNumber(_ text: RawSpan) -> Bool {
    if case .success(let number) = NumberGrammar.read(text, from: 0) {
      return number.end == text.byteCount
    }
    return false
  }

  /// The value × 10^power.
  package func scaled(byPowerOfTen power: Int) -> DecimalNumber {
    if isZero { return self }
    var result = self
    result.exponent = exponent.adding(power)
    return result
  }

  var isZero: Bool { leading == 0 }

  static let powersOfTen: [UInt64] = (0..<leadingDigits).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }
}

extension DecimalNumber: Comparable {
  package static func < (lhs: DecimalNumber, rhs: DecimalNumber) -> Bool {
    if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
    return lhs.isNegative ? rhs.hasSmallerSize(than: lhs) : lhs.hasSmallerSize(than: rhs)
  }

  /// Whether its distance from zero is less than that of `other`.
  private func hasSmallerSize(than other: DecimalNumber) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    if exponent != other.exponent { return exponent < other.exponent }
    if leading != other.leading { return leading < other.leading }
    return further.lexicographicallyPrecedes(other.further)
  }
}

extension DecimalNumber {
  /// The exact value where it is whole and fits into 64 bits, however it was written; else nil.
  package var wholeValue: Int64? {
    guard let part = wholePart(scaledByPowerOfTen: 0), !part.hasRest else { return nil }
    return Self.signed(part.size, isNegative: isNegative)
  }

  /// The largest whole number that is not above the value × 10^power; nil beyond 64 bits.
  package func floored(scaledByPowerOfTen power: Int) -> Int64? {
    guard let part = wholePart(scaledByPowerOfTen: power) else { return nil }
    let isOneFurther = isNegative && part.hasRest
    let (size, overflows) = part.size.addingReportingOverflow(isOneFurther ? 1 : 0)
    return overflows ? nil : Self.signed(size, isNegative: isNegative)
  }

  /// The digits before the point of the value × 10^power, and whether any behind it is not 0; nil
  /// where there are more than 19.
  private func wholePart(scaledByPowerOfTen power: Int) -> (size: UInt64, hasRest: Bool)? {
    if isZero { return (0, false) }
    let digits = exponent.adding(power)
    if digits <= DecimalExponent(0) { return (0, true) }
    guard let digits = digits.small, digits <= Self.leadingDigits else { return nil }
    let unit = Self.powersOfTen[Self.leadingDigits - digits]
    return (leading / unit, leading % unit != 0 || !further.isEmpty)
  }

  private static func signed(_ size: UInt64, isNegative: Bool) -> Int64? {
    if !isNegative { return Int64(exactly: size) }
    return size <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- size) : nil
  }
}

extension DecimalNumber {
  /// The value of what the grammar found in `text`.
  init(_ number: NumberGrammar, in text: RawSpan) {
    var leading: UInt64 = 0
    var further: [UInt8] = []
    var zeros = 0  // at the front, which count for nothing
    var digits = 0
    for part in [number.whole, number.fraction] {
      for offset in part {
        let digit = text[byte: offset] &- UInt8(ascii: "0")
        if digits == 0 && digit == 0 {
          zeros += 1
        } else {
          digits += 1
          if digits <= Self.leadingDigits {
            leading = leading &* 10 &+ UInt64(digit)
          } else {
            further.append(digit)
          }
        }
      }
    }
    while further.last == 0 { further.removeLast() }
    guard digits > 0 else {
      self = .zero
      return
    }
    self.leading = leading &* Self.powersOfTen[max(0, Self.leadingDigits - digits)]
    self.further = further
    isNegative = number.isNegative
    exponent = DecimalExponent(
      digits: number.exponent, in: text, isNegative: number.isExponentNegative
    ).adding(number.whole.count - zeros)
  }
}
