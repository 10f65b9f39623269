// A customer's own page as a value: what was promised, what was kept, what was our fault and when,
// and what was theirs. Made of that customer's events alone.

/// A customer's own page.
public struct CustomerReport: Sendable {
  /// The customer, as it was logged.
  public var customer: [UInt8]
  /// The instant as of which it holds.
  public var asOf: Timestamp
  /// One an objective that has events of the customer, in the order of the config.
  public var objectives: [CustomerObjective]
}

/// What one customer experienced of one objective.
public struct CustomerObjective: Sendable {
  /// The objective.
  public var objective: Objective
  /// The window: from its first instant to the one as of which the figures are.
  public var window: Range<Timestamp>
  /// The customer's own budget, by its own target where it has one.
  public var figures: Figures
  /// The customer's first event in the window and its last.
  public var firstEvent: Timestamp?, lastEvent: Timestamp?
  /// How long its requests took that it did not fail itself; nil where the events do not say.
  public var latency: Latency?
  /// When requests failed that were not the customer's own doing, by time.
  public var episodes: [Episode]
  /// Those failures by kind, the most frequent first.
  public var ours: [FailureKind]
  /// The customer's own failures by kind.
  public var own: [FailureKind]
  /// Failures of kinds beyond those that are kept, by origin.
  public var others: Counts
  /// Its events by day of UTC, from the window's first day to its last.
  public var days: [(start: Timestamp, counts: Counts)]
}

extension CustomerReport {
  /// A page that says nothing.
  package init(of customer: [UInt8], asOf: Timestamp) {
    self.init(customer: customer, asOf: asOf, objectives: [])
  }

  /// The page and what `more` says of other objectives; as of the later instant.
  package func adding(_ more: CustomerReport) -> CustomerReport {
    CustomerReport(
      customer: customer, asOf: max(asOf, more.asOf), objectives: objectives + more.objectives)
  }

  /// The page of `customer` from an answer that has customers as keys, and from what a witness of
  /// the same events has seen.
  package init(
    of customer: [UInt8], _ answer: Answer, seenBy witness: CustomerWitness, buckets: Buckets
  ) {
    self.customer = customer
    asOf = answer.asOf
    objectives = zip(answer.objectives, witness.finished()).compactMap { objective, experience in
      guard let own = objective.keys?.keys.first(where: { $0.key == customer }) else { return nil }
      return CustomerObjective(
        objective, own.figures, experience, asOf: answer.asOf, buckets: buckets)
    }
  }
}

extension CustomerObjective {
  fileprivate init(
    _ answer: ObjectiveAnswer, _ figures: Figures, _ experience: CustomerExperience,
    asOf: Timestamp, buckets: Buckets
  ) {
    let history = experience.history
    let inBuckets = buckets.index(of: answer.from)..<buckets.index(of: asOf)
    objective = answer.objective
    window = answer.from..<asOf
    self.figures = figures
    firstEvent = history.firstMatched
    lastEvent = experience.last
    latency = Latency(experience.durations)
    let judged = JudgedSeries(
      events: history.counts, charge: history.charge,
      excusedAreValid: history.objective.excusedAreValid)
    episodes = EpisodeSearch(history, judged: judged, tolerating: 0, buckets: buckets)
      .episodes(in: inBuckets)
    ours = experience.failures.kinds(of: .standard)
    own = experience.failures.kinds(of: [.init([.customer])])
    others = experience.failures.others
    days = []
    var day = CalendarUnit.day.period(of: answer.from, in: .utc)
    while day.lowerBound < asOf {
      let first = buckets.index(of: max(day.lowerBound, answer.from))
      let end = buckets.index(of: min(day.upperBound, asOf))
      days.append((day.lowerBound, history.counts.sum(over: first..<max(first, end))))
      day = CalendarUnit.day.period(of: day.upperBound, in: .utc)
    }
  }
}
