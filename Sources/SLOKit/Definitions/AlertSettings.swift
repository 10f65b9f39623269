// Which burns of an objective's budget are worth waking somebody for.

/// How loud an alert is.
public enum Severity: String, CaseIterable, Sendable {
  /// Wakes somebody.
  case page
  /// Is looked at in working hours.
  case ticket
}

/// A burn-rate factor as an exact fraction.
public struct BurnFactor: Hashable, Sendable {
  /// The fraction's parts, both positive.
  public let numerator: Int64, denominator: Int64

  /// `numerator` / `denominator`, reduced.
  public init(_ numerator: Int64, _ denominator: Int64 = 1) {
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// The nearest double.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// As a person writes it: `14.4`, `6`, and `0.9333` for 14/15.
  package var text: String {
    // What a config or an option wrote has at most six places; anything finer is a scaled share.
    let isWritten = 1_000_000 % denominator == 0
    return RoundedDecimal(
      Int128(numerator), over: Int128(denominator), places: isWritten ? 6 : 4, keepingSideOf: []
    ).trimmed
  }

  /// The target above which a burn rate can exceed it, in percent: for 14.4, 93.06%.
  package var leastTargetText: String {
    RoundedDecimal(
      Int128(numerator - denominator), over: Int128(numerator), places: 4, keepingSideOf: []
    ).percent
  }
}

/// One burn-rate rule: it holds when the burn over both look-backs is above the factor.
public struct BurnRule: Hashable, Sendable {
  /// How loud.
  public var severity: Severity
  /// The burn rate that must be exceeded.
  public var factor: BurnFactor
  /// The long look-back.
  public var long: TimeSpan
  /// The short look-back, which ends the alert soon after the burn has ended.
  public var short: TimeSpan
  /// How long the rule must have held before the alert fires.
  public var hold = TimeSpan(nanoseconds: 0)

  /// Whether no share of bad events can exceed it: factor · (1 − T) ≥ 1.
  package func isUnreachable(at target: Target) -> Bool {
    Int128(factor.numerator) * Int128(target.allowance)
      >= Int128(factor.denominator) * Int128(Target.one)
  }
}

/// An objective's rules and the guards they share, with the policy's defaults filled in.
public struct AlertSettings: Sendable {
  /// The rules, in the order of the policy.
  public var rules: [BurnRule] = []
  /// The name of the policy that the rules are from; `own` for rules of the config's own.
  public var policy = "default"
  /// How long after a rule last held its alert is resolved.
  public var keepFiringFor = TimeSpan.minutes(5)
  /// The fewest bad specimens in the long look-back.
  public var minBad: Int64 = 1
  /// The fewest customers with a bad event in the long look-back; 0 does not ask.
  public var minCustomers: Int64 = 0
  /// How sure it must be that the true rate is above the threshold, in billionths; nil does not ask.
  public var confidence: Int64?
  /// Raise `budgetLow` when the remaining share falls below this many billionths; nil is never.
  public var budgetLow: Int64?
  /// Whether to raise `budgetExhausted` when nothing of the budget remains.
  public var budgetExhausted = false
  /// Raise `exhaustionForecast` when exhaustion is forecast within this; nil is never.
  public var exhaustionForecast: TimeSpan?
  /// Whether keys of `per` are alerted on too.
  public var keys = false
}
