// Does an alert rule hold? Both burn rates strictly above the factor, and every guard satisfied.
// Where only a guard holds the rule back, it is said which and why.

/// An alert rule's two look-backs, and what its guards ask about.
package struct BurnCheck: Sendable {
  /// The long and the short look-back.
  package let long: Burn, short: Burn
  /// The wanted ratio.
  package let target: Target
  /// Customers with a bad event in the long look-back; nil where nobody counted them.
  package let customers: Int64?

  package init(long: Burn, short: Burn, target: Target, customers: Int64?) {
    self.long = long
    self.short = short
    self.target = target
    self.customers = customers
  }

  /// How `rule` stands under the guards of `settings`.
  package func state(of rule: BurnRule, settings: AlertSettings) -> RuleState {
    let burns = [long, short].allSatisfy { $0.budget(at: target).burns(faster: rule.factor) }
    let guardrail = burns ? heldBack(rule, settings) : nil
    return RuleState(
      rule: rule, longRate: long.rate, shortRate: short.rate,
      holds: burns && guardrail == nil, heldBack: guardrail)
  }

  private func heldBack(_ rule: BurnRule, _ settings: AlertSettings) -> String? {
    let (valid, bad) = (long.validSpecimens, long.badSpecimens)
    if bad < settings.minBad {
      return "\(bad) bad in \(rule.long), fewer than minBad \(settings.minBad)"
    }
    if settings.minCustomers > 0, let customers, customers < settings.minCustomers {
      return "\(customers) customers hit in \(rule.long), "
        + "fewer than minCustomers \(settings.minCustomers)"
    }
    guard let confidence = settings.confidence else { return nil }
    let chance = BinomialTest.upperTail(
      of: bad, in: valid, probability: rule.threshold(at: target))
    let doubt = Double(Target.one - confidence) / Double(Target.one)
    if chance < doubt { return nil }
    return "\(bad) bad of \(valid) in \(rule.long) happen by chance in "
      + "\(BurnCheck.percent(chance)) of such spans at \(rule.factor.text)×"
  }
}

extension BurnCheck {
  /// A chance in percent with one digit: `13.5%`.
  package static func percent(_ chance: Double) -> String {
    let billionths = Int128((min(max(chance, 0), 1) * 1e9).rounded())
    return RoundedDecimal(billionths, over: 1_000_000_000, places: 3, keepingSideOf: [0]).percent
  }
}

extension BurnRule {
  /// The share of bad events at which the burn is just `factor`: factor · (1 − T).
  package func threshold(at target: Target) -> Double {
    Fraction(
      Int128(factor.numerator) * Int128(target.allowance),
      Int128(factor.denominator) * Int128(Target.one)
    ).double
  }
}

/// Whether an alert rule holds.
public struct RuleState: Sendable {
  /// The rule.
  public var rule: BurnRule
  /// The burn rates over its look-backs; nil without valid events, infinite at T = 100 %.
  public var longRate: Double?, shortRate: Double?
  /// Whether it holds, with every guard.
  public var holds: Bool
  /// What holds it back where both burn rates are above the factor: a sentence, else nil.
  public var heldBack: String?

  package init(
    rule: BurnRule, longRate: Double?, shortRate: Double?, holds: Bool, heldBack: String?
  ) {
    self.rule = rule
    self.longRate = longRate
    self.shortRate = shortRate
    self.holds = holds
    self.heldBack = heldBack
  }
}
