// A power of ten without a limit: an `Int` below 10^18, else its digits. Each value has one form,
// so that equality is that of the parts.

/// The exponent of a `DecimalNumber`.
struct DecimalExponent: Hashable, Sendable {
  /// Below this in size it is an `Int`.
  private static let smallLimit = 1_000_000_000_000_000_000

  /// Its sign and value where it is small, else -1 or 1.
  private var value: Int
  /// Where it is not small, its digits (values 0 to 9), the highest first.
  private var digits: [UInt8] = []

  /// An exponent of less than 10^18 in size.
  init(_ small: Int) {
    assert(abs(small) < Self.smallLimit)
    value = small
  }

  /// What the decimal digits in `range` of `text` say; 0 where there are none.
  init(digits range: Range<Int>, in text: RawSpan, isNegative: Bool) {
    var start = range.lowerBound
    while start < range.upperBound, text[byte: start] == UInt8(ascii: "0") { start += 1 }
    if range.upperBound - start <= 18 {
      var size = 0
      for offset in start..<range.upperBound {
        size = size * 10 + Int(text[byte: offset] &- UInt8(ascii: "0"))
      }
      value = isNegative ? -size : size
    } else {
      value = isNegative ? -1 : 1
      digits.reserveCapacity(range.upperBound - start)
      for offset in start..<range.upperBound {
        digits.append(text[byte: offset] &- UInt8(ascii: "0"))
      }
    }
  }

  /// An exponent of the given digits, the first of which is not 0.
  private init(isNegative: Bool, digits: [UInt8]) {
    if digits.count <= 18 {
      let size = digits.reduce(0) { $0 * 10 + Int($1) }
      value = isNegative ? -size : size
    } else {
      value = isNegative ? -1 : 1
      self.digits = digits
    }
  }

  /// The value where it is below 10^18 in size.
  var small: Int? { digits.isEmpty ? value : nil }

  /// The sum with any `Int`.
  func adding(_ addend: Int) -> DecimalExponent {
    if digits.isEmpty, abs(value) < Self.smallLimit / 2,
      addend.magnitude < UInt(Self.smallLimit / 2)
    {
      return DecimalExponent(value + addend)
    }
    let own = digits.isEmpty ? Self.digits(of: value.magnitude) : digits
    let others = Self.digits(of: addend.magnitude)
    if (value < 0) == (addend < 0) {
      return DecimalExponent(isNegative: value < 0, digits: Self.sum(own, others))
    }
    if Self.isLess(own, others) {
      return DecimalExponent(isNegative: addend < 0, digits: Self.difference(others, own))
    }
    return DecimalExponent(isNegative: value < 0, digits: Self.difference(own, others))
  }
}

extension DecimalExponent: Comparable {
  static func < (lhs: DecimalExponent, rhs: DecimalExponent) -> Bool {
    if lhs.digits.isEmpty && rhs.digits.isEmpty { return lhs.value < rhs.value }
    if (lhs.value < 0) != (rhs.value < 0) { return lhs.value < 0 }
    // Of one sign, and at least one of them long: the shorter one is the smaller in size.
    return lhs.value < 0 ? isLess(rhs.digits, lhs.digits) : isLess(lhs.digits, rhs.digits)
  }
}

// Long addition and subtraction, as on paper.
extension DecimalExponent {
  private static func digits(of size: UInt) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = size
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    return digits.reversed()
  }

  private static func isLess(_ lhs: [UInt8], _ rhs: [UInt8]) -> Bool {
    if lhs.count != rhs.count { return lhs.count < rhs.count }
    return lhs.lexicographicallyPrecedes(rhs)
  }

  private static func sum(_ lhs: [UInt8], _ rhs: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for place in 0..<max(lhs.count, rhs.count) {
      let left = place < lhs.count ? lhs[lhs.count - 1 - place] : 0
      let right = place < rhs.count ? rhs[rhs.count - 1 - place] : 0
      result.append((left + right + carry) % 10)
      carry = (left + right + carry) / 10
    }
    if carry > 0 { result.append(carry) }
    return result.reversed()
  }

  /// `larger` less `smaller`, without zeros at the front.
  private static func difference(_ larger: [UInt8], _ smaller: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var borrow: UInt8 = 0
    for place in 0..<larger.count {
      let own = larger[larger.count - 1 - place]
      let taken = (place < smaller.count ? smaller[smaller.count - 1 - place] : 0) + borrow
      borrow = own < taken ? 1 : 0
      result.append(own + borrow * 10 - taken)
    }
    while result.last == 0 { result.removeLast() }
    return result.reversed()
  }
}
