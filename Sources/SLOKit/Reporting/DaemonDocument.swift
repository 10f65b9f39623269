// What a daemon shows a browser: each objective's budget, what fires and what did lately, what is wrong
// with the daemon itself, and the story of each objective's window as `report` tells it. One page
// without a script, or anything from elsewhere.

/// Composes a daemon's page.
package struct DaemonDocument {
  private let answer: Answer
  /// How many lines of the alert log are shown.
  private static let listedEntries = 20

  private let alerts: [AlertRecord]
  private let log: [AlertLogEntry]
  private let status: DaemonStatus
  private let report: PeriodReport

  /// The page of `answer`, of the alerts that are firing or pending, of the alert log, the oldest line
  /// first, of the daemon itself, and of the windows that `report` is about.
  package init(
    _ answer: Answer, alerts: [AlertRecord], log: [AlertLogEntry], status: DaemonStatus,
    report: PeriodReport
  ) {
    self.answer = answer
    self.report = report
    self.alerts = alerts
    self.log = log
    self.status = status
  }

  /// The page in HTML.
  package var html: String {
    var page = Document(title: ["Error budgets"])
    page.paragraph(headline)
    // The headings before those of the objectives: what fires, and what is wrong.
    page.blocks.append(.table(budgets(firstPart: status.warnings.isEmpty ? 1 : 2)))
    page.heading(2, "What fires")
    if alerts.isEmpty {
      page.paragraph(Document.Run("Nothing.", .good))
    } else {
      page.blocks.append(.table(firing))
    }
    if !log.isEmpty { page.blocks.append(.table(lately)) }
    let warnings = status.warnings
    if !warnings.isEmpty {
      page.heading(2, "What is wrong with the daemon")
      page.blocks.append(
        .facts(warnings.map { ($0.name.rawValue, [Document.Run($0.text, .warn)]) }))
      page.paragraph("What each means and what to do is in sloctl-daemon(8).")
    }
    let stories = PeriodDocument(report)
    for objective in report.objectives { stories.write(objective, to: &page) }
    page.heading(2, "What this stands on")
    page.blocks.append(.facts(foundation))
    page.paragraph(
      Document.Run(
        "The daemon keeps counts, not events: how long requests took, what failures share and the "
          + "period before are told by sloctl report --format html, which reads the files."))
    page.paragraph("Made by sloctl. All times are UTC.")
    return page.rendered(as: .html, options: ReportOptions())
  }

  private var headline: Document.Run {
    if case .notReady(let reason) = status.readiness {
      return Document.Run("These figures are not to be relied on: \(reason).", .bad)
    }
    let spent = answer.objectives.filter { $0.figures.status == .exhausted }.count
    if spent == 0 { return Document.Run("No budget is exhausted.", .strong) }
    let all = NumberText.count(Int64(answer.objectives.count), "budget")
    return Document.Run("\(spent) of \(all) exhausted.", .strong)
  }

  private func budgets(firstPart: Int) -> Document.Table {
    var table = Document.Table(
      caption: "All objectives",
      columns: [
        Document.Column("Objective", minimum: 16), Document.Column("Promise", right: true),
        Document.Column("Window", whole: true), Document.Column("Kept", right: true),
        Document.Column("Bad", right: true), Document.Column("Bad left", right: true),
        Document.Column("Budget left", right: true), Document.Column("Burn in 1h", right: true),
      ])
    for (index, objective) in answer.objectives.enumerated() {
      let text = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
      let burn = objective.burn.first { $0.lookback == .hours(1) }
      table.rows.append(
        (
          [
            [.name(objective.objective.name).with(.part(firstPart + index))],
            [Document.Run(text.target)],
            [Document.Run(objective.objective.window.words)], [Document.Run(text.ratio)],
            [Document.Run(text.bad)], [Document.Run(text.badLeft)],
            [
              Document.Run(text.remaining, FigureText.style(objective.figures.status))
                .with(objective.figures.budget.remaining.map { .gauge($0) })
            ],
            [Document.Run(burn.map { rate($0, of: objective) } ?? FigureText.absent)],
          ], []
        ))
    }
    return table
  }

  private func rate(_ burn: Burn, of objective: ObjectiveAnswer) -> String {
    FigureText.rate(burn, target: objective.figures.target, rules: objective.rules)
  }

  private var firing: Document.Table {
    table(of: alerts.map { ($0.startsAt, AlertLogEntry($0)) }, "Alerts", time: "Since")
  }

  private var lately: Document.Table {
    table(
      of: log.suffix(Self.listedEntries).reversed().map { ($0.at, $0) },
      "The last lines of the alert log, newest first", time: "At")
  }

  /// Alerts, whether they stand now or in the log: what a log says may be anything.
  private func table(
    of entries: [(time: Timestamp, alert: AlertLogEntry)], _ caption: String, time: String
  ) -> Document.Table {
    var table = Document.Table(
      caption: caption,
      columns: [
        Document.Column(time, whole: true), Document.Column("State", whole: true),
        Document.Column("Severity", whole: true), Document.Column("Objective", minimum: 16),
        Document.Column("Why", minimum: 16),
      ])
    for (time, alert) in entries {
      var subject: [Document.Run] = [.name(alert.objective)]
      if let key = alert.key { subject += [" ", .name(key)] }
      table.rows.append(
        (
          [
            [Document.Run(time.toTheMinute())], [.name(alert.state)], [.name(alert.severity)],
            subject, [.name(alert.reason)],
          ], []
        ))
    }
    return table
  }

  private var foundation: [(String, [Document.Run])] {
    let newest = answer.newestEvent.map(\.description) ?? "none"
    return [
      ("As of", [Document.Run(answer.asOf.description)]), ("Newest event", [Document.Run(newest)]),
      ("Events", [Document.Run(NumberText.grouped(answer.input.judged))]),
      ("Malformed lines", [Document.Run(NumberText.grouped(answer.input.malformed))]),
      ("Daemon", [Document.Run("\(status.version), since \(status.startedAt)")]),
    ]
  }
}
