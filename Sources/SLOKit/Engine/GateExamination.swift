// One objective before the gate: every check in turn, each leaving a sentence with its figures, and
// a reason where it speaks against going.

/// The checks of one objective.
struct GateExamination {
  private let gate: DeployGate
  private let answer: ObjectiveAnswer
  private let malformed: Int64
  private let asOf: Timestamp
  private let time: Timestamp
  private(set) var verdict = GateVerdict.go
  private(set) var reasons: [GateReason] = []
  private(set) var steps: [String] = []

  init(
    _ gate: DeployGate, of answer: ObjectiveAnswer, malformed: Int64, asOf: Timestamp,
    at time: Timestamp
  ) {
    self.gate = gate
    self.answer = answer
    self.malformed = malformed
    self.asOf = asOf
    self.time = time
  }

  mutating func run() {
    guard answer.figures.valid > 0 else {
      return note(
        .noVerdict, .noData, "no valid events in the window: there is nothing to judge by")
    }
    checkBudget()
    checkBurn()
    checkForecast()
    checkCustomers()
    checkDeploy()
    checkData()
    checkAttribution()
    if verdict != .refused, !gate.ignoresUnread { checkUnread() }
  }

  private mutating func checkBudget() {
    let budget = answer.figures.budget
    note(
      budget.isExhausted ? .refused : .go, .exhausted,
      "\(NumberText.grouped(budget.bad)) bad of \(NumberText.grouped(budget.valid)) "
        + "\(unit) at \(budget.target): a budget of \(budget.budgetText), "
        + "\(budget.spentText()) spent")
    guard let least = gate.minRemaining else { return }
    note(
      budget.remains(lessThan: least) ? .refused : .go, .minRemaining,
      "\(budget.remainingText(keepingSideOf: [Target.one - least])) of the budget remains, "
        + "\(Target.percent(billionths: least)) must")
  }

  private mutating func checkBurn() {
    for limit in gate.burnLimits {
      guard let burn = answer.burn(over: limit.lookback)?.budget(at: target) else { continue }
      note(
        burn.burns(faster: limit.factor) ? .refused : .go, .maxBurn,
        "\(NumberText.grouped(burn.bad)) bad of \(NumberText.grouped(burn.valid)) \(unit) in "
          + "\(limit.lookback): a burn of \(burn.rateText(beside: limit.factor)), "
          + "\(limit.factor.text) is allowed")
    }
    guard gate.refusesWhilePaging else { return }
    let holding = answer.rules.filter { $0.rule.severity == .page && $0.holds }.map {
      "\($0.rule.factor.text)× over \($0.rule.long) and \($0.rule.short)"
    }
    note(
      holding.isEmpty ? .go : .refused, .maxBurn,
      holding.isEmpty
        ? "no page rule holds"
        : NumberText.count(Int64(holding.count), "page rule holds", "page rules hold") + ": "
          + holding.joined(separator: ", "))
  }

  private mutating func checkForecast() {
    guard let least = gate.minForecast else { return }
    switch answer.forecast {
    case .exhausted:
      note(.refused, .minForecast, "the budget is exhausted now, it must last \(least)")
    case .within(let instant):
      note(
        instant < asOf + least ? .refused : .go, .minForecast,
        "the budget is forecast to be exhausted in \(instant - asOf), it must last \(least)")
    case .notWithin:
      note(.go, .minForecast, "the budget is not forecast to be exhausted, it must last \(least)")
    case .noData:
      note(.go, .minForecast, "no recent events to forecast from, the budget must last \(least)")
    }
  }

  private mutating func checkCustomers() {
    guard let most = gate.maxCustomersOut, let keys = answer.keys else { return }
    guard keys.withValid > 0 else {
      return note(.noVerdict, .noData, "no customer has valid events: there is nobody to judge by")
    }
    let out = keys.withValid - keys.inBudget
    let isOver = Int128(out) * Int128(Target.one) > Int128(keys.withValid) * Int128(most)
    note(
      isOver ? .refused : .go, .customersOut,
      "\(NumberText.grouped(out)) of \(NumberText.grouped(keys.withValid)) customers are out of "
        + "budget, at most \(Target.percent(billionths: most)) may be"
        + (out > 0 ? "; the worst is \(worstKey(of: keys))" : ""))
  }

  private func worstKey(of keys: KeyAnswer) -> String {
    keys.keys.first.map { TextEscaping.terminal($0.key) } ?? ""
  }

  private mutating func checkDeploy() {
    guard gate.refusesWorseDeploy else { return }
    guard let effect = answer.deploy else {
      return note(.go, .lastDeploy, "no deploy before \(asOf)")
    }
    func text(_ side: Judged) -> String {
      "\(NumberText.grouped(side.bad)) bad of \(NumberText.grouped(side.valid))"
    }
    note(
      effect.isWorse ? .refused : .go, .lastDeploy,
      "since the deploy of \(TextEscaping.terminal(effect.deploy.description)) "
        + "\(text(effect.after)), in the day before \(text(effect.before)): "
        + (effect.isWorse ? "worse, and not by chance" : "no evidence that it is worse"))
  }

  /// Whether there is enough data, and new enough.
  private mutating func checkData() {
    if let newest = answer.newestMatched {
      let age = time - newest
      note(
        age > gate.maxAge ? .noVerdict : .go, .stale,
        "the newest event is \(age.toTheSecond) old, at most \(gate.maxAge) is allowed")
    }
    if gate.minValid > 1 {
      note(
        answer.figures.valid < gate.minValid ? .noVerdict : .go, .noData,
        "\(NumberText.grouped(answer.figures.valid)) valid \(unit), at least "
          + "\(NumberText.grouped(gate.minValid)) are needed")
    }
    guard let least = gate.minCoverage else { return }
    let covered = answer.covered?.nanoseconds ?? 0
    let whole = (asOf - answer.from).nanoseconds
    note(
      Int128(covered) * Int128(Target.one) < Int128(whole) * Int128(least) ? .noVerdict : .go,
      .coverage,
      "events cover \(TimeSpan(nanoseconds: covered).toTheSecond) of the "
        + "\(TimeSpan(nanoseconds: whole)) window, at least "
        + "\(Target.percent(billionths: least)) of it must be covered")
  }

  /// Whether failures that customers are blamed for look like the platform's.
  private mutating func checkAttribution() {
    guard let suspects = answer.suspects else { return }
    let names = suspects.customers.map { TextEscaping.terminal($0) }.joined(separator: ", ")
    note(
      .noVerdict, .misattribution,
      "excused failures hit \(NumberText.grouped(suspects.hit)) of "
        + "\(NumberText.grouped(suspects.all)) customers within \(Misattribution.span), as a "
        + "platform's do: \(names)")
  }

  /// Whether the verdict hangs on what could not be read: the same checks with every malformed line
  /// and every unjudged event counted as bad. A malformed line has no time, so it is in every
  /// look-back, and no customer, so it may be anybody's.
  private mutating func checkUnread() {
    let unread = malformed + answer.figures.unjudged
    guard unread > 0 else { return }
    let judged = answer.figures.judged.worsened(by: unread, areSlices: areSlices)
    let budget = ErrorBudget(valid: judged.valid, bad: judged.bad, target: target)
    let isRefused =
      budget.isExhausted
      || gate.minRemaining.map { budget.remains(lessThan: $0) } ?? false
      || burnsTooFastAtWorst || isExhaustedTooSoonAtWorst || tooManyCustomersAreOutAtWorst
    note(
      isRefused ? .noVerdict : .go, .unreadable,
      "with \(NumberText.count(malformed, "malformed line")) and "
        + "\(NumberText.count(answer.figures.unjudged, "unjudged event")) counted as bad, "
        + "\(budget.spentText()) of the budget would be spent"
        + (isRefused ? ": the verdict hangs on what could not be read" : ""))
  }

  private var burnsTooFastAtWorst: Bool {
    if gate.burnLimits.contains(where: {
      atWorst($0.lookback)?.budget(at: target).burns(faster: $0.factor) ?? false
    }) {
      return true
    }
    guard gate.refusesWhilePaging else { return false }
    return answer.objective.alerts.rules.contains { rule in
      guard rule.severity == .page, let long = atWorst(rule.long), let short = atWorst(rule.short)
      else { return false }
      return BurnCheck(long: long, short: short, target: target, customers: nil)
        .state(of: rule, settings: answer.objective.alerts).holds
    }
  }

  /// The burn over `lookback` with all that could not be read counted as bad.
  private func atWorst(_ lookback: TimeSpan) -> Burn? {
    answer.burn(over: lookback).map {
      $0.worsened(by: malformed + $0.unjudged, areSlices: areSlices, at: target)
    }
  }

  private var isExhaustedTooSoonAtWorst: Bool {
    guard let least = gate.minForecast else { return false }
    return switch answer.forecastAtWorst {
    case .exhausted: true
    case .within(let instant): instant < asOf + least
    case .notWithin, .noData, nil: false
    }
  }

  private var tooManyCustomersAreOutAtWorst: Bool {
    guard let most = gate.maxCustomersOut, let keys = answer.keys else { return false }
    let needed = keys.keys.map { $0.figures.failuresToBeOut(areSlices: areSlices) }.sorted()
    var out: Int64 = 0
    var left = malformed
    for count in needed {
      left -= count
      if left < 0 { break }
      out += 1
    }
    return Int128(out) * Int128(Target.one) > Int128(keys.withValid) * Int128(most)
  }

  private var areSlices: Bool { answer.figures.events != nil }

  private var target: Target { answer.figures.target }

  private var unit: String { areSlices ? "slices" : "events" }

  /// Notes a check that came out as `outcome`.
  private mutating func note(_ outcome: GateVerdict, _ code: GateReason.Code, _ text: String) {
    steps.append(text)
    guard outcome != .go else { return }
    verdict = max(verdict, outcome)
    reasons.append(GateReason(objective: answer.objective.name, code: code, text: text))
  }
}

extension ObjectiveAnswer {
  /// The burn over `lookback`; nil where it was not asked for.
  func burn(over lookback: TimeSpan) -> Burn? { burn.first { $0.lookback == lookback } }
}

extension Figures {
  /// What its budget judges.
  fileprivate var judged: Judged { Judged(valid: valid, good: valid - bad, bad: bad) }

  /// How many more failures put it out of budget, its unjudged events counted as bad; 0 where they
  /// do already.
  fileprivate func failuresToBeOut(areSlices: Bool) -> Int64 {
    let worse = judged.worsened(by: unjudged, areSlices: areSlices)
    let room =
      Int128(worse.valid) * Int128(target.allowance) - Int128(worse.bad) * Int128(Target.one)
    if room < 0 { return 0 }
    // Each failure takes 1 of the room, and as an event gives back its share of the budget.
    let each = areSlices ? Target.one : target.billionths
    return Int64(clamping: room / Int128(each)) + 1
  }
}
