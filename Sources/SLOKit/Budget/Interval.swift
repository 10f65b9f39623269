// How sure a ratio is, given how few events it may stand on.

/// An interval of ratios.
public struct Interval: Sendable, Equatable {
  /// The ends, each 0 to 1.
  public let low: Double, high: Double

  /// The 95 % Wilson score interval of `successes` in `trials`, or nil without trials.
  ///
  /// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927),
  /// with z = 1.959963984540054. Unlike the textbook interval it holds near 0 and 1, where SLOs live.
  public static func wilson(successes: Int64, trials: Int64) -> Interval? {
    guard trials > 0 else { return nil }
    let z = 1.959963984540054
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let margin = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return Interval(
      low: successes == 0 ? 0 : max(0, (centre - margin) / scale),
      high: successes == trials ? 1 : min(1, (centre + margin) / scale))
  }
}
