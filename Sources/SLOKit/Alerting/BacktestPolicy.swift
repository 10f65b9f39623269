// By whose rules the past is judged: those of the config, or those of a policy of the catalogue in
// their place, with everything else as each objective has it.

/// Alert rules to be tried on the past.
public enum BacktestPolicy: Hashable, Sendable {
  /// What the config says.
  case config
  /// A policy of the catalogue.
  case named(BurnPolicy)

  /// As people name it.
  public var name: String {
    switch self {
    case .config: "config"
    case .named(let policy): policy.rawValue
    }
  }

  /// The policy of that name.
  public init?(name: String) {
    if name == "config" {
      self = .config
    } else if let policy = BurnPolicy(rawValue: name) {
      self = .named(policy)
    } else {
      return nil
    }
  }

  /// What people may name.
  package static let names = ["config"] + BurnPolicy.allCases.map(\.rawValue)

  /// What `objective` alerts on by this policy.
  public func settings(of objective: Objective) -> AlertSettings {
    var settings = objective.alerts
    guard case .named(let policy) = self else { return settings }
    settings.policy = policy.rawValue
    settings.rules = policy.rules(for: objective.window)
    settings.minBad = policy.minBad
    settings.confidence = policy.confidence
    return settings
  }
}
