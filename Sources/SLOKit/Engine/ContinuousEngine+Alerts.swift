// As time goes by, bucket's end after bucket's end, alerts are decided by the code that backtests are
// made with, on what has been counted by then.

extension ContinuousEngine {
  /// Moves the clock, on or back: answers are as of it, what was decided stays. Events that were too
  /// far ahead are counted, what is too old is forgotten, and alerts are decided as of every bucket's
  /// end that `evaluationDelay` has gone by since.
  ///
  /// - Parameters:
  ///   - isReadingBacklog: Whether there is still something to read that was written before: then
  ///     nothing is decided yet.
  ///   - mostDecisions: As of how many bucket's ends alerts are decided at once; call again while
  ///     `nextDecision` is not later than the clock.
  /// - Returns: What began to fire and what is over, by time. Where it was decided later than it could
  ///   have been, it is `isLate`: of what began then, only what `standingAlerts` still has is worth
  ///   waking somebody for.
  package mutating func advance(
    to clock: Timestamp, isReadingBacklog: Bool = false, mostDecisions: Int = .max
  ) -> [AlertRecord] {
    moveOn(to: clock)
    if isReadingBacklog { return [] }
    let newest = newestDecidable
    var records = decide(upTo: newest, mostDecisions)
    records += alerts.watch(to: newest, as: buckets)
    records.sort(by: AlertRecord.precedes)
    for index in records.indices where records[index].at < buckets.start(of: newest) {
      records[index].isLate = true
    }
    return records
  }

  /// The last bucket's end as of which alerts were decided; nil before the first.
  package var decidedTo: Timestamp? { alerts.decidedTo.map { buckets.start(of: $0) } }

  /// When `advance` next has something to decide.
  package var nextDecision: Timestamp {
    let next = max(alerts.decidedTo ?? .min, alerts.watchedTo ?? newestDecidable) + 1
    let isBehind = nextToDecide.map { $0 <= newestDecidable } ?? false
    return isBehind ? clock : buckets.start(of: next) + ContinuousEngine.evaluationDelay
  }

  /// The alerts that are pending or fire as of `decidedTo`, with what is known of them now.
  package func openAlerts() -> [AlertRecord] {
    var open = alerts.open(as: buckets)
    for objective in objectives {
      open += objective.replay.open(
        on: history(of: objective), from: firstEnd, as: buckets,
        forecastFrom: configuration.forecastFrom)
    }
    return open.sorted(by: AlertRecord.precedes)
  }

  /// The identities of the alerts that fire as of `decidedTo`.
  package var firingAlerts: Set<String> {
    var firing: Set<String> = []
    func add(_ states: [AlertSubject: AlertState]) {
      for (subject, state) in states where state.firingAt != nil {
        firing.insert(AlertIdentity.of(subject, startsAt: state.startsAt))
      }
    }
    add(alerts.nothingRead.states)
    for objective in objectives {
      let standing = objective.replay.standing
      [standing.own, standing.staleness, standing.keys].forEach(add)
    }
    return firing
  }

  /// The last bucket's end that the clock allows to decide.
  private var newestDecidable: Int { buckets.index(of: clock - ContinuousEngine.evaluationDelay) }

  /// The first bucket's end as of which anything can be told: that of the oldest event.
  private var firstEnd: Int { max(alerts.firstJudged ?? firstKept, firstKept) + 1 }

  /// The first bucket's end that has not been decided; nil where there are no events.
  private var nextToDecide: Int? {
    guard alerts.firstJudged != nil else { return nil }
    return max((alerts.decidedTo ?? .min / 2) + 1, firstEnd)
  }

  private mutating func decide(upTo newest: Int, _ most: Int) -> [AlertRecord] {
    guard let from = nextToDecide, from <= newest else { return [] }
    let last = newest - from < most ? newest : from + max(1, most) - 1
    var records: [AlertRecord] = []
    for index in objectives.indices {
      let history = history(of: objectives[index])
      records += objectives[index].replay.decide(
        from...last, on: history, from: firstEnd, as: buckets,
        forecastFrom: configuration.forecastFrom)
    }
    alerts.decidedTo = last
    return records
  }

  /// What was counted of `objective`, as replays want it.
  private func history(of objective: ContinuousObjective) -> ObjectiveHistory {
    func keys(_ index: Int) -> KeyHistory {
      KeyHistory(log: objective.keyed[index].log, table: tables[objective.keyFields[index]])
    }
    var history = objective.history
    let isMapped = configuration.fields[.customer] != nil
    history.customers = isMapped ? objective.customers.map(keys) : nil
    history.keys =
      objective.plan.objective.alerts.keys ? objective.alerted.map(keys) : nil
    history.routes = objective.routes.map { KeyHistory(log: $0, table: routeTable) }
    history.keyFailures?.routes?.values = routeTable
    if let customers = objective.customers {
      history.keyFailures?.customers?.values = tables[objective.keyFields[customers]]
    }
    return history
  }
}
