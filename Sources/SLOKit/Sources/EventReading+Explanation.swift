// What failures have in common, found in three readings: see the witnesses.

extension EventReading {
  /// What the failures of the one objective of `question` have in common, as of `end`, and where the
  /// lines of the last reading went.
  ///
  /// - Parameter scope: Which failures; nil as the objective's window has them.
  package mutating func explanation(
    for question: Question, configuration: Configuration, clock: Timestamp, asOf end: Timestamp,
    within span: Range<Timestamp>? = nil, failures: ExplanationScope.Failures = .failed,
    customer: [UInt8]? = nil
  ) -> (explanation: Explanation, scope: ExplanationScope, input: Accounting)? {
    var scope = ExplanationScope(span ?? end..<end)
    scope.failures = failures
    scope.customer = customer
    func chosen(_ plan: ObjectivePlan) -> ExplanationScope {
      var chosen = ExplanationScope(span ?? plan.span(asOf: end))
      chosen.failures = failures
      chosen.customer = customer
      return chosen
    }
    var engine = self.engine(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { fields, plans in
      FrequentValueWitness(
        chosen(plans[0]), of: plans[0], in: configuration, fields: &fields)
    }
    guard let first = engine.witness as? FrequentValueWitness else { return nil }
    scope = chosen(engine.plans[0])
    let frequent = first.frequentValues()
    engine = self.engine(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { [scope] fields, plans in
      ValueCountWitness(frequent, scope, of: plans[0], in: configuration, fields: &fields)
    }
    guard let second = engine.witness as? ValueCountWitness else { return nil }
    let tally = second.tally
    let (singles, pairs) = tally.candidates()
    var overlap = RowOverlap(singles, pairs)
    if !overlap.rows.isEmpty {
      engine = self.engine(
        for: question, configuration: configuration, clock: clock, asOf: end
      ) { [scope, overlap] fields, plans in
        RowOverlapWitness(
          overlap, of: frequent, scope, of: plans[0], in: configuration, fields: &fields)
      }
      guard let third = engine.witness as? RowOverlapWitness else { return nil }
      overlap = third.overlap
    }
    let explanation = tally.explanation(
      overlap, dropped: frequent.dropped, hasMoreFields: frequent.hasMoreFields)
    return (explanation, scope, wholeAccounting(of: engine))
  }
}
