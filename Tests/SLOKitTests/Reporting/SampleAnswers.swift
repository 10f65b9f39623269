// Made-up answers that the reporting tests print: one of every state that a budget can be in, and keys
// and files whose names mean harm.

@testable import SLOKit

enum Sample {
  static let asOf = Timestamp(epochSecond: 1_790_000_000 - 1_790_000_000 % 60)
  static let resolution = TimeSpan.minutes(1)

  /// An instant before `asOf`.
  static func before(_ span: TimeSpan) -> Timestamp { asOf - span }

  static func target(_ billionths: Int64) -> Target {
    // swift-format-ignore: NeverForceUnwrap
    Target(billionths: billionths)!
  }

  // MARK: Figures

  static func figures(
    good: Int64, failed: SIMD4<Int64>, target: Int64 = 999_000_000, unjudged: Int64 = 0,
    low: Int64 = 100_000_000
  ) -> Figures {
    var counts = Counts.zero
    counts.good = good
    counts.failed = failed
    counts.unjudged = unjudged
    let bad = counts.bad(charging: .standard)
    let budget = ErrorBudget(valid: good + bad, bad: bad, target: self.target(target))
    let status: BudgetStatus =
      budget.valid == 0
      ? .noData : budget.isExhausted ? .exhausted : budget.remains(lessThan: low) ? .low : .ok
    return Figures(
      target: budget.target, counts: counts, matched: counts.matched, valid: budget.valid,
      good: good, bad: bad, excused: counts.failed(by: .customer), unjudged: unjudged,
      validSpecimens: budget.valid, badSpecimens: bad, events: nil,
      interval: .wilson(successes: good, trials: budget.valid), status: status)
  }

  static func objective(
    _ name: String, _ figures: Figures, window: Window = .rolling(.days(30)),
    covered: TimeSpan? = .days(30), gap: TimeSpan? = TimeSpan(nanoseconds: 0),
    forecast: Forecast = .notWithin
  ) -> ObjectiveAnswer {
    let objective = Objective(
      name: name, good: .constant(true), target: figures.target, window: window)
    return ObjectiveAnswer(
      objective: objective, charge: .standard, from: before(.days(30)), covered: covered,
      longestGap: gap, newestMatched: covered.map { _ in before(.seconds(12)) }, unmatched: 40_120,
      excluded: 0, outside: 1_002, figures: figures, forecast: forecast)
  }

  static func answer(_ objectives: [ObjectiveAnswer], input: Accounting = input) -> Answer {
    Answer(
      asOf: asOf, newestEvent: before(.seconds(12)), resolution: resolution, input: input,
      objectives: objectives)
  }

  static var input: Accounting {
    var input = Accounting()
    input.lines = 1_247_610
    input.blank = 3
    input.specimens = 1_247_607
    input.events = 1_247_607
    input.judged = 1_247_607
    return input
  }

  /// Everything that can be wrong with an input.
  static var damagedInput: Accounting {
    var input = input
    input.headers = 1
    input.malformed = 118
    input.lines += 119
    input.events += 20_000
    input.duplicates = 19_000
    input.future = 800
    input.late = 200
    input.duplicateKeys = 7
    input.unreadable = [
      UnreadableInput(path: "/var/log/app/2026-09-14.ndjson.gz", reason: "gzip: unexpected end")
    ]
    input.malformedReasons = [
      MalformedLines(
        reason: "the timestamp is not one", count: 98, file: "app.ndjson", line: 17, column: 8,
        text: Array(#"{"ts":"yesterday","status":200,"route":"/v1/items","tenant":"acme"}"#.utf8)),
      MalformedLines(
        reason: "not UTF-8", count: 20, file: "app.ndjson", line: 940, column: 31,
        text: Array(#"{"ts":"2026-09-20T00:00:00Z","t":""#.utf8) + [0xFF, 0x1B] + Array("[2J".utf8)),
    ]
    return input
  }

  // MARK: States

  static var ok: ObjectiveAnswer {
    var answer = objective(
      "api-availability", figures(good: 1_202_930, failed: [402, 311, 106, 3], unjudged: 14))
    answer.objective.description = "Requests answered without a failure of ours."
    answer.objective.labels = [
      Labelled(name: "team", value: "platform"), Labelled(name: "cost-centre", value: "a\"b\\c"),
    ]
    answer.excluded = 1_830
    return answer
  }

  static var low: ObjectiveAnswer {
    objective(
      "search-availability", figures(good: 998_070, failed: [901, 20, 29, 0]),
      gap: .hours(3), forecast: .within(at: asOf + .minutes(192)))
  }

  static var exhausted: ObjectiveAnswer {
    var answer = objective(
      "checkout-availability", figures(good: 1_201_847, failed: [1_402, 311, 190, 2]),
      covered: .hours(7 * 24 + 3), gap: .minutes(190), forecast: .exhausted(at: asOf))
    answer.longestGapFrom = before(.hours(40))
    answer.objective.staleAfter = .minutes(15)
    answer.newestMatched = before(.minutes(47))
    return answer
  }

  static var noData: ObjectiveAnswer {
    objective(
      "batch-freshness", figures(good: 0, failed: [0, 12, 0, 0], target: 990_000_000, unjudged: 3),
      covered: nil, gap: nil, forecast: .noData)
  }

  static var slices: ObjectiveAnswer {
    var figures = figures(good: 43_100, failed: [71, 0, 0, 0], target: 990_000_000)
    figures.counts.good = 5_120_400
    figures.counts.failed = [1_910, 44, 0, 2]
    figures.matched = figures.counts.matched
    figures.excused = 44
    figures.events = EventFigures(valid: 5_122_312, good: 5_120_400, bad: 1_912)
    var answer = objective(
      "api-latency", figures, window: .calendar(.month, .utc), covered: .days(20))
    answer.from = before(.days(20))
    answer.objective.method = .timeslices(
      slice: .minutes(1), target: target(950_000_000), emptyAreGood: false)
    return answer
  }

  static var perfect: ObjectiveAnswer {
    objective(
      "ledger-integrity", figures(good: 10_000, failed: [1, 0, 0, 0], target: 1_000_000_000),
      forecast: .exhausted(at: asOf))
  }

  static let everyState = [ok, low, exhausted, noData, slices, perfect]

  // MARK: Keys

  /// Names that mean harm to a terminal, a spreadsheet, a page, a log or a parser.
  static let hostileKeys: [[UInt8]] = [
    Array("\u{1B}[2J\u{1B}]0;owned\u{7}".utf8), Array("abc\u{202E}gpj.exe".utf8),
    Array("=cmd|' /C calc'!A0".utf8), Array("</script><script>alert(1)</script>".utf8),
    Array("two\nlines\r\n::error::pwned".utf8), [0x66, 0xFF, 0xFE, 0xC3, 0x28],
    Array("a,\"b\",c".utf8), Array("pi|pe \\| `tick` *bold* @team #1 [x](http://x)".utf8),
    Array("-1+1".utf8), Array("@SUM(1)".utf8), Array("\tTAB".utf8), Array("\u{9B}31mC1".utf8),
    Array("zero\u{200B}width\u{FEFF}\u{2028}".utf8), Array("]]>&amp;<!--".utf8), [0],
    Array("\u{E0041}tag\u{FFFF}".utf8), Array("%0A%25".utf8), [],
  ]

  static let hostileTexts = hostileKeys.map { String(decoding: $0, as: UTF8.self) }

  static func keys(_ names: [[UInt8]]) -> KeyAnswer {
    let burn = [
      Burn(lookback: .minutes(5), valid: 10, bad: 1, rate: 100),
      Burn(lookback: .hours(1), valid: 0, bad: 0, rate: nil),
    ]
    let entries = names.enumerated().map { index, name in
      (
        key: name,
        figures: figures(
          good: Int64(index * index * 37), failed: [Int64(index % 3), 1, 0, 0],
          target: index == 2 ? 999_500_000 : 999_000_000),
        burn: burn
      )
    }
    return KeyAnswer(
      field: .role(.customer), keys: entries, unkeyed: 17, otherKeys: 90_210, otherKeyCount: 412,
      inBudget: 420, withValid: 429,
      breadth: Breadth(
        customers: 11, half: 2, topCustomers: names.prefix(3).map { (key: $0, bad: 2) }),
      uptime: uptime)
  }

  /// Four days of customers' time, a tenth of an hour of it down, and a customer read out of order.
  static var uptime: UserUptime {
    let hour = Int128(TimeSpan.hours(1).nanoseconds)
    let all = UserUptime.Sum(up: 96 * hour, down: hour / 10)
    let worst = UptimeMeter.lengths.map { length in
      let isShort = length < .days(7)
      let sum = UserUptime.Sum(up: Int128(length.nanoseconds), down: hour / 10)
      return UserUptime.Worst(
        length: length, sum: isShort ? sum : nil, at: isShort ? before(.hours(40)) : nil)
    }
    return UserUptime(sum: all, worst: worst, tooLate: 31)
  }

  static var customers: Answer {
    var answer = exhausted
    answer.keys = keys(
      ["acme", "globex", "initech", "umbrella-europe", "x"].map { Array($0.utf8) } + [[]])
    return self.answer([answer])
  }

  /// Hostile texts wherever a text of others can come from.
  static var hostile: Answer {
    var answer = exhausted
    answer.objective.name = hostileTexts.joined(separator: " ")
    answer.objective.description = hostileTexts.joined(separator: " ")
    answer.objective.labels = hostileTexts.map { Labelled(name: $0, value: $0) }
    answer.keys = keys(hostileKeys)
    answer.burn = burning.burn
    answer.rules = burning.rules
    answer.rules[1].heldBack = hostileTexts.joined(separator: " ")
    var input = damagedInput
    input.unreadable = hostileTexts.map { UnreadableInput(path: $0, reason: $0) }
    input.malformedReasons = hostileKeys.map {
      MalformedLines(
        reason: "not UTF-8", count: 1, file: String(decoding: $0, as: UTF8.self), line: 1,
        column: 1, text: $0)
    }
    return self.answer([answer], input: input)
  }

  // MARK: Burn rates

  static var burning: ObjectiveAnswer {
    var answer = ok
    let spans: [(TimeSpan, Int64, Int64)] = [
      (.minutes(5), 410, 7), (.minutes(30), 2_390, 15), (.hours(1), 5_000, 72),
      (.hours(2), 9_800, 74), (.hours(6), 24_950, 190), (.days(1), 80_100, 207),
      (.days(3), 240_900, 245),
    ]
    answer.burn = spans.map { span, valid, bad in
      let budget = ErrorBudget(valid: valid, bad: bad, target: answer.figures.target)
      return Burn(lookback: span, valid: valid, bad: bad, rate: budget.burnRate)
    }
    let rules: [(Severity, BurnFactor, TimeSpan, TimeSpan)] = [
      (.page, BurnFactor(72, 5), .hours(1), .minutes(5)),
      (.page, BurnFactor(6), .hours(6), .minutes(30)),
      (.ticket, BurnFactor(3), .days(1), .hours(2)),
      (.ticket, BurnFactor(1), .days(3), .hours(6)),
    ]
    answer.rules = rules.enumerated().map { index, rule in
      let (long, short) = (
        answer.burn.first { $0.lookback == rule.2 }, answer.burn.first { $0.lookback == rule.3 }
      )
      return RuleState(
        rule: BurnRule(severity: rule.0, factor: rule.1, long: rule.2, short: rule.3),
        longRate: long?.rate, shortRate: short?.rate, holds: index == 1,
        heldBack: index == 3
          ? "245 bad of 240,900 in 3d happen by chance in 38.1% of such spans at 1×" : nil)
    }
    return answer
  }

  // MARK: Gates

  static var refused: GateDecision {
    GateDecision(
      verdict: .refused,
      reasons: [
        GateReason(
          objective: "checkout-availability", code: .exhausted,
          text: "1,594 bad of 1,203,441 valid at 99.9%: 132.5% of the budget spent"),
        GateReason(
          objective: "batch-freshness", code: .noData, text: "no valid event in the window"),
        GateReason(
          objective: nil, code: .unreadable,
          text: "/var/log/app/2026-09-14.ndjson.gz could not be read to its end"),
      ],
      workings: [
        GateWorking(
          objective: "api-availability", verdict: .go,
          steps: ["511 bad of 1,203,441 valid at 99.9%: 42.5% of the budget spent, 692 bad left"]),
        GateWorking(
          objective: "checkout-availability", verdict: .refused,
          steps: [
            "1,594 bad of 1,203,441 valid at 99.9%: 132.5% of the budget spent, 391 too many",
            "newest event 47m before, within --max-age 1h",
          ]),
        GateWorking(
          objective: "batch-freshness", verdict: .noVerdict, steps: ["0 valid, 12 excused"]),
      ])
  }

  static var go: GateDecision {
    GateDecision(verdict: .go, reasons: [], workings: Array(refused.workings.prefix(1)))
  }

  static var overridden: GateDecision {
    var decision = refused
    decision.verdict = .go
    decision.reasons.append(
      GateReason(objective: nil, code: .override, text: "this deploy is the fix"))
    return decision
  }

  static var hostileGate: GateDecision {
    GateDecision(
      verdict: .refused,
      reasons: hostileTexts.map { GateReason(objective: $0, code: .exhausted, text: $0) },
      workings: hostileTexts.map {
        GateWorking(objective: $0, verdict: .refused, steps: [$0, $0])
      })
  }

  static let gated = answer([ok, exhausted, noData], input: damagedInput)

  /// Every report that has a snapshot, by the name of its file.
  static let reports: [(name: String, report: Report)] = [
    ("budget", .budget(answer(everyState, input: damagedInput))),
    ("budget-one", .budget(answer([ok]))),
    ("budget-hostile", .budget(hostile)),
    ("burn", .burn(answer([burning]))),
    ("burn-hostile", .burn(hostile)),
    ("customers", .customers(customers)),
    ("customers-hostile", .customers(hostile)),
    ("gate-go", .gate(go, answer([ok]))),
    ("gate-refused", .gate(refused, gated)),
    ("gate-overridden", .gate(overridden, gated)),
    ("gate-hostile", .gate(hostileGate, hostile)),
  ]
}
