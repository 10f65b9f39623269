// From the history of one objective to the story of its period: the burndown, the hours, the days and
// the episodes. The same for an engine that has read all the events and one that runs for ever.

/// Tells the story of an objective's period.
struct PeriodStory {
  /// How many episodes an objective lists.
  private static let listedEpisodes = 10
  /// The share of a budget, in billionths, more than which is worth an entry of its own.
  private static let leastShare = Target.one / 100
  /// In how many steps a budget burns down.
  private static let burndownSteps = 120

  private let buckets: Buckets

  init(_ buckets: Buckets) { self.buckets = buckets }

  /// What the history of one objective tells of its period and the one before it.
  func tell(
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
    let step = max(1, (end - start) / Self.burndownSteps)
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
    let worthTelling = episodes.prefix(Self.listedEpisodes).prefix { episode in
      let budget = ErrorBudget(valid: figures.valid, bad: episode.bad, target: target)
      return budget.remains(lessThan: Target.one - Self.leastShare)
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
