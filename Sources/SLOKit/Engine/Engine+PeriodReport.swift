// From counts and recorded histories to a period's story. The figures are those of `answer()`, the
// alerts those of a replay by the alert code itself.

extension Engine {
  /// The story of the windows as of the answer's instant. The question must have asked for
  /// histories; they are used up by it.
  ///
  /// - Parameters:
  ///   - before: The period to compare with, by the objective's name.
  ///   - deploys: All deploys, by time.
  package mutating func periodReport(
    before: [String: Range<Timestamp>], deploys: [DeployMarker]
  ) -> PeriodReport {
    let answer = answer()
    var recorder = takeRecorder()
    let recorded = recorder?.finish(
      end: asOf, more: .zero, forecastFrom: configuration.forecastFrom)
    recorder = nil
    var histories = recorded?.histories ?? []
    // Alerts are told of by each objective's own window, whatever period is asked about.
    for index in histories.indices {
      let name = histories[index].objective.name
      if let own = configuration.objectives.first(where: { $0.name == name }) {
        histories[index].objective = own
      }
    }
    let backtest = recorded.flatMap {
      Backtest.run(histories, under: [.config], over: $0.span, leftAside: $0.leftAside)
    }
    let fired = backtest?.runs.first?.fired ?? []
    let objectives = answer.objectives.map { objective in
      var period = ObjectivePeriod(
        objective, span: objective.from..<asOf, buckets: buckets, in: configuration)
      period.deploys = deploys.filter { period.span.contains($0.time) }
      period.alerts = fired.filter { alert in
        alert.subject.objective == objective.objective.name
          && alert.firingAt.map { period.span.lowerBound < $0 && $0 <= asOf } ?? false
      }
      if let history = histories.first(where: { $0.objective.name == objective.objective.name }),
        let span = recorded?.span
      {
        let before = before[objective.objective.name]
        PeriodStory(buckets).tell(&period, history, from: span.first - 1, before: before)
      }
      return period
    }
    var report = PeriodReport(objectives: objectives, input: answer.input)
    let latencies = (witness as? LatencyWitness)?.latencies ?? []
    for (index, latency) in latencies.enumerated() { report.objectives[index].latency = latency }
    return report
  }
}

extension ObjectivePeriod {
  /// A period of which nothing is told yet but its figures.
  init(
    _ answer: ObjectiveAnswer, span: Range<Timestamp>, buckets: Buckets,
    in configuration: Configuration
  ) {
    self.init(
      answer: answer, span: span, resolution: buckets.resolution, before: nil, burndown: [],
      hours: [], latency: nil, days: [], episodes: [], otherEpisodes: (0, 0), alerts: nil,
      exclusions: configuration.exclusions.filter { exclusion in
        (exclusion.objectives?.contains(answer.objective.name) ?? true)
          && exclusion.from < span.upperBound && exclusion.to > span.lowerBound
      }, deploys: [])
  }
}
