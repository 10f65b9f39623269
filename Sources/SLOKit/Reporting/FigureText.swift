// The figures of a budget in the words and digits that tables and Markdown share. Absent numbers are
// `–`, infinite ones `∞`. A figure is never rounded across a line that matters: the target, an
// exhausted budget, an untouched one, and the share below which a budget is low.

/// The figures of one budget as text.
struct FigureText {
  let figures: Figures
  /// The remaining share, in billionths, below which the budget is low.
  let low: Int64

  static let absent = "–"
  static let infinite = "∞"
  private static let one = Int128(Target.one)

  /// The figures of a budget that is low below `low` billionths, or a tenth.
  init(_ figures: Figures, low: Int64?) {
    self.figures = figures
    self.low = low ?? Target.one / 10
  }

  var target: String { figures.target.description }
  var valid: String { NumberText.grouped(figures.valid) }
  var bad: String { NumberText.grouped(figures.bad) }
  var badLeft: String { isAbsent ? Self.absent : NumberText.grouped(figures.budget.badLeft) }

  private var isAbsent: Bool { figures.valid <= 0 }
  /// bad and budget, both in billionths of an event.
  private var used: Int128 { Int128(figures.bad) * Self.one }
  private var allowed: Int128 { Int128(figures.valid) * Int128(figures.target.allowance) }

  /// Two digits more than the target has, so that near misses show.
  private var ratioPlaces: Int { 2 + max(2, Self.decimals(of: figures.target) + 2) }

  /// `99.912%`.
  var ratio: String {
    if isAbsent { return Self.absent }
    return RoundedDecimal(
      Int128(figures.valid - figures.bad), over: Int128(figures.valid), places: ratioPlaces,
      keepingSideOf: [0, figures.target.billionths, Target.one]
    ).percent
  }

  /// `99.901% to 99.921%`.
  var interval: String {
    guard let interval = figures.interval else { return Self.absent }
    return "\(share(interval.low)) to \(share(interval.high))"
  }

  private func share(_ value: Double) -> String {
    guard (0...1).contains(value) else { return Self.absent }
    let scale = Int128(1) << 60
    return RoundedDecimal(
      Int128(value * Double(scale)), over: scale, places: ratioPlaces,
      keepingSideOf: [0, figures.target.billionths, Target.one]
    ).percent
  }

  /// The bad events that the window may hold: `1,203.4`.
  var budget: String { isAbsent ? Self.absent : figures.budget.budgetText }

  /// `66.7%`.
  var spent: String {
    isAbsent ? Self.absent : figures.budget.spentText(keepingSideOf: [Target.one - low])
  }

  /// `33.3%`, `-0.01%`: always 100 % less what `spent` shows.
  var remaining: String {
    isAbsent ? Self.absent : figures.budget.remainingText(keepingSideOf: [Target.one - low])
  }

  /// The word that people read for the status.
  var status: String { Self.word(figures.status) }

  static func word(_ status: BudgetStatus) -> String {
    switch status {
    case .ok: "ok"
    case .low: "low"
    case .exhausted: "exhausted"
    case .noData: "no data"
    }
  }

  static func style(_ status: BudgetStatus) -> TextStyle {
    switch status {
    case .ok: .good
    case .low, .noData: .warn
    case .exhausted: .bad
    }
  }

  /// How much is left as a bar of `columns`: empty only when nothing is left, full only when nothing
  /// is spent.
  func gauge(columns: Int) -> (left: Int, gone: Int) {
    if isAbsent || figures.budget.isExhausted { return (0, columns) }
    if figures.bad == 0 { return (columns, 0) }
    let cells = Int((allowed - used) * Int128(columns) / max(1, allowed))
    let left = min(max(cells, 1), columns - 1)
    return (left, columns - left)
  }

  // MARK: Burn rates

  /// A burn rate: `14.41`, never rounded across 1 or a factor of `rules`.
  static func rate(_ burn: Burn, target: Target, rules: [RuleState]) -> String {
    guard burn.valid > 0 else { return absent }
    let allowed = Int128(burn.valid) * Int128(target.allowance)
    if allowed == 0 { return burn.bad == 0 ? "0" : infinite }
    let factors = rules.filter { $0.rule.long == burn.lookback || $0.rule.short == burn.lookback }
    return RoundedDecimal(
      Int128(burn.bad) * one, over: allowed, places: 2,
      keepingSideOf: [0, Target.one] + factors.map { billionths($0.rule.factor) }
    ).trimmed
  }

  private static func billionths(_ factor: BurnFactor) -> Int64 {
    Int64(clamping: Int128(factor.numerator) * one / Int128(factor.denominator))
  }

  /// A share of counts: `98.56%`; `–` of nothing.
  static func share(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return absent }
    return RoundedDecimal(
      Int128(part), over: Int128(whole), places: 4, keepingSideOf: [0, Target.one]
    ).percent
  }

  /// How many digits a target has behind its point, in percent.
  private static func decimals(of target: Target) -> Int {
    var (rest, digits) = (target.billionths % 10_000_000, 7)
    if rest == 0 { return 0 }
    while rest.isMultiple(of: 10) { (rest, digits) = (rest / 10, digits - 1) }
    return digits
  }
}
