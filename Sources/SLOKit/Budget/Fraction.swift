// An exact quotient of whole numbers, which becomes a double once, at the end.

/// A quotient of whole numbers.
package struct Fraction: Sendable {
  package let numerator: Int128
  package let denominator: Int128

  /// `numerator` / `denominator`; the latter is positive.
  package init(_ numerator: Int128, _ denominator: Int128) {
    precondition(denominator > 0)
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest double, wherever the reduced parts fit 53 bits: 3/10 is the double that `0.3` is.
  package var double: Double {
    // Parts of 64 bits are by far the most frequent, and many times as fast.
    if let numerator = Int64(exactly: numerator), let denominator = Int64(exactly: denominator) {
      let divisor = Int64(clamping: Fraction.divisor(numerator.magnitude, denominator.magnitude))
      return Double(numerator / divisor) / Double(denominator / divisor)
    }
    let divisor = Int128(Fraction.divisor(numerator.magnitude, denominator.magnitude))
    return Double(numerator / divisor) / Double(denominator / divisor)
  }

  /// The greatest common divisor of `a` and `b`, of which one is positive.
  private static func divisor<Magnitude: UnsignedInteger>(
    _ a: Magnitude, _ b: Magnitude
  ) -> Magnitude {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
