// What the texts of options mean: durations, shares, burn limits.

import SLOKit

extension ParsedCommand {
  /// The duration that `option` was given; nil where it was not.
  func duration(of option: CommandOption) throws -> TimeSpan? {
    guard let text = value(of: option) else { return nil }
    guard let span = TimeSpan(text) else { throw refusal(of: text, for: option) }
    return span
  }

  /// The duration that `option` was given, which must be a positive multiple of the resolution.
  func lookback(of option: CommandOption, buckets: Buckets) throws -> TimeSpan? {
    guard let span = try duration(of: option), let text = value(of: option) else { return nil }
    try checkLookback(span, of: text, for: option, buckets: buckets)
    return span
  }

  /// The share that `option` was given, in billionths; nil where it was not.
  func share(of option: CommandOption) throws -> Int64? {
    guard let text = value(of: option) else { return nil }
    guard let billionths = Decimals.percent(text) else { throw refusal(of: text, for: option) }
    return billionths
  }

  /// A burn limit such as `1h=2`.
  func burnLimit(_ text: String, buckets: Buckets) throws -> DeployGate.BurnLimit {
    let lookback = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    let factor = text.utf8.dropFirst(lookback.count + 1)
    guard let span = TimeSpan(String(Substring(lookback))),
      let factor = Decimals.factor(String(Substring(factor)))
    else { throw refusal(of: text, for: .maxBurn) }
    try checkLookback(span, of: text, for: .maxBurn, buckets: buckets)
    return DeployGate.BurnLimit(span, factor)
  }

  private func checkLookback(
    _ span: TimeSpan, of text: String, for option: CommandOption, buckets: Buckets
  ) throws {
    let length = buckets.resolution.nanoseconds
    if span.nanoseconds > 0 && span.nanoseconds % length == 0 { return }
    throw refusal(
      of: text, for: option,
      because: "is not a multiple of the config's resolution, \(buckets.resolution)")
  }
}

/// Decimal numbers of the command line, exactly.
enum Decimals {
  /// The billionths of a share such as `10%` or `99.95%`, 0 to 100 %; nil where it is none, or finer.
  static func percent(_ text: String) -> Int64? {
    guard text.utf8.last == UInt8(ascii: "%"),
      let billionths = scaled(String(text.dropLast()), byPowerOfTen: 7),
      (0...Target.one).contains(billionths)
    else { return nil }
    return billionths
  }

  /// A burn rate of at most six decimals, above 0 and at most a million.
  static func factor(_ text: String) -> BurnFactor? {
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
