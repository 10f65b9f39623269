// One objective of a question, made ready: how its events are judged, over which spans they are
// counted, and by which field. Also where each of those spans starts as of an instant.

/// How one objective of a question is counted.
package struct ObjectivePlan: Sendable {
  /// The objective, its window replaced where the question says so.
  package let objective: Objective
  /// The origins that spend the budget.
  package let charge: OriginSet
  /// What becomes of an event.
  package let classifier: Classifier
  /// The field whose values get figures of their own.
  package let keys: FieldReference?
  /// The fields that are counted by: `keys` first, and the customer where alert rules want to know
  /// how many were hit, or the question what the worst of them cost.
  package let keyFields: [FieldReference]
  /// The look-backs whose burn is asked for, ascending.
  package let burnLookbacks: [TimeSpan]
  /// What makes its slices bad; nil where it counts events.
  package let slices: SliceRule?
  /// What it is counted in.
  let buckets: Buckets

  package init(
    _ objective: Objective, of question: Question, in configuration: Configuration,
    plan: inout FieldPlan
  ) {
    var objective = objective
    if let lookback = question.lookback { objective.window = .rolling(lookback) }
    let charge = question.charge ?? objective.charge
    let buckets = Buckets(resolution: configuration.resolution)
    self.objective = objective
    self.charge = charge
    self.buckets = buckets
    classifier = Classifier(
      objective, in: configuration, plan: &plan, condition: question.condition,
      exceptions: question.exceptions)
    let keys: FieldReference? =
      switch question.keys {
      case .none: nil
      case .by(let field): field
      case .perObjective: objective.per ?? .role(.customer)
      }
    self.keys = keys
    let countsCustomers =
      question.wantsBurn && objective.alerts.minCustomers > 0
      || question.weighsCustomers && objective.per == .role(.customer)
    keyFields =
      (keys.map { [$0] } ?? [])
      + (countsCustomers && keys != .role(.customer) ? [.role(.customer)] : [])
    let ruleLookbacks =
      question.wantsBurn ? objective.alerts.rules.flatMap { [$0.long, $0.short] } : []
    burnLookbacks = Set(ruleLookbacks + question.burnLookbacks).sorted()
    slices = SliceRule(
      objective, charge: charge, buckets: buckets,
      exclusions: configuration.exclusions(of: objective.name))
  }

  /// `counts` as the objective judges them.
  package func judged(_ counts: Counts) -> Judged {
    counts.judged(charging: charge, excusedAreValid: objective.excusedAreValid)
  }

  /// Whether values of `field` may have targets of their own.
  package func hasOwnTargets(by field: FieldReference) -> Bool {
    objective.per == field && !objective.overrides.isEmpty
  }

  /// The target of a value of `field`: its own where the objective overrides it.
  package func target(of key: [UInt8], by field: FieldReference) -> Target {
    guard hasOwnTargets(by: field) else { return objective.target }
    let own = objective.overrides.first { $0.key.utf8.elementsEqual(key) }
    return own?.target ?? objective.target
  }

  /// The window as of `end`, in buckets.
  package func window(asOf end: Timestamp) -> Range<Int> {
    let interval = objective.window.interval(asOf: end, buckets: buckets)
    return buckets.index(of: interval.lowerBound)..<buckets.index(of: end)
  }

  /// The window as of `end`, in instants.
  package func span(asOf end: Timestamp) -> Range<Timestamp> {
    objective.window.interval(asOf: end, buckets: buckets)
  }

  /// Where the window and each burn look-back start as of `end`, in this order.
  package func starts(asOf end: Timestamp) -> [Timestamp] {
    var starts = [end] + burnLookbacks.map { _ in end }
    move(&starts, to: end)
    return starts
  }

  /// Makes `starts`, of any instant, those as of `end`.
  func move(_ starts: inout [Timestamp], to end: Timestamp) {
    starts[0] = objective.window.interval(asOf: end, buckets: buckets).lowerBound
    for index in burnLookbacks.indices { starts[index + 1] = end - burnLookbacks[index] }
  }
}
