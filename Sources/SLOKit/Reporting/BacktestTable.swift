// A replay for people: how the policies compare, what each incident would have cost, and a timeline
// of the alerts, a line each, that reads at 80 columns.

/// The text of `backtest`.
struct BacktestTable {
  let answer: BacktestAnswer
  let options: ReportOptions

  init(_ answer: BacktestAnswer, _ options: ReportOptions) {
    self.answer = answer
    self.options = options
  }

  var text: String {
    var page = TextPage(options)
    if let backtest = answer.backtest {
      page.line(StyledText("replayed \(backtest.from) to \(backtest.to)"))
      if backtest.leftAside > 0 {
        page.prose(
          "\(NumberText.count(backtest.leftAside, "event")) older than that left aside", .warn)
      }
      page.line()
      writePolicies(backtest, to: &page)
      for run in backtest.runs {
        if let score = run.score { writeIncidents(score, run, to: &page) }
      }
      for run in backtest.runs {
        page.line()
        AlertTimeline(run, until: backtest.to, isAlone: backtest.runs.count == 1).write(to: &page)
      }
      if backtest.runs.contains(where: { !$0.fired.isEmpty }) {
        page.line()
        page.prose(
          "FOR: how long it fired. SPENT: the share of the budget that was gone when it began to.",
          .dim, indent: 0)
      }
    } else {
      page.line(StyledText("no event to replay", .bad))
    }
    page.line()
    InputNotes(answer.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private func writePolicies(_ backtest: Backtest, to page: inout TextPage) {
    let scored = backtest.runs.contains { $0.score != nil }
    var columns = [TextTable.Column("POLICY")]
    columns += ["PAGES", "TIME", "TICKETS", "TIME"].map { TextTable.Column($0, .right) }
    if scored {
      columns += ["PRECISION", "RECALL", "DETECT", "RESET", "SPENT"].map {
        TextTable.Column($0, .right)
      }
    }
    var table = TextTable(columns)
    if scored { table.gap = 1 }
    for run in backtest.runs {
      let summary = PolicySummary(run, until: backtest.to)
      var cells = [
        StyledText(run.policy, .strong),
        StyledText(NumberText.grouped(summary.pages), summary.pages > 0 ? .bad : .plain),
        StyledText(summary.pageTime.briefOrNone),
        StyledText(NumberText.grouped(summary.tickets), summary.tickets > 0 ? .warn : .plain),
        StyledText(summary.ticketTime.briefOrNone),
      ]
      if let score = run.score {
        cells += [
          StyledText(FigureText.share(score.trueAlerts, of: score.alerts)),
          StyledText("\(score.detected)/\(score.findings.count)"),
          StyledText(score.detection?.brief ?? FigureText.absent),
          StyledText(score.reset?.brief ?? FigureText.absent),
          StyledText(BacktestTable.percent(score.spentAtDetection)),
        ]
      }
      table.row(cells)
    }
    page.table(table)
    if scored {
      page.prose(
        "PRECISION: alerts that told of an incident. RECALL: incidents that were told of. DETECT, "
          + "RESET, SPENT: the middle one's time to the first alert, time from its end to the last "
          + "alert's, and share of the budget gone before anybody knew.", .dim, indent: 0)
    }
  }

  private func writeIncidents(_ score: IncidentScore, _ run: PolicyRun, to page: inout TextPage) {
    page.line()
    page.line(StyledText("incidents by \(run.policy)", .heading))
    var table = TextTable(
      [
        TextTable.Column("INCIDENT", minimum: 12), TextTable.Column("FROM"),
        TextTable.Column("TOLD BY", minimum: 10), TextTable.Column("DETECT", .right),
        TextTable.Column("RESET", .right), TextTable.Column("SPENT", .right),
      ], indent: 2)
    table.gap = 1
    for finding in score.findings {
      let teller = finding.alert.map {
        "\($0.subject.severity.rawValue) \(TextEscaping.terminal($0.subject.objective))"
      }
      table.row([
        StyledText(TextEscaping.terminal(finding.incident.name)),
        StyledText(finding.incident.from.toTheMinute(), .dim),
        teller.map { StyledText($0) } ?? StyledText("nobody", .bad),
        StyledText(finding.detection?.briefOrNone ?? FigureText.absent),
        StyledText(finding.reset?.briefOrNone ?? FigureText.absent),
        StyledText(BacktestTable.percent(finding.spentAtDetection)),
      ])
    }
    page.table(table)
  }

  /// `2.1%`; `–` where there is none.
  static func percent(_ share: Double?) -> String {
    guard let share else { return FigureText.absent }
    guard share.isFinite, share < 1e6 else { return FigureText.infinite }
    return RoundedDecimal(
      Int128((share * 1e9).rounded()), over: 1_000_000_000, places: 3, keepingSideOf: [0]
    ).percent
  }
}

/// A line an alert, in order of time.
struct AlertTimeline {
  private let run: PolicyRun
  private let end: Timestamp
  private let isAlone: Bool

  init(_ run: PolicyRun, until end: Timestamp, isAlone: Bool) {
    self.run = run
    self.end = end
    self.isAlone = isAlone
  }

  func write(to page: inout TextPage) {
    let fired = run.fired
    let title = isAlone ? "alerts" : "alerts by \(run.policy)"
    guard !fired.isEmpty else {
      return page.line(StyledText(title, .heading) + StyledText(": none", .good))
    }
    page.line(StyledText(title, .heading))
    var table = TextTable(
      [
        TextTable.Column("FIRED"), TextTable.Column("FOR", .right), TextTable.Column("SEVERITY"),
        TextTable.Column("OBJECTIVE", minimum: 12), TextTable.Column("WHY", minimum: 14),
        TextTable.Column("SPENT", .right),
      ], indent: 2)
    table.gap = 1
    let years = Set(
      (fired.map(\.startsAt) + [end]).map { $0.description.utf8.prefix(4).map { $0 } })
    for record in fired {
      table.row(AlertTimeline.cells(record, until: end, withYear: years.count > 1))
    }
    page.table(table)
  }

  static func cells(
    _ record: AlertRecord, until end: Timestamp, withYear: Bool = true
  ) -> [StyledText] {
    let from = record.firingAt ?? record.startsAt
    let length = (record.endsAt ?? end) - from
    let isPage = record.subject.severity == .page
    return [
      StyledText(from.toTheMinute(withYear: withYear)),
      StyledText(length.briefOrNone + (record.endsAt == nil ? "+" : "")),
      StyledText(record.subject.severity.rawValue, isPage ? .bad : .warn),
      StyledText(record.name), StyledText(record.reason),
      StyledText(BacktestTable.percent(record.spentAtFiring)),
    ]
  }
}

extension AlertRecord {
  /// The objective, and the key where it is a key's.
  var name: String {
    let objective = TextEscaping.terminal(subject.objective)
    guard let key = subject.key else { return objective }
    return "\(objective) \(key.isEmpty ? "(empty)" : TextEscaping.terminal(key))"
  }

  /// Why, in few words: `14.4× in 1h/5m: 208.33`.
  var reason: String {
    switch subject.kind {
    case .burnRate:
      guard let rule else { return "burn" }
      let rate = long?.budget(at: budget.target).rateText(beside: rule.factor) ?? FigureText.absent
      return "burn \(rate) > \(rule.factor.text) in \(rule.long)"
    case .budgetExhausted: return "budget exhausted"
    case .budgetLow: return "budget low, \(budget.remainingText()) left"
    case .exhaustionForecast: return "budget forecast to end"
    case .staleData: return "no events"
    case .misattribution:
      return "\(evidence.breadth?.customers ?? 0) customers blamed at once"
    }
  }
}

extension TimeSpan {
  /// `brief`, and `0` for none.
  var briefOrNone: String { nanoseconds == 0 ? "0" : brief }
}

extension Timestamp {
  /// `2026-10-03 14:20`, in UTC; without its year `10-03 14:20`.
  func toTheMinute(withYear: Bool = true) -> String {
    let bytes = Array(description.utf8)
    guard bytes.count >= 16 else { return description }
    return String(decoding: bytes[(withYear ? 0 : 5)..<10], as: UTF8.self) + " "
      + String(decoding: bytes[11..<16], as: UTF8.self)
  }
}
