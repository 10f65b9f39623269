// The arithmetic of one budget: valid and bad events against a target. Whole numbers throughout,
// 128 bits wide where products need it; a double is made once, at the end, from an exact fraction.

/// The error budget of `valid` events at a target, and how much of it `bad` ones have spent.
///
/// With 10 000 valid events and 3 bad ones at 99.9 %, the budget is 10, spent is 0.3, remaining 0.7
/// and `badLeft` 7.
public struct ErrorBudget: Sendable, Equatable {
  /// Good and bad events (or slices).
  public let valid: Int64
  /// Events (or slices) that spend the budget, at most `valid`.
  public let bad: Int64
  /// The wanted ratio.
  public let target: Target

  /// The budget of `valid` events of which `bad` are bad.
  public init(valid: Int64, bad: Int64, target: Target) {
    self.valid = valid
    self.bad = bad
    self.target = target
  }

  /// valid × (1 − T) in billionths of an event.
  private var allowed: Int128 { Int128(valid) * Int128(target.allowance) }

  /// bad in billionths of an event.
  private var used: Int128 { Int128(bad) * Int128(Target.one) }

  /// (valid − bad) / valid, or nil without valid events.
  public var ratio: Double? {
    valid == 0 ? nil : Fraction(Int128(valid - bad), Int128(valid)).double
  }

  /// valid × (1 − T), the bad events that the window may hold.
  public var budget: Double { Fraction(allowed, Int128(Target.one)).double }

  /// bad / budget: 0 untouched, 1 exhausted, more once overspent; infinite at T = 100 % with a bad
  /// event; nil without valid events.
  public var spent: Double? {
    if valid == 0 { return nil }
    if allowed == 0 { return bad == 0 ? 0 : .infinity }
    return Fraction(used, allowed).double
  }

  /// 1 − spent, negative once overspent; nil without valid events.
  public var remaining: Double? {
    if valid == 0 { return nil }
    if allowed == 0 { return bad == 0 ? 1 : -.infinity }
    return Fraction(allowed - used, allowed).double
  }

  /// floor(budget − bad): how many more may be bad; negative once overspent.
  public var badLeft: Int64 {
    let (quotient, remainder) = (allowed - used).quotientAndRemainder(
      dividingBy: Int128(Target.one))
    return Int64(clamping: remainder < 0 ? quotient - 1 : quotient)
  }

  /// Whether remaining ≤ 0; false without valid events.
  public var isExhausted: Bool {
    ErrorBudget.isExhausted(valid: Int128(valid), bad: Int128(bad), target: target)
  }

  /// The same for counts beyond 64 bits, or such that are scaled.
  package static func isExhausted(valid: Int128, bad: Int128, target: Target) -> Bool {
    if target.allowance == 0 { return bad > 0 }
    return valid > 0 && bad * Int128(Target.one) >= valid * Int128(target.allowance)
  }

  /// Whether remaining ≥ 0, that is, whether the objective is met; nil without valid events.
  public var isMet: Bool? { valid == 0 ? nil : used <= allowed }

  /// Whether remaining < `share` billionths; false without valid events.
  public func remains(lessThan share: Int64) -> Bool {
    if valid == 0 { return false }
    if allowed == 0 { return bad > 0 }
    return (allowed - used) * Int128(Target.one) < allowed * Int128(share)
  }

  /// (bad / valid) / (1 − T): 1 spends exactly the whole budget in one window; infinite at T = 100 %
  /// with a bad event; nil without valid events.
  public var burnRate: Double? { spent }

  /// Whether the burn rate is above `factor`, strictly.
  ///
  /// In whole numbers, as bad · 10⁹ · f.den > f.num · (10⁹ − T) · valid: in doubles a burn exactly at
  /// the threshold would be above it for some targets and not for others.
  public func burns(faster factor: BurnFactor) -> Bool {
    used * Int128(factor.denominator) > Int128(factor.numerator) * allowed
  }
}
