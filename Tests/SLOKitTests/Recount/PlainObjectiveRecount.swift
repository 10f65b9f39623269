// One objective of a recount: the judged events come in, the objective's part of the answer goes
// out. First every event gets its place in the accounting, then the figures are made of those
// inside the window.

struct PlainObjectiveRecount {
  let objective: PlainObjective
  let recount: PlainRecount
  /// [from, to): the window, or the look-back that was asked for.
  let window: (from: Int, to: Int)
  /// Where a calendar window will end; nothing for a rolling one.
  let windowEnd: Int?
  let exclusions: [(from: Int, to: Int)]

  var unmatched = 0
  var excluded = 0
  var outside = 0
  /// Matched events before A, those before the window too.
  var outcomes: [PlainOutcome] = []
  /// The instants of everything that the objective matches, excluded events too.
  var heardInstants: [Int] = []

  init(_ objective: PlainObjective, in recount: PlainRecount) throws {
    var objective = objective
    let (config, question) = (recount.config, recount.question)
    if let charge = question.gate.charge { objective.charge = charge }
    self.objective = objective
    self.recount = recount
    exclusions = config.exclusions
      .filter { $0.objectives?.contains(objective.name) ?? true }.map { ($0.from, $0.to) }
    let end = recount.asOf
    if let last = question.last {
      window = (end - (try PlainConfig.duration(nil, else: last)), end)
      windowEnd = nil
    } else {
      switch objective.window {
      case .rolling(let length):
        window = (end - length, end)
        windowEnd = nil
      case .calendar(let unit, let zone):
        let calendar = PlainCalendar(unit: unit, zone: zone, resolution: config.resolution)
        let period = calendar.window(asOf: end)
        window = (period.from, end)
        windowEnd = period.to
      }
    }
    let fits = try question.whereText.map(PlainExpressionReader.tree)
    for event in recount.judged { judge(event, fits: fits) }
  }

  private mutating func judge(_ event: PlainEvent, fits: PlainExpression?) {
    let config = recount.config
    let isMatched = objective.match.truth(for: event) == true
    let isWanted = fits.map { $0.truth(for: event) == true } ?? true
    guard isMatched, isWanted, !isLeftOut(event) else {
      unmatched += event.weight
      return
    }
    if event.instant < window.to { heardInstants.append(event.instant) }
    if exclusions.contains(where: { $0.from <= event.instant && event.instant < $0.to }) {
      excluded += event.weight
      return
    }
    if !(window.from..<window.to).contains(event.instant) { outside += event.weight }
    guard event.instant < window.to else { return }
    let customer = config.roles["customer"] == nil ? nil : event.key(named: "customer")
    var outcome = PlainOutcome(
      instant: event.instant, weight: event.weight, kind: .unjudged, customer: customer)
    outcome.key = splittingField.flatMap { event.key(named: $0) }
    switch objective.good.truth(for: event) {
    case true: outcome.kind = .good
    case nil: outcome.kind = .unjudged
    case false:
      let origin = config.origin(of: event, for: objective)
      outcome.origin = origin
      outcome.kind = objective.charge.contains(origin) ? .bad : .excused
    }
    outcomes.append(outcome)
  }

  /// `--without FIELD=VALUE`: only what is known to be so is left out.
  private func isLeftOut(_ event: PlainEvent) -> Bool {
    guard let (field, value) = recount.question.without,
      let left = PlainScalar(event.value(named: field)),
      let right = PlainScalar(.text(PlainText(value.utf8)))
    else { return false }
    return PlainScalar.compare(left, "==", right) == true
  }

  /// The field that the answer is split by, if any.
  var splittingField: String? {
    if let by = recount.question.by { return by }
    let isPerCustomer = recount.question.command == "customers" || recount.question.gate.isPerKey
    return isPerCustomer ? objective.per ?? "customer" : nil
  }

  var matched: [PlainOutcome] {
    outcomes.filter { window.from <= $0.instant && $0.instant < window.to }
  }

  func units(of outcomes: [PlainOutcome]) -> [PlainUnit] {
    objective.units(of: outcomes, asOf: window.to, exclusions: exclusions)
  }

  func inWindow(_ units: [PlainUnit]) -> [PlainUnit] {
    units.filter { window.from <= $0.instant && $0.instant < window.to }
  }

  /// The budget of all of the objective, or of one key of it.
  func budget(of outcomes: [PlainOutcome], target: Int) -> PlainBudget {
    let sum = PlainSum(inWindow(units(of: outcomes)))
    return PlainBudget(valid: sum.valid, bad: sum.bad, target: target)
  }

  // MARK: The answer

  /// - Parameter heard: the instants of every event that any objective matches, in order.
  func members(heard: [Int]) throws -> [(String, Expected)] {
    var members: [(String, Expected)] = [
      ("name", .text(objective.name)),
      ("window", .object(windowMembers(heard: heard))),
      ("unmatched", .integer(unmatched)), ("excluded", .integer(excluded)),
      ("outside", .integer(outside)),
    ]
    members += figures(of: outcomes, target: objective.target)
    members.append(("forecast", forecast.expected))
    switch recount.question.command {
    case "burn": members += try burnMembers()
    case "customers": members += keyMembers() + customerMembers()
    case "budget":
      if recount.question.by != nil { members += keyMembers() }
      members += heavyMembers()
    default: break
    }
    return members
  }

  private func windowMembers(heard: [Int]) -> [(String, Expected)] {
    let isRolling = windowEnd == nil
    let first = outcomes.map(\.instant).min().map { max($0, window.from) }
    return [
      ("kind", .text(isRolling ? "rolling" : "calendar")),
      ("length", .text(recount.question.last ?? objective.windowText)),
      ("from", .time(window.from)), ("to", .time(window.to)),
      ("covered", .seconds(covered)),
      ("longestGap", .seconds(first.map { longestGap(from: $0, heard: heard) })),
    ]
  }

  /// From the first matched event, or the window's start, to A.
  var covered: Int? {
    outcomes.map(\.instant).min().map { window.to - max($0, window.from) }
  }

  private func longestGap(from first: Int, heard: [Int]) -> Int {
    let marks = [first] + heard.filter { first <= $0 && $0 < window.to } + [window.to]
    let longest = zip(marks, marks.dropFirst()).map { $1 - $0 }.max() ?? 0
    return longest < recount.config.resolution ? 0 : longest
  }

  var forecast: PlainForecast { forecast(with: 0) }

  /// The forecast if so many more events of the window were bad.
  func forecast(with unread: Int) -> PlainForecast {
    PlainForecast(
      units: units(of: outcomes), target: objective.target, window: window, lastEnd: windowEnd,
      resolution: recount.config.resolution, forecastFrom: recount.config.forecastFrom,
      unread: unread, areSlices: objective.slices != nil)
  }

  /// The figures that an objective and each of its keys have.
  func figures(of outcomes: [PlainOutcome], target: Int) -> [(String, Expected)] {
    let matched = outcomes.filter { window.from <= $0.instant && $0.instant < window.to }
    func count(_ fits: (PlainOutcome) -> Bool) -> Int {
      matched.filter(fits).reduce(0) { $0 + $1.weight }
    }
    let units = inWindow(self.units(of: outcomes))
    let sum = PlainSum(units)
    let budget = PlainBudget(valid: sum.valid, bad: sum.bad, target: target)
    var members: [(String, Expected)] = [
      ("target", .double(Double(target) / 1e9)),
      ("matched", .integer(count { _ in true })),
      ("valid", .integer(sum.valid)), ("good", .integer(sum.good)), ("bad", .integer(sum.bad)),
      ("excused", .integer(count { $0.kind == .excused })),
      ("unjudged", .integer(count { $0.kind == .unjudged })),
      (
        "origins",
        .object(
          PlainConfig.origins.map { name in (name, .integer(count { $0.origin == name })) })
      ),
      ("ratio", .ratio(sum.valid == 0 ? nil : (Int128(sum.valid - sum.bad), Int128(sum.valid)))),
      ("interval", interval(of: sum)),
      ("budget", .double(Double(budget.budget) / 1e9)),
      ("spent", .ratio(budget.spent)), ("remaining", .ratio(budget.remaining)),
      ("badLeft", .integer(budget.badLeft)),
      ("status", .text(budget.status(low: lowShare))),
    ]
    if objective.slices != nil {
      let events = PlainSum(objective.eventUnits(of: matched))
      members.append(
        (
          "events",
          .object([
            ("valid", .integer(events.valid)), ("good", .integer(events.good)),
            ("bad", .integer(events.bad)),
          ])
        ))
    }
    return members
  }

  private func interval(of sum: PlainSum) -> Expected {
    if sum.valid == 0 { return .null }
    let interval = PlainInterval.wilson(valid: sum.validSpecimens, bad: sum.badSpecimens)
    return .object([("low", .double(interval.low)), ("high", .double(interval.high))])
  }

  /// `budgetLow`, in billionths of the budget.
  private var lowShare: Int128 {
    let share = try? PlainConfig.billionths(objective.alertSetting("budgetLow") ?? "10%")
    return Int128(share ?? 100_000_000)
  }

  // MARK: Burn

  func burn(over lookback: Int) -> PlainSum {
    PlainSum(
      units(of: outcomes).filter {
        window.to - lookback <= $0.instant && $0.instant < window.to
      })
  }

  private func rate(of sum: PlainSum) -> Expected {
    .ratio(PlainBudget(valid: sum.valid, bad: sum.bad, target: objective.target).spent)
  }

  private func burnMembers() throws -> [(String, Expected)] {
    let rules = try PlainRule.rules(of: objective)
    let lookbacks = Set(rules.flatMap { [$0.long, $0.short] }).sorted()
    let units = units(of: outcomes)
    let rates = lookbacks.map { lookback -> Expected in
      let sum = burn(over: lookback)
      return .object([
        ("lookback", .text(PlainTime.text(ofDuration: lookback))),
        ("valid", .integer(sum.valid)), ("bad", .integer(sum.bad)), ("rate", rate(of: sum)),
      ])
    }
    let held = rules.map { rule -> Expected in
      let holds = rule.holds(
        units: units, outcomes: outcomes, target: objective.target, asOf: window.to)
      return .object([
        ("severity", .text(rule.severity)), ("factor", .double(rule.factor.double)),
        ("long", .text(PlainTime.text(ofDuration: rule.long))),
        ("short", .text(PlainTime.text(ofDuration: rule.short))),
        ("longRate", rate(of: burn(over: rule.long))),
        ("shortRate", rate(of: burn(over: rule.short))),
        ("holds", .bool(holds)),
      ])
    }
    return [("burn", .array(rates)), ("rules", .array(held))]
  }
}
