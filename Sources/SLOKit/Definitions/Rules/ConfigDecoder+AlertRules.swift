// What an objective's alerts must fulfil once they are put together: rules of a policy need
// look-backs of whole buckets, customers can only be counted where they are known, and a rule that
// no failure rate can fulfil is better known before the night it was meant for.

extension ConfigDecoder {
  /// Checks the alerts of `objective`, which `object` writes.
  mutating func checkAlerts(
    of objective: Objective, _ choices: AlertChoices, at object: ConfigObject
  ) {
    let settings = objective.alerts
    let rulesPosition = choices.rulesPosition ?? object.value.position
    // Rules of one's own were checked where they are written.
    if case .policy(let policy) = choices.rules {
      let resolution = configuration.resolution
      let misfit = settings.rules.lazy.flatMap { [$0.short, $0.long] }
        .first { !Rules.fits($0, resolution: resolution) }
      if let misfit {
        problem(
          at: resolutionPosition ?? rulesPosition,
          "the policy \(policy.rawValue) looks back \(misfit), which is no multiple of the "
            + "resolution, \(resolution)",
          advice: "choose a \"resolution\" that divides it, or write \"rules\" of your own")
      }
    }
    if settings.minCustomers > 0, !roles.contains(.customer) {
      problem(
        at: choices.minCustomersPosition ?? rulesPosition,
        "\"minCustomers\" is \(settings.minCustomers), but the role customer is not mapped",
        advice: "map it in \"fields\": \"customer\": \"tenant.id\"")
    }
    let length = objective.window.nominalLength
    if let longest = settings.rules.map(\.long).max(), longest > length {
      warning(
        at: rulesPosition,
        "the look-back of \(longest) is longer than the window of \"\(objective.name)\", "
          + "\(length): its rule alerts on what the budget has forgotten",
        advice: "write \"rules\" whose look-backs fit into the window, or lengthen the window")
    }
    for rule in settings.rules where rule.isUnreachable(at: objective.target) {
      let most = objective.target.highestBurn
      warning(
        at: rulesPosition,
        "the \(rule.severity.rawValue) rule over \(rule.long) and \(rule.short) can never hold: "
          + "at \(objective.target), \"\(objective.name)\" burns at most \(most)",
        advice: "its factor is \(rule.factor.text); raise the target above "
          + "\(rule.factor.leastTargetText), or use rules of your own")
    }
  }
}

extension Target {
  /// The burn rate when every event is bad, to one decimal, cut off.
  fileprivate var highestBurn: String {
    guard allowance > 0 else { return "inf" }
    let tenths = Target.one * 10 / allowance
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
