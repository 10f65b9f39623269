// A JSON number's text comes in; an exact decimal goes out: a sign, digits, and a power of ten.
// Nothing is ever rounded, so 0.1 is a tenth and 1e400 is larger than 1e399.

struct PlainDecimal: Comparable {
  var isNegative: Bool
  /// Without leading and trailing zeros; empty is zero.
  var digits: [Int]
  /// The value is digits × 10^exponent.
  var exponent: Int

  /// Nothing where the text is not a number as JSON writes it.
  init?(_ text: some Sequence<UInt8>) {
    guard case .number(let number) = PlainJSONReader.tree(of: text), number.utf8.elementsEqual(text)
    else { return nil }
    let parts = number.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    isNegative = number.hasPrefix("-")
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    digits = (mantissa[0] + fraction).compactMap(\.wholeNumberValue)
    exponent = -fraction.count
    if parts.count > 1 {
      // Past what an Int holds, a power of ten is as good as any other huge one.
      let isTiny = parts[1].hasPrefix("-")
      exponent += Int(parts[1]) ?? (isTiny ? -1_000_000_000_000 : 1_000_000_000_000)
    }
    simplify()
  }

  init(_ integer: Int) {
    isNegative = integer < 0
    digits = String(integer).compactMap(\.wholeNumberValue)
    exponent = 0
    simplify()
  }

  private mutating func simplify() {
    digits = Array(digits.drop { $0 == 0 })
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  /// This × 10^power.
  func shifted(by power: Int) -> PlainDecimal {
    var result = self
    if !digits.isEmpty { result.exponent += power }
    return result
  }

  static func < (left: PlainDecimal, right: PlainDecimal) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? right.isNearerToZero(than: left) : left.isNearerToZero(than: right)
  }

  private func isNearerToZero(than other: PlainDecimal) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    let (places, otherPlaces) = (digits.count + exponent, other.digits.count + other.exponent)
    return places == otherPlaces
      ? digits.lexicographicallyPrecedes(other.digits) : places < otherPlaces
  }

  /// The largest whole number not above this; nothing past 30 places.
  var floor: Int128? {
    guard digits.count + exponent <= 30 else { return nil }
    var whole: Int128 = 0
    let places = digits.count + exponent
    for place in 0..<max(0, places) {
      whole = whole * 10 + Int128(place < digits.count ? digits[place] : 0)
    }
    let hasFraction = exponent < 0
    return isNegative ? -whole - (hasFraction ? 1 : 0) : whole
  }

  /// This as a whole number; nothing where it has a fraction.
  var whole: Int? { exponent < 0 ? nil : floor.flatMap { Int(exactly: $0) } }

  /// This as a fraction of whole numbers, for numbers as people write them in a config.
  var fraction: (numerator: Int128, denominator: Int128)? {
    guard exponent >= -15, let numerator = shifted(by: max(0, -exponent)).floor else { return nil }
    return (numerator, (0..<max(0, -exponent)).reduce(1) { power, _ in power * 10 })
  }
}
