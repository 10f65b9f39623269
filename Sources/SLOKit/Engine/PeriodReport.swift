// One period's story as a value: what was promised and kept, what spent the budget, who was hit, what
// the alerts told of it, and what the figures stand on.

/// The report of a period.
public struct PeriodReport: Sendable {
  /// One an objective, in the order of the config.
  public var objectives: [ObjectivePeriod]
  /// Where every line went; of the last reading, where zones made more than one necessary.
  public var input: Accounting
}

extension PeriodReport {
  /// A report of no objective.
  package init() { self.init(objectives: [], input: Accounting()) }

  /// Adds the objectives of `more`, which other zones made another reading of.
  package mutating func add(_ more: PeriodReport) {
    objectives += more.objectives
    input = more.input
  }
}

/// One objective's period.
public struct ObjectivePeriod: Sendable {
  /// The figures as of the period's end, with a budget a customer where the role is mapped.
  public var answer: ObjectiveAnswer
  /// The period: from its first instant to the one as of which the figures are.
  public var span: Range<Timestamp>
  /// The length of a counting bucket.
  public var resolution: TimeSpan
  /// The budget of the period before, and that period; nil where it has no valid events.
  public var before: (budget: ErrorBudget, span: Range<Timestamp>)?
  /// How many events were bad up to some instants, of which the last is the end.
  public var burndown: [(at: Timestamp, valid: Int64, bad: Int64)]
  /// The budget of each hour; the first and the last may be cut.
  public var hours: [(start: Timestamp, budget: ErrorBudget)]
  /// How long the valid events of each day took; empty where they do not say.
  public var latency: PeriodLatency?
  /// Events by day on the clocks of the objective's zone; the first and the last may be cut.
  public var days: [(start: Timestamp, counts: Counts)]
  /// What spent the budget, the most expensive first: the worst, and of the others at most nine
  /// that have spent more than a hundredth of it.
  public var episodes: [Episode]
  /// How many episodes are not listed, and how many bad events they have.
  public var otherEpisodes: (count: Int, bad: Int64)
  /// Alerts that began to fire in the period, each to when it was over; nil where that is told
  /// elsewhere.
  public var alerts: [AlertRecord]?
  /// Exclusions that touch the period.
  public var exclusions: [Exclusion]
  /// Deploys in the period, by time.
  public var deploys: [DeployMarker]

  /// The last deploy that began in the hour before `episode`, or in it.
  public func deploy(nextTo episode: Episode) -> DeployMarker? {
    deploys.last {
      $0.time < episode.span.upperBound && $0.time >= episode.span.lowerBound - .hours(1)
    }
  }

  /// How long after the beginning of its episode an alert began to fire: the last episode that began
  /// before and was not over for longer than the rule's long look-back. Nil where there is none.
  public func detection(of alert: AlertRecord) -> TimeSpan? {
    guard let firingAt = alert.firingAt else { return nil }
    let memory = alert.rule?.long ?? .zero
    let begun = episodes.filter {
      $0.span.lowerBound < firingAt && firingAt <= $0.span.upperBound + memory
    }
    return begun.map(\.span.lowerBound).max().map { firingAt - $0 }
  }
}
