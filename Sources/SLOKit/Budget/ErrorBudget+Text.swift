// A budget's figures in the digits that sentences need, never rounded across the line that decides.

extension ErrorBudget {
  /// The bad events that the window may hold: `1,203.4`.
  package var budgetText: String {
    RoundedDecimal(
      Int128(valid) * Int128(target.allowance), over: Int128(Target.one), places: 1,
      keepingSideOf: [0]
    ).trimmed
  }

  /// `66.7%`; `∞` at T = 100 % with a bad event. It is never rounded across nothing, the whole, or
  /// one of `lines`, in billionths.
  package func spentText(keepingSideOf lines: [Int64] = []) -> String {
    spentShare(lines)?.percent ?? (bad == 0 ? "0%" : "∞")
  }

  /// `33.3%`: 100 % less what `spentText` shows.
  package func remainingText(keepingSideOf lines: [Int64] = []) -> String {
    spentShare(lines)?.complement.percent ?? (bad == 0 ? "100%" : "-∞")
  }

  /// The burn rate: `14.41`, never rounded across `limit`; `–` without valid events.
  package func rateText(beside limit: BurnFactor) -> String {
    if valid == 0 { return "–" }
    guard target.allowance > 0 else { return bad == 0 ? "0" : "∞" }
    return RoundedDecimal(
      Int128(bad) * Int128(Target.one), over: Int128(valid) * Int128(target.allowance), places: 2,
      keepingSideOf: [0, Int64((limit.value * 1e9).rounded())]
    ).trimmed
  }

  private func spentShare(_ lines: [Int64]) -> RoundedDecimal? {
    guard valid > 0, target.allowance > 0 else { return nil }
    return RoundedDecimal(
      Int128(bad) * Int128(Target.one), over: Int128(valid) * Int128(target.allowance), places: 3,
      keepingSideOf: [0, Target.one] + lines)
  }
}
