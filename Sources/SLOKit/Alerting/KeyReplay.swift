// The keys of one objective under one policy: each has its own budget and burn, and alerts of its
// own, which are held back while the objective's own alert of the same kind fires as loud.

/// Replays the keys of one objective that counts events.
struct KeyReplay {
  private let history: ObjectiveHistory
  private let keys: KeyHistory
  private let settings: AlertSettings
  private let span: ReplaySpan
  /// The look-backs of the rules; the window is one more behind them.
  private let lookbacks: [TimeSpan]
  /// Which of them are each rule's.
  private let lookbacksOfRules: [(long: Int, short: Int)]
  private var sums: KeySums
  private(set) var evaluator: AlertEvaluator
  /// The rules that hold of a key, by its number; keys of which none does are absent.
  private var rulesHolding: [Int: [Int]] = [:]
  /// The keys that are low or exhausted, where those are told of.
  private var low: [Int: Bool] = [:]
  /// The keys with an alert.
  private var alerted: Set<Int> = []
  /// Targets by key, where some are overridden.
  private var targets: [Int: Target] = [:]
  private var stretches: [Int: [Int: Stretches]] = [:]

  init?(_ history: ObjectiveHistory, _ settings: AlertSettings, over span: ReplaySpan) {
    guard let keys = history.keys, history.slices == nil else { return nil }
    self.history = history
    self.keys = keys
    self.settings = settings
    self.span = span
    let lookbacks = Set(settings.rules.flatMap { [$0.long, $0.short] }).sorted()
    self.lookbacks = lookbacks
    lookbacksOfRules = settings.rules.map {
      (lookbacks.firstIndex(of: $0.long) ?? 0, lookbacks.firstIndex(of: $0.short) ?? 0)
    }
    let longest = settings.budgetLow == nil ? max(0, lookbacks.count - 1) : lookbacks.count
    sums = KeySums(
      keys.log, charge: history.charge, excusedAreValid: history.objective.excusedAreValid,
      lookbacks: lookbacks.count + 1, longest: longest, from: span.first - 1)
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
  mutating func step(to end: Int, windowStart: Int, own: AlertEvaluator) -> [AlertTransition] {
    sums.advance(to: end, starts: lookbacks.map { end - span.length($0) } + [windowStart])
    for key in sums.touched { judge(key) }
    for (key, rules) in rulesHolding {
      for rule in rules { stretches[key, default: [:]][rule, default: Stretches()].note(end) }
    }
    if alerted.isEmpty && rulesHolding.isEmpty && low.isEmpty { return [] }
    let concerned = alerted.union(rulesHolding.keys).union(low.keys).sorted()
    let observations = concerned.flatMap { self.observations(of: $0, own) }
    let transitions = evaluator.advance(to: span.instant(end), observations)
    let table = keys.table
    alerted = Set(
      evaluator.states.keys.compactMap { $0.key.flatMap { table.number(ofKnown: $0) } })
    return transitions
  }

  private mutating func judge(_ key: Int) {
    if !history.objective.overrides.isEmpty, targets[key] == nil {
      targets[key] = history.target(of: keys.table[key])
    }
    var holding: [Int] = []
    for index in settings.rules.indices where holds(index, of: key) { holding.append(index) }
    if !holding.isEmpty || !rulesHolding.isEmpty {
      rulesHolding[key] = holding.isEmpty ? nil : holding
    }
    guard let share = settings.budgetLow else { return }
    let budget = budget(of: key)
    let isExhausted = budget.isExhausted
    low[key] = isExhausted || budget.remains(lessThan: share) ? isExhausted : nil
  }

  private func holds(_ index: Int, of key: Int) -> Bool {
    let short = sums.sum(of: key, in: lookbacksOfRules[index].short)
    guard short.bad > 0 else { return false }
    let long = sums.sum(of: key, in: lookbacksOfRules[index].long)
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

  private func observations(of key: Int, _ own: AlertEvaluator) -> [AlertObservation] {
    var observations = Severity.allCases.compactMap { severity -> AlertObservation? in
      let rules = settings.rules.indices.filter { settings.rules[$0].severity == severity }
      guard let shortest = rules.map({ settings.rules[$0].short }).min() else { return nil }
      return AlertObservation(
        subject(key, .burnRate, severity),
        holding: (rulesHolding[key] ?? []).filter(rules.contains),
        isSilent: sum(of: key, over: shortest).valid == 0,
        isHeldBack: isHeldBack(.burnRate, severity, own))
    }
    guard let share = settings.budgetLow else { return observations }
    let isLow = low[key] != nil && budget(of: key).remains(lessThan: share)
    for (kind, holds) in [(AlertKind.budgetLow, isLow), (.budgetExhausted, low[key] == true)] {
      observations.append(
        AlertObservation(
          subject(key, kind), holding: holds ? [0] : [],
          isHeldBack: isHeldBack(kind, .ticket, own)))
    }
    return observations
  }

  /// Whether the objective's own alert of `kind` fires, as loud or louder.
  private func isHeldBack(_ kind: AlertKind, _ severity: Severity, _ own: AlertEvaluator) -> Bool {
    let louder: [Severity] = severity == .page ? [.page] : [.page, .ticket]
    return louder.contains {
      own.fires(AlertSubject(objective: history.objective.name, kind: kind, severity: $0))
    }
  }

  private func subject(
    _ key: Int, _ kind: AlertKind, _ severity: Severity = .ticket
  ) -> AlertSubject {
    AlertSubject(
      objective: history.objective.name, key: keys.table[key], kind: kind,
      severity: severity)
  }

  // MARK: Figures

  private func target(of key: Int) -> Target { targets[key] ?? history.objective.target }

  private func sum(of key: Int, over lookback: TimeSpan) -> KeySums.Sum {
    sums.sum(of: key, in: lookbacks.firstIndex(of: lookback) ?? 0)
  }

  private func burns(of rule: BurnRule, key: Int) -> (long: Burn, short: Burn) {
    (
      Burn(rule.long, sum(of: key, over: rule.long), target: target(of: key)),
      Burn(rule.short, sum(of: key, over: rule.short), target: target(of: key))
    )
  }

  private func budget(of key: Int) -> ErrorBudget {
    let sum = sums.sum(of: key, in: lookbacks.count)
    return ErrorBudget(valid: sum.valid, bad: sum.bad, target: target(of: key))
  }

  /// The burns over the look-backs of `rule`; nil for a key that there is not.
  func burns(of rule: BurnRule, key: [UInt8]) -> (long: Burn, short: Burn)? {
    keys.table.number(ofKnown: key).map { burns(of: rule, key: $0) }
  }

  /// The budget of `key`; nil for a key that there is not.
  func budget(of key: [UInt8]) -> ErrorBudget? {
    keys.table.number(ofKnown: key).map { budget(of: $0) }
  }
}
