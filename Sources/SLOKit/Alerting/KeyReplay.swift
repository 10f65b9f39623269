// The keys of one objective under one policy: each has its own budget and burn, and alerts of its
// own, which are held back while the objective's own alert of the same kind fires as loud. A key is
// judged when something of it enters or leaves a look-back; between, what was found stands, and its
// alerts rest while they fire.

/// Replays the keys of one objective.
struct KeyReplay {
  private var history: ObjectiveHistory
  private var keys: KeyHistory
  private let settings: AlertSettings
  private let span: ReplaySpan
  private let lookbacks: KeyLookbacks
  private var sums: KeySums
  private var window = WindowPlace()
  private var end = 0
  private(set) var evaluator: AlertEvaluator
  /// The rules that hold of a key, by its number; keys of which none does are absent.
  private var rulesHolding: [Int: [Int]] = [:]
  /// How the budgets of keys stand of which that is to be told; the others are absent.
  private var standings: [Int: KeyStanding] = [:]
  private var forecasts: KeyForecasts
  /// The keys that have to be looked at as of the next bucket's end: something holds of them, or
  /// they have an alert, and it does not rest.
  private var concerned: Set<Int> = []
  /// The keys whose alerts rest.
  private var resting: Set<Int> = []
  /// Targets by key, where some are overridden.
  private var targets: [Int: Target] = [:]
  private var stretches: [Int: [Int: Stretches]] = [:]

  init?(_ history: ObjectiveHistory, _ settings: AlertSettings, over span: ReplaySpan) {
    guard let keys = history.keys else { return nil }
    self.history = history
    self.keys = keys
    self.settings = settings
    self.span = span
    lookbacks = KeyLookbacks(settings)
    sums = KeySums(
      KeyPortions(history, keys.log, over: span), lookbacks: lookbacks.count,
      from: span.start(of: history))
    forecasts = KeyForecasts(history, keys.log, over: span)
    evaluator = AlertEvaluator(timing: AlertTiming(settings))
  }

  /// Every rule that held of a key, and when.
  var rules: [(key: [UInt8], rule: BurnRule, Stretches)] {
    stretches.flatMap { key, rules in
      rules.map { (keys.table[key], settings.rules[$0.key], $0.value) }
    }
  }

  /// Moves on to the end of the bucket before `end`, to which `own`, the objective's own alerts, has
  /// come already.
  mutating func step(
    to end: Int, _ window: WindowPlace, own: AlertEvaluator
  ) -> [AlertTransition] {
    slide(to: end, window)
    for key in sums.touched { judge(key) }
    for (key, rules) in rulesHolding {
      for rule in rules { stretches[key, default: [:]][rule, default: Stretches()].note(end) }
    }
    var observations: [AlertObservation] = []
    var looks: [(key: Int, observations: Range<Int>)] = []
    for key in concerned.sorted() {
      let first = observations.count
      observe(key, own, &observations)
      looks.append((key, first..<observations.count))
    }
    let transitions = evaluator.advance(to: span.instant(end), observations)
    for (key, range) in looks where isSettled(key, observations[range]) {
      concerned.remove(key)
      let alerts = observations[range].filter { !$0.holding.isEmpty }
      for observation in alerts { evaluator.rest(observation.subject) }
      if !alerts.isEmpty { resting.insert(key) }
    }
    return transitions
  }

  /// Whether nothing can come of `key` before something of it changes.
  private func isSettled(_ key: Int, _ observations: ArraySlice<AlertObservation>) -> Bool {
    // A forecast changes by time alone.
    if standings[key]?.mayEnd == true { return false }
    return observations.allSatisfy { evaluator.isSettled($0) }
  }

  private mutating func slide(to end: Int, _ window: WindowPlace) {
    self.end = end
    self.window = window
    sums.advance(to: end, starts: lookbacks.starts(asOf: end, window, settings, span))
  }

  /// Comes to where another replay has been, whose windows were `windows` as of `ends`: keys are
  /// judged as of the last of them alone.
  mutating func catchUp(_ ends: Range<Int>, _ windows: [WindowPlace]) {
    var touched: Set<Int> = []
    for (end, window) in zip(ends, windows) {
      slide(to: end, window)
      touched.formUnion(sums.touched)
    }
    for key in touched { judge(key) }
  }

  /// Takes over how far another replay of the same keys has come.
  mutating func goOn(from other: KeyReplay) {
    sums.goOn(from: other.sums)
    window = other.window
    end = other.end
    rulesHolding = other.rulesHolding
    standings = other.standings
    targets = other.targets
    evaluator = other.evaluator
    concerned = other.concerned
    resting = other.resting
  }

  /// Adds an event that came too late for a step; whether that was possible.
  mutating func add(late entry: KeyLog.Entry, bucket: Int) -> Bool {
    sums.add(late: entry, bucket: bucket)
  }

  /// The first bucket that is in a look-back.
  var start: Int { sums.start }

  /// Lets go of what was counted, to be gone on from.
  mutating func letGo() {
    history = history.withoutCounts
    keys = KeyHistory(log: KeyLog(), table: KeyTable())
    sums.letGo()
    forecasts.letGo()
    stretches = [:]
  }

  /// Goes on where the alerts of keys stand as `states` says.
  mutating func resume(_ states: [AlertSubject: AlertState]) {
    evaluator.states = states
    resting = []
    let table = keys.table
    concerned = Set(states.keys.compactMap { $0.key.flatMap { table.number(ofKnown: $0) } })
      .union(rulesHolding.keys).union(standings.keys)
  }

  private mutating func judge(_ key: Int) {
    if !history.objective.overrides.isEmpty, targets[key] == nil {
      targets[key] = history.target(of: keys.table[key])
    }
    wake(key)
    var holding: [Int] = []
    for index in settings.rules.indices where holds(index, of: key) { holding.append(index) }
    if !holding.isEmpty { concerned.insert(key) }
    if !holding.isEmpty || !rulesHolding.isEmpty {
      rulesHolding[key] = holding.isEmpty ? nil : holding
    }
    guard settings.asksAboutBudgets else { return }
    let standing = KeyStanding(
      budget(of: key), settings, recent: sums.sum(of: key, in: lookbacks.pace),
      staying: sums.sum(of: key, in: lookbacks.staying), pace: span.pace,
      horizon: lookbacks.horizon(window, settings, span))
    if standing.isWorthTelling {
      standings[key] = standing
      concerned.insert(key)
    } else if standings.removeValue(forKey: key) != nil {
      forecasts.forget(key)
    }
  }

  /// Looks at `key` again, of which something has changed.
  private mutating func wake(_ key: Int) {
    guard resting.remove(key) != nil else { return }
    concerned.insert(key)
    let name = keys.table[key]
    for (severity, _) in lookbacks.rulesBySeverity {
      evaluator.wake(subject(name, .burnRate, severity))
    }
    for kind: AlertKind in [.budgetExhausted, .budgetLow, .exhaustionForecast] {
      evaluator.wake(subject(name, kind, .ticket))
    }
  }

  private func subject(_ key: [UInt8], _ kind: AlertKind, _ severity: Severity) -> AlertSubject {
    AlertSubject(objective: history.objective.name, key: key, kind: kind, severity: severity)
  }

  private func holds(_ index: Int, of key: Int) -> Bool {
    let short = sums.sum(of: key, in: lookbacks.ofRules[index].short)
    guard short.bad > 0 else { return false }
    let long = sums.sum(of: key, in: lookbacks.ofRules[index].long)
    // A single failure of a small customer burns fast: that is told before all else is made ready.
    guard long.badSpecimens >= settings.minBad else { return false }
    let (rule, target) = (settings.rules[index], target(of: key))
    let isBurning = [short, long].allSatisfy {
      ErrorBudget(valid: $0.valid, bad: $0.bad, target: target).burns(faster: rule.factor)
    }
    guard isBurning else { return false }
    // Of one customer's events, one customer is all there is to count.
    return BurnCheck(
      long: Burn(rule.long, long, target: target), short: Burn(rule.short, short, target: target),
      target: target, customers: nil
    ).state(of: rule, settings: settings).holds
  }

  // MARK: What holds

  private mutating func observe(
    _ key: Int, _ own: AlertEvaluator, _ observations: inout [AlertObservation]
  ) {
    let name = keys.table[key]
    func note(
      _ kind: AlertKind, _ holding: [Int], _ severity: Severity = .ticket, isSilent: Bool = false
    ) {
      observations.append(
        AlertObservation(
          subject(name, kind, severity), holding: holding, isSilent: isSilent,
          isHeldBack: isHeldBack(kind, severity, own)))
    }
    for (severity, rules) in lookbacks.rulesBySeverity {
      note(
        .burnRate, (rulesHolding[key] ?? []).filter(rules.contains), severity,
        isSilent: isSilent(key, rules))
    }
    let standing = standings[key]
    if settings.budgetExhausted {
      note(.budgetExhausted, standing?.isExhausted == true ? [0] : [])
    }
    if settings.budgetLow != nil { note(.budgetLow, standing?.isLow == true ? [0] : []) }
    if let limit = settings.exhaustionForecast {
      let isComing = standing.map { isForecastToBeExhausted(key, $0, within: limit) } ?? false
      note(.exhaustionForecast, isComing ? [0] : [])
    }
  }

  /// Whether the shortest short look-back of `rules` has no valid event of `key`.
  private func isSilent(_ key: Int, _ rules: [Int]) -> Bool {
    let shortest = rules.map { lookbacks.ofRules[$0].short }.min()
    return shortest.map { sums.sum(of: key, in: $0).valid == 0 } ?? false
  }

  private mutating func isForecastToBeExhausted(
    _ key: Int, _ standing: KeyStanding, within limit: TimeSpan
  ) -> Bool {
    if standing.isExhausted { return true }
    guard standing.mayEnd else { return false }
    forecasts.prepare(key)
    let forecast = forecasts.forecast(
      of: key, target: target(of: key), asOf: end, window,
      horizon: lookbacks.horizon(window, settings, span))
    return forecast.isExhausted(within: limit, of: span.instant(end))
  }

  /// Whether the objective's own alert of `kind` fires, as loud or louder.
  private func isHeldBack(_ kind: AlertKind, _ severity: Severity, _ own: AlertEvaluator) -> Bool {
    let louder: [Severity] = severity == .page ? [.page] : [.page, .ticket]
    return louder.contains {
      own.fires(AlertSubject(objective: history.objective.name, kind: kind, severity: $0))
    }
  }

  // MARK: Figures

  private func target(of key: Int) -> Target { targets[key] ?? history.objective.target }

  private func budget(of key: Int) -> ErrorBudget {
    let sum = sums.sum(of: key, in: lookbacks.window)
    return ErrorBudget(valid: sum.valid, bad: sum.bad, target: target(of: key))
  }

  /// The burn of `key` over one of the look-backs of the rules.
  func burn(of key: [UInt8], over lookback: TimeSpan) -> Burn? {
    guard let key = keys.table.number(ofKnown: key), let index = lookbacks.index(of: lookback)
    else { return nil }
    return Burn(lookback, sums.sum(of: key, in: index), target: target(of: key))
  }

  /// The budget of `key`; nil for a key that there is not.
  func budget(of key: [UInt8]) -> ErrorBudget? {
    keys.table.number(ofKnown: key).map { budget(of: $0) }
  }

  /// Where the budget of `key` is heading; nil for a key that there is not.
  func forecast(of key: [UInt8]) -> Forecast? {
    guard let key = keys.table.number(ofKnown: key) else { return nil }
    if budget(of: key).isExhausted { return .exhausted(at: span.instant(end)) }
    return forecasts.forecast(
      of: key, target: target(of: key), asOf: end, window, horizon: window.horizon)
  }
}
