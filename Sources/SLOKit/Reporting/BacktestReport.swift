// One way from a replay, or from alerts, to any output. Pure: the same values give the same bytes.

/// Replays as text.
package enum BacktestReport {
  /// The formats of `backtest`.
  package static let formats: [OutputFormat] = [.table, .json, .csv, .markdown]

  /// `answer` in `format`, ending with a newline.
  package static func rendered(
    _ answer: BacktestAnswer, as format: OutputFormat, options: ReportOptions = ReportOptions()
  ) -> String {
    switch format {
    case .json: BacktestJSON.text(of: answer)
    case .csv: csv(answer)
    case .markdown: markdown(answer)
    case .table, .text, .html, .github, .junit: BacktestTable(answer, options).text
    }
  }

  // MARK: CSV

  /// A record an alert that fired.
  private static func csv(_ answer: BacktestAnswer) -> String {
    var records = [
      [
        "policy", "id", "kind", "severity", "objective", "key", "startsAt", "firingAt", "endsAt",
        "rule.factor", "rule.long", "rule.short", "burn.long", "burn.short", "budgetSpentAtFiring",
      ]
    ]
    for run in answer.backtest?.runs ?? [] {
      for record in run.fired {
        records.append(
          [
            run.policy, record.id, record.subject.kind.rawValue, record.subject.severity.rawValue,
            TextEscaping.csvCell(record.subject.objective),
            TextEscaping.csvCell(record.subject.key ?? []), record.startsAt.description,
            record.firingAt?.description ?? "", record.endsAt?.description ?? "",
            record.rule?.factor.text ?? "", record.rule?.long.description ?? "",
            record.rule?.short.description ?? "", number(record.long?.rate),
            number(record.short?.rate), number(record.spentAtFiring),
          ])
      }
    }
    return CSVRecords.text(of: records)
  }

  private static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.isFinite ? NumberText.shortest(value) : value < 0 ? "-inf" : "inf"
  }

  // MARK: Markdown

  private static func markdown(_ answer: BacktestAnswer) -> String {
    guard let backtest = answer.backtest else { return "## Backtest\n\nNo event to replay.\n" }
    var lines = ["## Backtest", "", "Replayed \(backtest.from) to \(backtest.to).", ""]
    var policies = MarkdownTable([
      "Policy", ">Pages", ">Time", ">Tickets", ">Time", ">Precision", ">Recall", ">Detect",
      ">Reset", ">Spent",
    ])
    for run in backtest.runs {
      let summary = PolicySummary(run, until: backtest.to)
      var cells = [
        run.policy, "\(summary.pages)", summary.pageTime.briefOrNone, "\(summary.tickets)",
        summary.ticketTime.briefOrNone,
      ]
      if let score = run.score {
        cells += [
          FigureText.share(score.trueAlerts, of: score.alerts),
          "\(score.detected)/\(score.findings.count)", score.detection?.brief ?? FigureText.absent,
          score.reset?.brief ?? FigureText.absent, BacktestTable.percent(score.spentAtDetection),
        ]
      } else {
        cells += Array(repeating: FigureText.absent, count: 5)
      }
      policies.row(cells)
    }
    lines += policies.lines
    for run in backtest.runs where !run.fired.isEmpty {
      let rows = run.fired.map { record in
        AlertTimeline.cells(record, until: backtest.to).map { TextEscaping.markdown($0.text) }
      }
      lines += ["", "### Alerts by \(run.policy)", ""]
      lines +=
        MarkdownTable(["Fired", ">For", "Severity", "Objective", "Why", ">Spent"], rows).lines
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
