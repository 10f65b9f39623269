// From counts and recorded histories to a period's story. The figures are those of `answer()`, the
// alerts those of a replay by the alert code itself.

extension Engine {
  /// How many episodes an objective lists.
  private static let listedEpisodes = 10
  /// The share of a budget, in billionths, more than which is worth an entry of its own.
  private static let leastShare = Target.one / 100
  /// In how many steps a budget burns down.
  private static let burndownSteps = 120

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
        fill(&period, history, from: span.first - 1, before: before)
      }
      return period
    }
    var report = PeriodReport(objectives: objectives, input: answer.input)
    let latencies = (witness as? LatencyWitness)?.latencies ?? []
    for (index, latency) in latencies.enumerated() { report.objectives[index].latency = latency }
    return report
  }

  /// What the history of one objective tells of its period and the one before it.
  private func fill(
    _ period: inout ObjectivePeriod, _ history: ObjectiveHistory, from first: Int,
    before: Range<Timestamp>?
  ) {
    let target = history.objective.target
    let (start, end) = (
      buckets.index(of: period.span.lowerBound), buckets.index(of: period.span.upperBound)
    )
    if let before {
      let range = buckets.index(of: before.lowerBound)..<buckets.index(of: before.upperBound)
      var sums = LookbackSums(history, over: min(first, range.lowerBound)..<end, as: buckets)
      sums.advance(to: range.upperBound)
      let judged = sums.sum(over: range)
      if judged.valid > 0 {
        period.before = (
          ErrorBudget(valid: judged.valid, bad: judged.bad, target: target), before
        )
      }
    }
    var sums = LookbackSums(history, over: min(first, start)..<end, as: buckets)
    sums.advance(to: end)
    var judged = Judged()
    let step = max(1, (end - start) / Engine.burndownSteps)
    for next in stride(from: start, to: end, by: step) {
      let stop = min(next + step, end)
      judged += sums.sum(over: next..<stop)
      period.burndown.append((buckets.start(of: stop), judged.valid, judged.bad))
    }
    for hour in pieces(of: period.span, whose: { self.nextHour(after: $0) }) {
      let judged = sums.sum(over: hour)
      period.hours.append(
        (
          buckets.start(of: hour.lowerBound),
          ErrorBudget(valid: judged.valid, bad: judged.bad, target: target)
        ))
    }
    let zone = history.objective.window.zone
    let days = pieces(of: period.span) {
      self.buckets.endRoundingUp(CalendarUnit.day.period(of: $0, in: zone).upperBound)
    }
    period.days = days.map {
      (buckets.start(of: $0.lowerBound), history.counts.sum(over: $0))
    }
    // A hundred percent bears no bad event at all.
    let search = EpisodeSearch(
      history, judged: sums.series, tolerating: target.allowance, buckets: buckets)
    let episodes = search.episodes(in: start..<end).sorted {
      $0.bad != $1.bad ? $0.bad > $1.bad : $0.span.lowerBound < $1.span.lowerBound
    }
    let figures = period.answer.figures
    let worthTelling = episodes.prefix(Engine.listedEpisodes).prefix { episode in
      let budget = ErrorBudget(valid: figures.valid, bad: episode.bad, target: target)
      return budget.remains(lessThan: Target.one - Engine.leastShare)
    }
    let listed = max(min(1, episodes.count), worthTelling.count)
    period.episodes = Array(episodes.prefix(listed))
    let others = episodes.dropFirst(listed)
    period.otherEpisodes = (others.count, others.reduce(0) { $0 + $1.bad })
  }

  private func nextHour(after instant: Timestamp) -> Timestamp {
    Buckets(resolution: .hours(1)).endRoundingUp(instant + TimeSpan(nanoseconds: 1))
  }

  /// `span` in buckets, cut wherever `next` says that a piece ends.
  private func pieces(
    of span: Range<Timestamp>, whose next: (Timestamp) -> Timestamp
  ) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = span.lowerBound
    while start < span.upperBound {
      let end = min(max(next(start), start + buckets.resolution), span.upperBound)
      pieces.append(buckets.index(of: start)..<buckets.index(of: end))
      start = end
    }
    return pieces
  }
}

extension ObjectivePeriod {
  /// A period of which nothing is told yet but its figures.
  fileprivate init(
    _ answer: ObjectiveAnswer, span: Range<Timestamp>, buckets: Buckets,
    in configuration: Configuration
  ) {
    self.init(
      answer: answer, span: span, resolution: buckets.resolution, before: nil, burndown: [],
      hours: [], latency: nil, days: [], episodes: [], otherEpisodes: (0, 0), alerts: [],
      exclusions: configuration.exclusions.filter { exclusion in
        (exclusion.objectives?.contains(answer.objective.name) ?? true)
          && exclusion.from < span.upperBound && exclusion.to > span.lowerBound
      }, deploys: [])
  }
}
