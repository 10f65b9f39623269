// What is probably not meant in alert rules at the traffic that was seen: rules that one failed request
// sets off, and short look-backs that hold hardly an event. Rules that can never hold, and look-backs
// longer than the window, need no events to be found: the config's decoder tells of them.

extension ConfigurationReview {
  /// The fewest events that a short look-back should hold for its burn rate to mean something.
  private static let fewestEvents: Int64 = 5

  /// How many events each look-back of an objective holds at the traffic that was seen; nil where
  /// none was, or slices are counted.
  private struct Traffic {
    private let valid: Int64
    private let covered: TimeSpan

    init?(_ answer: ObjectiveAnswer) {
      guard let covered = answer.covered, covered.nanoseconds > 0, answer.figures.events == nil,
        answer.figures.valid > 0
      else { return nil }
      valid = answer.figures.valid
      self.covered = covered
    }

    func events(in lookback: TimeSpan) -> Int64 {
      let share = Int128(valid) * Int128(lookback.nanoseconds) / Int128(covered.nanoseconds)
      return Int64(clamping: share)
    }

    /// The shortest look-back of whole `unit`s that holds `count` events.
    func lookback(holding count: Int64, of unit: TimeSpan) -> TimeSpan {
      let needed = Int128(count) * Int128(covered.nanoseconds)
      let units = (needed / Int128(valid) / Int128(unit.nanoseconds)) + 1
      return unit * Int64(clamping: units)
    }
  }

  /// Rules that a single failed request sets off at the traffic that was seen.
  mutating func findTouchyRules(_ answer: ObjectiveAnswer, _ index: Int) {
    guard let traffic = Traffic(answer) else { return }
    let target = answer.figures.target
    /// What one failure makes of `lookback`, which holds at least that.
    func burn(_ lookback: TimeSpan) -> Burn {
      let one = Judged(valid: max(1, traffic.events(in: lookback)), bad: 1)
      return Burn(lookback, one, target: target, specimens: nil, unjudged: 0)
    }
    for rule in answer.objective.alerts.rules {
      let state = BurnCheck(
        long: burn(rule.long), short: burn(rule.short), target: target, customers: nil
      ).state(of: rule, settings: answer.objective.alerts)
      guard state.holds else { continue }
      warn(
        at: ["objectives", "\(index)"],
        "\(answer.objective.name): one failed request sets off the \(rule.severity.rawValue) rule "
          + "\(rule.factor.text)× over \(rule.long), which sees some "
          + "\(NumberText.count(max(1, traffic.events(in: rule.long)), "event")) at this traffic",
        advice: "use the policy default, or set \"minBad\": 2 and \"confidence\": 0.95")
    }
  }

  /// Short look-backs with too few events to mean anything: the first that is too thin is told of.
  mutating func findThinLookbacks(_ answer: ObjectiveAnswer, _ index: Int) {
    guard let traffic = Traffic(answer) else { return }
    let thin = answer.objective.alerts.rules.map(\.short).filter {
      traffic.events(in: $0) < ConfigurationReview.fewestEvents
    }
    guard let shortest = thin.min() else { return }
    let enough = traffic.lookback(holding: ConfigurationReview.fewestEvents, of: .minutes(1))
    let events = traffic.events(in: shortest)
    warn(
      at: ["objectives", "\(index)"],
      "\(answer.objective.name): the short look-back of \(shortest) sees "
        + (events == 0 ? "less than one event" : "some \(NumberText.count(events, "event"))")
        + " at this traffic, too few for a burn rate to mean anything: alerts end between two failures",
      advice:
        "write \"rules\" with a short look-back of at least \(enough), or count together what "
        + "is counted apart")
  }
}
