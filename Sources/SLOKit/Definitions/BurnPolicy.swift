// The catalogue of burn-rate policies: a policy and an objective's window come in, rules with exact
// factors go out, and the guards that the policy has unless the config says otherwise.
//
// Sources: the look-backs and budget shares are those of the Google SRE Workbook, chapter 5 "Alerting
// on SLOs", table 5-8 (2 % in 1 h, 5 % in 6 h, 10 % in 3 d) and the rules under it, which add 10 % in
// 1 d and are what Sloth and kubernetes-mixin have. Pyrra's rows are those of its `slo/slo.go`, which
// fixes the factors and scales the look-backs.

/// A policy of the catalogue.
public enum BurnPolicy: String, CaseIterable, Sendable {
  /// The Workbook's four rows, guarded against chance.
  case `default`
  /// The same rows without guards, for comparing with Sloth and kubernetes-mixin.
  case sloth
  /// The three rows of the Workbook's table 5-8, without guards.
  case workbook
  /// Pyrra's rows: fixed factors, look-backs that grow with the window.
  case pyrra

  /// The fewest bad specimens in the long look-back, unless the config says otherwise.
  public var minBad: Int64 { self == .default ? 2 : 1 }

  /// How sure it must be that the true rate is above the threshold, in billionths, unless the
  /// config says otherwise; nil does not ask.
  public var confidence: Int64? { self == .default ? 950_000_000 : nil }

  /// Its rules for an objective whose budget runs over `window`.
  ///
  /// - Returns: Page before ticket, short before long. Factors are exact fractions; for a window of
  ///   28 to 31 days they are the row's share of the budget times window / long look-back, for any
  ///   other the factors of 30 days. Pyrra's look-backs are whole minutes, at least one.
  public func rules(for window: Window) -> [BurnRule] {
    let length = window.nominalLength
    return switch self {
    case .default, .sloth:
      BurnPolicy.workbookRows.map { $0.rule(for: length) }
    case .workbook:
      BurnPolicy.workbookRows.filter(\.isInTable).map { $0.rule(for: length) }
    case .pyrra:
      BurnPolicy.pyrraRows.map { $0.rule(for: length) }
    }
  }

  /// A row of the Workbook: the rule says that `sharePercent` of the budget went within `long`.
  private struct WorkbookRow {
    let severity: Severity
    let long: TimeSpan
    let short: TimeSpan
    let sharePercent: Int64
    /// Whether table 5-8 itself has it.
    let isInTable: Bool

    func rule(for length: TimeSpan) -> BurnRule {
      let month = TimeSpan.days(28)...TimeSpan.days(31)
      let scaled = month.contains(length) ? length : TimeSpan.days(30)
      // In nanoseconds the product fits: 31 days are 2.7e15.
      return BurnRule(
        severity: severity,
        factor: BurnFactor(sharePercent * scaled.nanoseconds, 100 * long.nanoseconds),
        long: long, short: short)
    }
  }

  private static let workbookRows = [
    WorkbookRow(
      severity: .page, long: .hours(1), short: .minutes(5), sharePercent: 2, isInTable: true),
    WorkbookRow(
      severity: .page, long: .hours(6), short: .minutes(30), sharePercent: 5, isInTable: true),
    WorkbookRow(
      severity: .ticket, long: .days(1), short: .hours(2), sharePercent: 10, isInTable: false),
    WorkbookRow(
      severity: .ticket, long: .days(3), short: .hours(6), sharePercent: 10, isInTable: true),
  ]

  /// A row of Pyrra: its look-backs for a window of 28 days; factor and `hold` do not scale.
  private struct PyrraRow {
    let severity: Severity
    let factor: Int64
    let long: TimeSpan
    let short: TimeSpan
    let hold: TimeSpan

    func rule(for length: TimeSpan) -> BurnRule {
      BurnRule(
        severity: severity, factor: BurnFactor(factor), long: long.scaled(to: length),
        short: short.scaled(to: length), hold: hold)
    }
  }

  private static let pyrraRows = [
    PyrraRow(
      severity: .page, factor: 14, long: .hours(1), short: .minutes(5), hold: .minutes(2)),
    PyrraRow(
      severity: .page, factor: 7, long: .hours(6), short: .minutes(30), hold: .minutes(15)),
    PyrraRow(severity: .ticket, factor: 2, long: .days(1), short: .hours(2), hold: .hours(1)),
    PyrraRow(severity: .ticket, factor: 1, long: .days(4), short: .hours(6), hold: .hours(3)),
  ]
}

extension TimeSpan {
  /// The span times `length` / 28 d, in whole minutes, halves up, at least one. Both are counted in
  /// seconds here, in which the product of a year and four days fits.
  fileprivate func scaled(to length: TimeSpan) -> TimeSpan {
    let second: Int64 = 1_000_000_000
    let product = (nanoseconds / second) * (length.nanoseconds / second)
    let divisor: Int64 = 28 * 86400 * 60
    return .minutes(max(1, (product + divisor / 2) / divisor))
  }
}
