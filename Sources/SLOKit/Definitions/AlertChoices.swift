// What a config says of alerts, at top level or in an objective: what it leaves out comes from the
// top level, then from the policy.

/// The alert keys that were given.
struct AlertChoices {
  /// Where the rules come from.
  enum Rules {
    case policy(BurnPolicy)
    case own([BurnRule])
  }

  var rules = Rules.policy(.default)
  var keepFiringFor: TimeSpan?
  var minBad: Int64?
  var minCustomers: Int64?
  /// In billionths; 0 does not ask.
  var confidence: Int64?
  var budgetLow: Int64?
  var budgetExhausted: Bool?
  var exhaustionForecast: TimeSpan?
  var keys: Bool?
  /// Where the policy or the rules, and the number of customers, are given; nil where they are not.
  var rulesPosition: JSONPosition?
  var minCustomersPosition: JSONPosition?

  /// The settings of an objective whose budget runs over `window`.
  func settings(for window: Window) -> AlertSettings {
    var settings = AlertSettings()
    switch rules {
    case .policy(let policy):
      settings.policy = policy.rawValue
      settings.rules = policy.rules(for: window)
      settings.minBad = policy.minBad
      settings.confidence = policy.confidence
    case .own(let rules):
      settings.policy = "own"
      settings.rules = rules
    }
    if let keepFiringFor { settings.keepFiringFor = keepFiringFor }
    if let minBad { settings.minBad = minBad }
    if let minCustomers { settings.minCustomers = minCustomers }
    if let confidence { settings.confidence = confidence == 0 ? nil : confidence }
    settings.budgetLow = budgetLow
    // Who wants to hear that little is left wants to hear that nothing is, unless they say otherwise.
    settings.budgetExhausted = budgetExhausted ?? (budgetLow != nil)
    settings.exhaustionForecast = exhaustionForecast
    if let keys { settings.keys = keys }
    return settings
  }
}
