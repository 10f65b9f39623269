// What an engine that runs for ever can tell of its objectives' windows: all that counts tell. How long
// events took, what failures share and how it went before the window are not kept; what fires is told
// by the alert log.

extension ContinuousEngine {
  /// How many customers of each objective there are figures of: the worst.
  private static let customersInReport = 40

  /// The story of every objective's window as of the clock.
  ///
  /// - Parameter deploys: All deploys, by time.
  package func periodReport(deploys: [DeployMarker]) throws(QuestionRefusal) -> PeriodReport {
    var question = Question()
    question.weighsCustomers = true
    if configuration.fields[.customer] != nil {
      question.keys = .by(.role(.customer))
      question.top = ContinuousEngine.customersInReport
    }
    let answer = try answer(to: question)
    let periods = answer.objectives.map { objective in
      var period = ObjectivePeriod(
        objective, span: objective.from..<asOf, buckets: buckets, in: configuration)
      period.deploys = deploys.filter { period.span.contains($0.time) }
      let counted = objectives.first { $0.plan.objective.name == objective.objective.name }
      guard let counted, let first = counted.history.counts.buckets.first else { return period }
      var history = counted.history
      if var routes = counted.routes {
        routes.settle()
        history.routes = KeyHistory(log: routes, table: routeTable)
      }
      PeriodStory(buckets).tell(&period, history, from: first, before: nil)
      return period
    }
    return PeriodReport(objectives: periods, input: answer.input)
  }
}
