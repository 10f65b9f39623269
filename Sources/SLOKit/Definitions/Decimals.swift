// Shares and burn rates as people type them, exactly.

/// Decimal numbers of command lines and queries.
package enum Decimals {
  /// The billionths of a share such as `10%` or `99.95%`, 0 to 100 %; nil where it is none, or finer.
  package static func percent(_ text: String) -> Int64? {
    guard text.utf8.last == UInt8(ascii: "%"),
      let billionths = scaled(String(text.dropLast()), byPowerOfTen: 7),
      (0...Target.one).contains(billionths)
    else { return nil }
    return billionths
  }

  /// A burn rate of at most six decimals, above 0 and at most a million.
  package static func factor(_ text: String) -> BurnFactor? {
    guard let millionths = scaled(text, byPowerOfTen: 6),
      (1...1_000_000_000_000).contains(millionths)
    else { return nil }
    return BurnFactor(millionths, 1_000_000)
  }

  /// `text` × 10ⁿ where that is a whole number; nil elsewhere.
  private static func scaled(_ text: String, byPowerOfTen n: Int) -> Int64? {
    let bytes = Array(text.utf8)
    return unsafe DecimalNumber(bytes.span.bytes)?.scaled(byPowerOfTen: n).wholeValue
  }
}
