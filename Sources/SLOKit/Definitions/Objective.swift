// One SLO as its config defines it: which events it is about, which of them are good, the target
// and the window.

/// A service level objective.
public struct Objective: Sendable {
  /// How an objective counts.
  public enum Method: Sendable, Equatable {
    /// Every event counts.
    case occurrences
    /// Slices of time count: a slice is bad where good / valid inside it is below `target`.
    /// `emptyAreGood` says what a slice without valid events is: good, or left out.
    case timeslices(slice: TimeSpan, target: Target, emptyAreGood: Bool)
  }

  /// The name by which people ask for it, unique in a config.
  public var name: String
  /// What it promises, in a sentence; empty where the config says nothing.
  public var description = ""
  /// Labels for alert routing, in the order of the config.
  public var labels: [Labelled] = []
  /// Annotations for alerts, in the order of the config.
  public var annotations: [Labelled] = []
  /// Which events it is about; nil means all.
  public var match: Expression?
  /// Which of them are good.
  public var good: Expression
  /// The origins whose failures spend the budget.
  public var charge: OriginSet = .standard
  /// Whether excused events count as valid (`"excused": "good"`) rather than leave the denominator.
  public var excusedAreValid = false
  /// The wanted ratio.
  public var target: Target
  /// The span over which the budget runs.
  public var window: Window
  /// Events or slices.
  public var method: Method = .occurrences
  /// The field each of whose values has a budget of its own.
  public var per: FieldReference?
  /// Targets of named values of `per`, in the order of the config.
  public var overrides: [(key: String, target: Target)] = []
  /// After how long a silence of the objective's events an alert is raised; nil is never.
  public var staleAfter: TimeSpan?
  /// Which alerts it raises.
  public var alerts = AlertSettings()

  package init(name: String, good: Expression, target: Target, window: Window) {
    self.name = name
    self.good = good
    self.target = target
    self.window = window
  }
}

/// A name and its text.
public struct Labelled: Sendable, Equatable {
  /// The label's name.
  public var name: String
  /// Its value.
  public var value: String
}
