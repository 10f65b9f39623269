// How the budget of one key stands, as far as its alerts ask: decided from sums alone, so that of
// many keys only those few are looked at closely that may run out.

/// What alerts want to know of one key's budget.
struct KeyStanding {
  /// Whether nothing of it remains.
  let isExhausted: Bool
  /// Whether less remains than the settings' `budgetLow`.
  let isLow: Bool
  /// Whether it may be exhausted within the time that is asked about. It is false only where it
  /// cannot: a bound is compared, no forecast made.
  let mayEnd: Bool

  /// Whether an alert could come of it.
  var isWorthTelling: Bool { isExhausted || isLow || mayEnd }

  /// How `budget` stands.
  ///
  /// - Parameters:
  ///   - recent: What sets the pace of a forecast, and over how many buckets it is spread.
  ///   - staying: What of the window is still in it after `horizon` buckets.
  init(
    _ budget: ErrorBudget, _ settings: AlertSettings, recent: KeySum, staying: KeySum, pace: Int,
    horizon: Int
  ) {
    let isExhausted = budget.isExhausted
    self.isExhausted =
      isExhausted && (settings.budgetExhausted || settings.exhaustionForecast != nil)
    isLow = settings.budgetLow.map { budget.remains(lessThan: $0) } ?? false
    mayEnd =
      !isExhausted && settings.exhaustionForecast != nil && recent.valid > 0
      && KeyStanding.mayEnd(
        budget, recent: recent, staying: staying, pace: pace, horizon: horizon)
  }

  /// Whether bad · 10⁹ − valid · (10⁹ − T) may come to 0 within `horizon` buckets: not where it stays
  /// below even if every bad event stays, all good ones leave at once that leave in that time, and
  /// the pace is kept to the end. All is scaled by `pace`, as in `Forecast`.
  private static func mayEnd(
    _ budget: ErrorBudget, recent: KeySum, staying: KeySum, pace: Int, horizon: Int
  ) -> Bool {
    let allowance = Int128(budget.target.allowance)
    func excess(_ valid: Int64, _ bad: Int64) -> Int128 {
      Int128(bad) * Int128(Target.one) - Int128(valid) * allowance
    }
    let leaving = Int128(budget.valid - staying.valid) * allowance
    let coming = max(0, excess(recent.valid, recent.bad)) * Int128(horizon)
    return (excess(budget.valid, budget.bad) + leaving) * Int128(pace) + coming >= 0
  }
}
