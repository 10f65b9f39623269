// What an alert is about: one objective or one of its keys, one kind of trouble, one severity. Two
// rules of one severity that hold at the same time are one alert, not two.

/// What is wrong.
public enum AlertKind: String, CaseIterable, Sendable {
  /// The budget burns faster than a rule allows.
  case burnRate
  /// Nothing of the budget remains.
  case budgetExhausted
  /// Less of it remains than the objective's `budgetLow`.
  case budgetLow
  /// It is exhausted, or forecast to be within the objective's `exhaustionForecast`.
  case exhaustionForecast
  /// The objective has had no event for its `staleAfter`.
  case staleData
  /// Excused failures rise in many customers at once: their origin is suspect.
  case misattribution

  /// The name that Alertmanager knows it by.
  package var alertName: String {
    switch self {
    case .burnRate: "ErrorBudgetBurn"
    case .budgetExhausted: "ErrorBudgetExhausted"
    case .budgetLow: "ErrorBudgetLow"
    case .exhaustionForecast: "ErrorBudgetExhaustionForecast"
    case .staleData: "EventsStale"
    case .misattribution: "FailuresMisattributed"
    }
  }
}

/// What an alert is about. At any time there is at most one alert of a subject.
public struct AlertSubject: Hashable, Sendable {
  /// The objective's name.
  public var objective: String
  /// The value of the objective's `per` field, as it was logged; nil for the objective itself.
  public var key: [UInt8]?
  /// What is wrong.
  public var kind: AlertKind
  /// How loud it is.
  public var severity: Severity

  /// A subject.
  public init(
    objective: String, key: [UInt8]? = nil, kind: AlertKind, severity: Severity = .ticket
  ) {
    self.objective = objective
    self.key = key
    self.kind = kind
    self.severity = severity
  }
}
