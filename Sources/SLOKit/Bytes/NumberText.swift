// Numbers as people read them: exact quotients of whole numbers in, decimal text out. A number is
// rounded to the nearest, but never across a line that matters: 99.8996 % is not shown as 99.900 %
// beside a target of 99.9 %, and what remains of a budget is shown as 0 % when it is 0.

/// A decimal number that was rounded: `value` / 10 ^ `places`.
package struct RoundedDecimal: Equatable, Sendable {
  /// The number without its point.
  package let value: Int128
  /// How many digits stand behind the point.
  package let places: Int

  /// `numerator` / `denominator`, rounded to `places` digits behind the point (halves away from zero),
  /// or to more, up to six, where it would else reach or cross one of `lines`, each in billionths.
  /// Where six do not help, it stops one unit before the line.
  package init(
    _ numerator: Int128, over denominator: Int128, places: Int, keepingSideOf lines: [Int64]
  ) {
    precondition(denominator > 0)
    func keepsItsSide(_ value: Int128, _ places: Int) -> Bool {
      lines.allSatisfy { line in
        let side = Self.compare(numerator, denominator, Int128(line), 1_000_000_000)
        return Self.compare(value, Self.power(places), Int128(line), 1_000_000_000) == side
      }
    }
    for more in places...places + 6 {
      let value = Self.rounded(numerator, denominator, more)
      if keepsItsSide(value, more) || more == places + 6 {
        let isLower = Self.compare(value, Self.power(more), numerator, denominator) < 0
        let aside = isLower ? value + 1 : value - 1
        self.value = keepsItsSide(value, more) || !keepsItsSide(aside, more) ? value : aside
        self.places = more
        return
      }
    }
    preconditionFailure("the last number of places always returns")
  }

  private init(value: Int128, places: Int) {
    self.value = value
    self.places = places
  }

  /// 1 − itself.
  package var complement: RoundedDecimal {
    RoundedDecimal(value: Self.power(places) - value, places: places)
  }

  /// With all its digits, the whole part in groups of three: `1,203.40`.
  package var text: String { Self.text(value, places) }

  /// In percent: `99.912%`. A whole percentage that no digit was asked for has no point.
  package var percent: String {
    if value == 0 { return "0%" }
    if value == Self.power(places) { return "100%" }
    return Self.text(value, places - 2) + "%"
  }

  /// Without the zeros that end its fraction: `14.4`, `6`.
  package var trimmed: String {
    var (value, places) = (value, places)
    while places > 0 && value % 10 == 0 { (value, places) = (value / 10, places - 1) }
    return Self.text(value, places)
  }

  private static func text(_ value: Int128, _ places: Int) -> String {
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: power(places).magnitude)
    let sign = value < 0 ? "-" : ""
    guard places > 0 else { return sign + NumberText.grouped(whole) }
    let digits = String(rest)
    let zeros = String(repeating: "0", count: max(0, places - digits.utf8.count))
    return sign + NumberText.grouped(whole) + "." + zeros + digits
  }

  /// 10 ^ `places`; never more than some fifteen are asked for.
  private static func power(_ places: Int) -> Int128 {
    (0..<max(0, places)).reduce(1) { power, _ in power * 10 }
  }

  /// By long division, so that no product of big counts is ever formed.
  private static func rounded(_ numerator: Int128, _ denominator: Int128, _ places: Int) -> Int128 {
    let divisor = denominator.magnitude
    var (value, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    for _ in 0..<places {
      let step = (rest * 10).quotientAndRemainder(dividingBy: divisor)
      value = value * 10 + step.quotient
      rest = step.remainder
    }
    if rest * 2 >= divisor { value += 1 }
    return numerator < 0 ? -Int128(value) : Int128(value)
  }

  /// The sign of a / b − c / d, for positive b and d, from products of full width.
  private static func compare(_ a: Int128, _ b: Int128, _ c: Int128, _ d: Int128) -> Int {
    let (left, right) = (a.multipliedFullWidth(by: d), c.multipliedFullWidth(by: b))
    if left.high != right.high { return left.high < right.high ? -1 : 1 }
    return left.low == right.low ? 0 : left.low < right.low ? -1 : 1
  }
}

/// Numbers as text.
package enum NumberText {
  /// `number` in groups of three digits: `1,203,441`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.utf8.enumerated() {
      if index > 0 && (digits.utf8.count - index).isMultiple(of: 3) { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// `number` of things: `1 event`, `2,000 events`.
  package static func count(_ number: Int64, _ one: String, _ many: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? one : many ?? one + "s")
  }

  /// The shortest text that reads back as `value`, whole ones without a fraction: `0.999`, `10`.
  package static func shortest(_ value: Double) -> String {
    let text = value == 0 ? "0" : value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `nanoseconds` in seconds, exactly, without trailing zeros: `605700.5`.
  package static func seconds(nanoseconds: some BinaryInteger) -> String {
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = nanoseconds < 0 ? "-" : ""
    guard rest > 0 else { return sign + "\(whole)" }
    var digits = "\(rest)"
    digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return sign + "\(whole).\(digits)"
  }
}
