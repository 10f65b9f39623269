// What is firing and what the log tells, for people and for programs.

/// Alerts as text.
package enum AlertsReport {
  /// The formats of `alerts`.
  package static let formats: [OutputFormat] = [.table, .json]

  /// The alerts that fire or are pending as of `asOf`, and lines of the alert log, the oldest first.
  package static func rendered(
    now: [AlertRecord], log: [AlertLogEntry], asOf: Timestamp, as format: OutputFormat,
    options: ReportOptions = ReportOptions()
  ) -> String {
    if format == .json { return (now.map { AlertJSON.line($0) } + log.map(\.json)).joined() }
    var page = TextPage(options)
    page.line(StyledText("as of \(asOf)"))
    page.line()
    if now.isEmpty {
      page.line(StyledText("nothing is firing", .good))
    } else {
      for record in now { write(record, asOf: asOf, to: &page) }
    }
    guard !log.isEmpty else { return page.text }
    page.line()
    page.line(StyledText("log", .heading))
    var table = TextTable(
      [
        TextTable.Column("AT"), TextTable.Column("STATE"), TextTable.Column("SEVERITY"),
        TextTable.Column("OBJECTIVE", minimum: 12), TextTable.Column("WHY", minimum: 14),
      ], indent: 2)
    for record in log {
      table.row([
        StyledText(record.at.toTheMinute()),
        StyledText(TextEscaping.terminal(record.state), record.state == "firing" ? .warn : .good),
        StyledText(TextEscaping.terminal(record.severity)),
        StyledText(
          TextEscaping.terminal(record.objective)
            + (record.key.map { " " + TextEscaping.terminal($0) } ?? "")),
        StyledText(TextEscaping.terminal(record.reason)),
      ])
    }
    page.table(table)
    return page.text
  }

  private static func style(_ record: AlertRecord) -> TextStyle {
    record.subject.severity == .page ? .bad : .warn
  }

  /// What somebody who was woken wants to know.
  private static func write(_ record: AlertRecord, asOf: Timestamp, to page: inout TextPage) {
    let state = record.phase.rawValue.uppercased() + (record.isNoData ? ", no data" : "")
    page.line(
      TextPage.label(record.subject.severity.rawValue.uppercased(), style(record))
        + StyledText(record.name, .heading), right: StyledText(state, style(record)))
    let since = record.firingAt ?? record.startsAt
    page.prose("\(since), for \((asOf - since).briefOrNone)", label: "since")
    page.prose(record.reason, label: "why")
    if let rule = record.rule, let short = record.short {
      page.prose(
        "\(rule.factor.text)× over \(rule.long) and \(rule.short); the short burn is "
          + short.budget(at: record.budget.target).rateText(beside: rule.factor), label: "rule")
    }
    if record.budget.valid > 0 {
      page.prose("\(record.budget.remainingText()) of the budget left", label: "budget")
    }
    if let breadth = record.evidence.breadth { page.prose(breadth.words, label: "breadth") }
    for cause in record.evidence.causes {
      page.prose(
        "\(TextEscaping.terminal(cause.value)): \(NumberText.grouped(cause.failed)) of "
          + NumberText.grouped(cause.of), label: cause.field)
    }
    for exemplar in record.evidence.exemplars {
      page.prose(
        "\(TextEscaping.terminal(exemplar.file)):\(exemplar.line)"
          + (exemplar.trace.map { " trace \(TextEscaping.terminal($0))" } ?? ""), label: "see")
    }
    page.prose(record.id, .dim, label: "id")
    page.line()
  }
}
