// Over which look-backs sums are kept of every key: those of the rules, the window, and, where
// exhaustion is forecast, the two that tell whether a forecast is worth making.

/// The look-backs of keys, by their places in `KeySums`.
struct KeyLookbacks {
  /// Those of the rules, the shortest first.
  private let spans: [TimeSpan]
  /// The places of each rule's look-backs.
  let ofRules: [(long: Int, short: Int)]
  /// The rules of each severity that has any.
  let rulesBySeverity: [(severity: Severity, rules: [Int])]
  /// The window.
  let window: Int
  /// The look-back that sets the pace of a forecast.
  let pace: Int
  /// What of the window is still in it at the end of the time that is forecast.
  let staying: Int
  let count: Int

  init(_ settings: AlertSettings) {
    let spans = Set(settings.rules.flatMap { [$0.long, $0.short] }).sorted()
    self.spans = spans
    ofRules = settings.rules.map {
      (spans.firstIndex(of: $0.long) ?? 0, spans.firstIndex(of: $0.short) ?? 0)
    }
    rulesBySeverity = Severity.allCases.compactMap { severity in
      let rules = settings.rules.indices.filter { settings.rules[$0].severity == severity }
      return rules.isEmpty ? nil : (severity, rules)
    }
    window = spans.count
    let forecasts = settings.exhaustionForecast != nil
    pace = forecasts ? window + 1 : window
    staying = forecasts ? window + 2 : window
    count = staying + 1
  }

  /// The place of `lookback`, which is one of the rules'.
  func index(of lookback: TimeSpan) -> Int? { spans.firstIndex(of: lookback) }

  /// How many buckets ahead exhaustion is asked about.
  func horizon(_ window: WindowPlace, _ settings: AlertSettings, _ span: ReplaySpan) -> Int {
    settings.exhaustionForecast.map { min(window.horizon, span.length($0)) } ?? 0
  }

  /// Where each starts as of the end of the bucket before `end`.
  func starts(
    asOf end: Int, _ place: WindowPlace, _ settings: AlertSettings, _ span: ReplaySpan
  ) -> [Int] {
    var starts = spans.map { end - span.length($0) } + [place.start]
    guard settings.exhaustionForecast != nil else { return starts }
    starts.append(end - span.pace)
    let dropped = place.rolls ? horizon(place, settings, span) : 0
    starts.append(min(place.start + dropped, end))
    return starts
  }
}

extension AlertSettings {
  /// Whether anything is asked about budgets beside their burn.
  var asksAboutBudgets: Bool {
    budgetLow != nil || budgetExhausted || exhaustionForecast != nil
  }
}
