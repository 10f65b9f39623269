// A config that is right can still be wrong for its events: a field that no event has, a rule that
// never decides, an alert that cannot fire or that one failed request sets off. Each finding stands
// at its place in the config and says what to do.

/// Finds what is probably not meant in a config beside its events.
package struct ConfigurationReview {
  private let configuration: Configuration
  private let places: ConfigPlaces
  private var findings: [Diagnostic] = []

  private init(_ config: DecodedConfig) {
    configuration = config.configuration
    places = config.places
  }

  /// What shows beside the events that `engine` has counted.
  package static func findings(in config: DecodedConfig, beside engine: Engine) -> [Diagnostic] {
    var review = ConfigurationReview(config)
    let answer = engine.answer()
    review.findUselessParts(engine)
    for (index, objective) in answer.objectives.enumerated() {
      review.findThinBudget(objective, index)
      review.findTouchyRules(objective, index)
      review.findThinLookbacks(objective, index)
    }
    return review.findings
  }

  mutating func warn(at path: [String], _ message: String, advice: String) {
    findings.append(Diagnostic(.warning, at: places.place(of: path), message, advice: advice))
  }

  // MARK: Events

  private mutating func findThinBudget(_ answer: ObjectiveAnswer, _ index: Int) {
    let budget = answer.figures.budget
    let allowed = Int128(budget.valid) * Int128(budget.target.allowance)
    guard budget.valid > 0, budget.target.allowance > 0, allowed < 10 * Int128(Target.one) else {
      return
    }
    let one = ErrorBudget(valid: budget.valid, bad: 1, target: budget.target)
    warn(
      at: ["objectives", "\(index)", "target"],
      "\(answer.objective.name): the budget is \(budget.budgetText) of "
        + "\(NumberText.count(budget.valid, "event")), so that one failure spends "
        + "\(one.spentText()) of it",
      advice: "lower the target, lengthen the window, or count together what is counted apart")
  }

  /// Fields that no event has, rules that never decide, objectives that never match.
  private mutating func findUselessParts(_ engine: Engine) {
    guard let use = engine.use, engine.accounting.judged > 0 else { return }
    let absent = Set(zip(use.paths, use.presentCounts).filter { $0.1 == 0 }.map(\.0))
    for role in Role.allCases {
      guard let paths = configuration.fields[role]?.paths, paths.allSatisfy(absent.contains) else {
        continue
      }
      warn(
        at: ["events", "fields", role.rawValue],
        "no event has the field \(paths.joined(separator: " or ")), mapped to \(role.rawValue)",
        advice: "name the field as the events have it, or leave the role out")
    }
    for (index, rule) in configuration.attributionRules.enumerated() {
      let path = ["attribution", "rules", "\(index)", "when"]
      findAbsentFields(of: rule.when, at: path, among: absent)
      if use.decidedCounts[index] == 0 {
        warn(
          at: path, "this attribution rule decides about no failed event",
          advice: "mend its expression, or leave it out")
      }
    }
    for (index, objective) in configuration.objectives.enumerated() {
      let path = ["objectives", "\(index)"]
      if let match = objective.match {
        findAbsentFields(of: match, at: path + ["match"], among: absent)
      }
      findAbsentFields(of: objective.good, at: path + ["good"], among: absent)
      if engine.ledgers[index].matched == 0 {
        warn(
          at: path + (objective.match == nil ? [] : ["match"]),
          "\(objective.name) matches no event", advice: "mend \"match\", or name its event files")
      }
    }
  }

  private mutating func findAbsentFields(
    of expression: Expression, at path: [String], among absent: Set<String>
  ) {
    for case .path(let field) in expression.fieldReferences where absent.contains(field) {
      warn(
        at: path, "no event has the field \(field)",
        advice: "name it as the events have it; an absent field makes a comparison unknown")
    }
  }
}
