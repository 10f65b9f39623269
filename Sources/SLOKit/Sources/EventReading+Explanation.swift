// What failures have in common, found in two readings, or three where many different values come
// together: see the witnesses. The failures of many spans are explained by the same ones.

extension EventReading {
  /// What the failures of the one objective of `question` have in common, as of `end`, and where the
  /// lines of the last reading went.
  ///
  /// - Parameters:
  ///   - span: When they happened; nil is the objective's window.
  ///   - failures: Which failures.
  package mutating func explanation(
    for question: Question, configuration: Configuration, clock: Timestamp, asOf end: Timestamp,
    within span: Range<Timestamp>? = nil, failures: ExplanationScope.Failures = .failed,
    customer: [UInt8]? = nil
  ) -> (explanation: Explanation, scope: ExplanationScope, input: Accounting)? {
    let (found, input) = explanations(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { plans in
      var scope = ExplanationScope(span ?? plans[0].span(asOf: end))
      scope.failures = failures
      scope.customer = customer
      return [(0, scope)]
    }
    return found.first.map { ($0.explanation, $0.scope, input) }
  }

  /// What got worse between `groups`, for the one objective of `question`, as of `end`.
  package mutating func explanation(
    for question: Question, configuration: Configuration, clock: Timestamp, asOf end: Timestamp,
    between groups: ComparedGroups
  ) -> Explanation? {
    var scope = ExplanationScope(between: groups)
    scope.failures = .charged
    return explanations(for: question, configuration: configuration, clock: clock, asOf: end) {
      [scope] _ in [(0, scope)]
    }.found.first?.explanation
  }

  /// What failures of the objectives of `question` have in common, as of `end`, and where the lines of
  /// the last reading went.
  ///
  /// - Parameter choose: Which failures of which objective, by its number in the question.
  package mutating func explanations(
    for question: Question, configuration: Configuration, clock: Timestamp, asOf end: Timestamp,
    of choose: @escaping ([ObjectivePlan]) -> [(objective: Int, scope: ExplanationScope)]
  ) -> (found: [(explanation: Explanation, scope: ExplanationScope)], input: Accounting) {
    var engine = self.engine(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { fields, plans in
      WitnessGroup(
        choose(plans).map { objective, scope in
          let witness = FrequentValueWitness(
            scope, of: plans[objective], in: configuration, fields: &fields)
          return (objective, witness)
        })
    }
    let chosen = choose(engine.plans)
    let frequent = engine.witnesses(of: FrequentValueWitness.self).map { $0.frequentValues() }
    engine = self.engine(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { fields, plans in
      WitnessGroup(
        zip(chosen, frequent).map { chosen, frequent in
          let witness = ValueCountWitness(
            frequent, chosen.scope, of: plans[chosen.objective], in: configuration, fields: &fields)
          return (chosen.objective, witness)
        })
    }
    let counts = engine.witnesses(of: ValueCountWitness.self)
    let tallies = counts.map(\.tally)
    var overlaps = tallies.map { tally in
      let (singles, pairs) = tally.candidates()
      return RowOverlap(singles, pairs)
    }
    var uncounted: [Int] = []
    for index in overlaps.indices where !overlaps[index].rows.isEmpty {
      if let counted = counts[index].counted(overlaps[index]) {
        overlaps[index] = counted
      } else {
        uncounted.append(index)
      }
    }
    if !uncounted.isEmpty {
      engine = self.engine(
        for: question, configuration: configuration, clock: clock, asOf: end
      ) { [overlaps, uncounted] fields, plans in
        WitnessGroup(
          uncounted.map { index in
            let (objective, scope) = chosen[index]
            let witness = RowOverlapWitness(
              overlaps[index], of: frequent[index], scope, of: plans[objective],
              in: configuration, fields: &fields)
            return (objective, witness)
          })
      }
      for (index, witness) in zip(uncounted, engine.witnesses(of: RowOverlapWitness.self)) {
        overlaps[index] = witness.overlap
      }
    }
    let found = zip(chosen.indices, zip(tallies, overlaps)).map { index, counted in
      (
        counted.0.explanation(
          counted.1, dropped: frequent[index].dropped, hasMoreFields: frequent[index].hasMoreFields),
        chosen[index].scope
      )
    }
    return (found, wholeAccounting(of: engine))
  }

  /// Finds out what the failures that spent the budget in each episode of `report` have in common.
  ///
  /// - Parameter question: The one that the report answers, as of `end`.
  package mutating func explainEpisodes(
    of report: inout PeriodReport, for question: Question, configuration: Configuration,
    clock: Timestamp, asOf end: Timestamp
  ) {
    let episodes = report.objectives.map { $0.episodes.map(\.span) }
    if episodes.allSatisfy(\.isEmpty) { return }
    var question = question
    question.recordsHistory = false
    question.keys = .none
    let (found, _) = explanations(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { _ in
      episodes.enumerated().flatMap { objective, spans in
        spans.map { span in
          var scope = ExplanationScope(span)
          scope.failures = .charged
          return (objective, scope)
        }
      }
    }
    var rest = found[...]
    for objective in report.objectives.indices {
      for episode in report.objectives[objective].episodes.indices {
        report.objectives[objective].episodes[episode].explanation = rest.popFirst()?.explanation
      }
    }
  }
}
