// One objective's past under one policy: bucket end after bucket end, what holds goes into the
// evaluator, and what it tells becomes records. Nothing here decides when an alert begins or ends.

/// What slides along with a replay, without what was counted.
struct ReplayProgress {
  /// What was seen of misattribution.
  var watch: MisattributionWatch?
  /// The customers that were hit.
  var customers: CustomersHit?
  /// How keys stand.
  var keys: KeyReplay?
}

/// Replays one objective.
struct ObjectiveReplay {
  let history: ObjectiveHistory
  let settings: AlertSettings
  let span: ReplaySpan
  private(set) var sums: LookbackSums
  private var window: WindowWalk
  private var place = WindowPlace()
  private var customers: CustomersHit?
  private var misattribution: MisattributionWatch?
  private var lastHeard: Int?
  private(set) var own: AlertEvaluator
  /// Staleness is judged to the newest event alone, so that its alert stands still after it.
  private var staleness: AlertEvaluator
  private var keys: KeyReplay?
  private var stretches: [Stretches]
  private(set) var records: [AlertRecord] = []
  /// What was known of each alert when it began to fire.
  private var known: [AlertSubject: KnownAlert] = [:]

  /// A replay of `history`, whose `sums` are those of all that is replayed.
  init(
    _ history: ObjectiveHistory, _ sums: LookbackSums, _ settings: AlertSettings,
    over span: ReplaySpan
  ) {
    self.history = history
    self.sums = sums
    self.settings = settings
    self.span = span
    window = WindowWalk(history.objective.window, span.buckets)
    if settings.minCustomers > 0, let log = history.customers?.log {
      customers = CustomersHit(
        log, charge: history.charge, lengths: settings.rules.map { span.length($0.long) })
    }
    misattribution = MisattributionWatch(history, span)
    let timing = AlertTiming(settings)
    own = AlertEvaluator(timing: timing)
    staleness = AlertEvaluator(timing: AlertTiming(keepFiringFor: settings.keepFiringFor))
    if settings.keys { keys = KeyReplay(history, settings, over: span) }
    stretches = settings.rules.map { _ in Stretches() }
  }

  private var name: String { history.objective.name }

  /// The whole past.
  mutating func run() -> ObjectiveRun {
    var end = span.first
    while end <= span.last {
      step(to: end)
      end += 1
    }
    return ObjectiveRun(
      objective: history.objective,
      rules: zip(settings.rules, stretches).map { rule, stretches in
        RuleHistory(objective: name, rule: rule, held: instants(stretches))
      }
        + (keys?.rules.map { key, rule, stretches in
          RuleHistory(objective: name, key: key, rule: rule, held: instants(stretches))
        } ?? []),
      records: records, open: open(), sums: sums)
  }

  private func instants(_ stretches: Stretches) -> [ClosedRange<Timestamp>] {
    stretches.held.map { span.instant($0.lowerBound)...span.instant($0.upperBound) }
  }

  /// Goes on where another replay has stopped: as of the end of the bucket before `end`, alerts stood
  /// as `standing` says.
  ///
  /// - Parameter progress: What that replay has found out on the way; what is nil is found out again.
  mutating func resume(
    _ standing: AlertStanding, at end: Int, _ progress: consuming ReplayProgress
  ) {
    own.states = standing.own
    staleness.states = standing.staleness
    known = standing.known
    lastHeard = standing.lastHeard
    let ends = span.first..<max(span.first, end + 1)
    if let watch = progress.watch {
      misattribution?.goOn(from: watch)
    } else if let seen = standing.seen, seen.charge == history.charge {
      misattribution?.resume(seen.sights, at: end)
    } else if misattribution != nil {
      for earlier in ends { misattribution?.advance(to: earlier) }
    }
    if let counted = progress.customers {
      customers?.goOn(from: counted)
    } else if customers != nil {
      for earlier in ends { customers?.advance(to: earlier) }
    }
    if let replayed = progress.keys {
      keys?.goOn(from: replayed)
    } else if keys != nil {
      keys?.catchUp(ends, ends.map { window.place(asOf: $0) })
      keys?.resume(standing.keys)
    }
    sums.advance(to: end)
    place = window.place(asOf: end)
  }

  /// What another replay can go on from.
  var progress: ReplayProgress {
    var progress = ReplayProgress(watch: misattribution, customers: customers, keys: keys)
    progress.watch?.letGo()
    progress.customers?.letGo()
    progress.keys?.letGo()
    return progress
  }

  /// How alerts stand as of the last bucket's end.
  var standing: AlertStanding {
    AlertStanding(
      rules: settings.rules, own: own.states, staleness: staleness.states,
      keys: keys?.evaluator.states ?? [:], known: known, lastHeard: lastHeard,
      seen: misattribution?.seen)
  }

  /// Moves on by one bucket, to the end of the bucket before `end`.
  mutating func step(to end: Int) {
    sums.advance(to: end)
    place = window.place(asOf: end)
    customers?.advance(to: end)
    misattribution?.advance(to: end)
    var observations = burnObservations()
    observations += budgetObservations()
    if let misattribution {
      observations.append(
        AlertObservation(
          AlertSubject(objective: name, kind: .misattribution),
          holding: misattribution.holds ? [0] : []))
    }
    var transitions = own.advance(to: span.instant(end), observations)
    transitions += staleTransitions(end)
    for transition in transitions { note(transition) }
    guard keys != nil else { return }
    let own = own
    for transition in keys?.step(to: end, place, own: own) ?? [] {
      note(transition)
    }
  }

  // MARK: What holds

  /// One observation a severity.
  private mutating func burnObservations() -> [AlertObservation] {
    var holding: [Severity: [Int]] = [:]
    for (index, rule) in settings.rules.enumerated() where holds(rule) {
      holding[rule.severity, default: []].append(index)
      stretches[index].note(sums.end)
    }
    return Severity.allCases.compactMap { severity in
      let subject = AlertSubject(objective: name, kind: .burnRate, severity: severity)
      let held = holding[severity] ?? []
      if held.isEmpty && own.state(of: subject) == nil { return nil }
      let shortest = settings.rules.lazy.filter { $0.severity == severity }.map(\.short).min()
      let isSilent = shortest.map { valid(over: $0) == 0 } ?? false
      return AlertObservation(subject, holding: held, isSilent: isSilent)
    }
  }

  private func valid(over lookback: TimeSpan) -> Int64 {
    sums.sum(over: (sums.end - span.length(lookback))..<sums.end).valid
  }

  private func holds(_ rule: BurnRule) -> Bool {
    let target = history.objective.target
    // Most rules do not hold most of the time: that is told before anything else is made ready.
    guard burns(rule, over: rule.short), burns(rule, over: rule.long) else { return false }
    return BurnCheck(
      long: sums.burn(over: rule.long, buckets: span.length(rule.long)),
      short: sums.burn(over: rule.short, buckets: span.length(rule.short)), target: target,
      customers: customers?.count(over: span.length(rule.long))
    ).state(of: rule, settings: settings).holds
  }

  private func burns(_ rule: BurnRule, over lookback: TimeSpan) -> Bool {
    let sum = sums.sum(over: (sums.end - span.length(lookback))..<sums.end)
    guard sum.bad > 0 else { return false }
    return ErrorBudget(valid: sum.valid, bad: sum.bad, target: history.objective.target)
      .burns(faster: rule.factor)
  }

  private var budget: ErrorBudget {
    let sum = sums.sum(over: place.start..<sums.end)
    return ErrorBudget(valid: sum.valid, bad: sum.bad, target: history.objective.target)
  }

  private func budgetObservations() -> [AlertObservation] {
    var observations: [AlertObservation] = []
    func observe(_ kind: AlertKind, _ holds: Bool) {
      observations.append(
        AlertObservation(AlertSubject(objective: name, kind: kind), holding: holds ? [0] : []))
    }
    if settings.budgetExhausted { observe(.budgetExhausted, budget.isExhausted) }
    if let low = settings.budgetLow {
      observe(.budgetLow, budget.remains(lessThan: low))
    }
    if let limit = settings.exhaustionForecast {
      observe(.exhaustionForecast, isForecastToBeExhausted(within: limit))
    }
    return observations
  }

  private func isForecastToBeExhausted(within limit: TimeSpan) -> Bool {
    forecast(buckets: min(place.horizon, span.length(limit)))
      .isExhausted(within: limit, of: span.instant(sums.end))
  }

  private func forecast(buckets count: Int? = nil) -> Forecast {
    Forecast(
      of: sums.series, target: history.objective.target, window: place.start..<sums.end,
      pace: span.pace, horizon: count ?? place.horizon, rolls: place.rolls, buckets: span.buckets)
  }

  private mutating func staleTransitions(_ end: Int) -> [AlertTransition] {
    if history.heard[end - 1] { lastHeard = end - 1 }
    guard let staleAfter = history.objective.staleAfter, let lastHeard, end <= span.newest else {
      return []
    }
    let isStale = lastHeard < end - span.length(staleAfter)
    return staleness.advance(
      to: span.instant(end),
      [
        AlertObservation(
          AlertSubject(objective: name, kind: .staleData), holding: isStale ? [0] : [])
      ])
  }

  // MARK: What is told

  private mutating func note(_ transition: AlertTransition) {
    if transition.phase == .firing {
      known[transition.subject] = KnownAlert(
        evidence: evidence(of: transition), spent: budget(of: transition.subject.key).spent)
    }
    records.append(record(of: transition))
    if transition.phase == .resolved { known[transition.subject] = nil }
  }

  /// What fires or is pending as of the last bucket's end, with what is known then.
  func open() -> [AlertRecord] {
    var open: [AlertRecord] = []
    var heavyCustomers: HeavyCustomers?
    if own.states.keys.contains(where: { ObjectiveReplay.isOfBudget($0.kind) }) {
      heavyCustomers = history.heavyCustomers(over: place.start..<sums.end)
    }
    for evaluator in [own, staleness] + (keys.map { [$0.evaluator] } ?? []) {
      for (subject, state) in evaluator.states {
        let now = AlertTransition(
          subject: subject, state: state, at: span.instant(sums.end), phase: state.phase)
        var record = record(of: now)
        record.evidence = evidence(of: now)
        if subject.key == nil && ObjectiveReplay.isOfBudget(subject.kind) {
          record.evidence.heavyCustomers = heavyCustomers
        }
        open.append(record)
      }
    }
    return open
  }

  /// Whether an alert of `kind` is about what spends the budget.
  private static func isOfBudget(_ kind: AlertKind) -> Bool {
    switch kind {
    case .burnRate, .budgetExhausted, .budgetLow, .exhaustionForecast: true
    case .staleData, .misattribution: false
    }
  }

  private func record(of transition: AlertTransition) -> AlertRecord {
    let (subject, state) = (transition.subject, transition.state)
    let rule = told(transition)
    let rules =
      subject.kind == .burnRate ? state.rules.sorted().map { settings.rules[$0] } : []
    let known = self.known[subject]
    let burns = rule.map { self.burns(of: $0, key: subject.key) }
    return AlertRecord(
      id: AlertIdentity.of(subject, startsAt: state.startsAt), subject: subject,
      phase: transition.phase, startsAt: state.startsAt, firingAt: state.firingAt,
      endsAt: transition.phase == .resolved ? transition.at : nil, at: transition.at, rule: rule,
      rules: rules, long: burns?.long, short: burns?.short, budget: budget(of: subject.key),
      forecast: forecast(of: subject.key), spentAtFiring: known?.spent,
      evidence: known?.evidence ?? AlertEvidence(), isNoData: state.isNoData)
  }

  /// The rule that is told of: the first of those that hold, else of those that held.
  private func told(_ transition: AlertTransition) -> BurnRule? {
    guard transition.subject.kind == .burnRate else { return nil }
    let number = transition.state.heldSince.keys.min() ?? transition.state.rules.min()
    return number.map { settings.rules[$0] }
  }

  private func burns(of rule: BurnRule, key: [UInt8]?) -> (long: Burn, short: Burn) {
    if let key, let long = keys?.burn(of: key, over: rule.long),
      let short = keys?.burn(of: key, over: rule.short)
    {
      return (long, short)
    }
    return (
      sums.burn(over: rule.long, buckets: span.length(rule.long)),
      sums.burn(over: rule.short, buckets: span.length(rule.short))
    )
  }

  private func budget(of key: [UInt8]?) -> ErrorBudget {
    key.flatMap { keys?.budget(of: $0) } ?? budget
  }

  private func forecast(of key: [UInt8]?) -> Forecast? {
    guard let key else { return forecast() }
    return keys?.forecast(of: key)
  }

  private func evidence(of transition: AlertTransition) -> AlertEvidence {
    let search = EvidenceSearch(history, end: sums.end, span)
    switch transition.subject.kind {
    case .staleData: return AlertEvidence()
    case .misattribution: return search.excused(over: Misattribution.span)
    case .burnRate:
      guard let rule = told(transition) else { return AlertEvidence() }
      if let key = transition.subject.key { return search.bad(of: key, over: rule.long) }
      return search.bad(over: rule.long)
    case .budgetExhausted, .budgetLow, .exhaustionForecast:
      let length = span.instant(sums.end) - span.instant(place.start)
      if let key = transition.subject.key { return search.bad(of: key, over: length) }
      return search.bad(over: length)
    }
  }
}
