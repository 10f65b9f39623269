// What the texts of options mean: durations, shares, burn limits.

import SLOKit

extension ParsedCommand {
  /// The instant that `option` was given; nil where it was not.
  func instant(of option: CommandOption, now: Timestamp) throws -> Timestamp? {
    guard let text = value(of: option) else { return nil }
    if text == "now" { return now }
    guard let instant = Timestamp.parse(text) else { throw refusal(of: text, for: option) }
    return instant
  }

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
