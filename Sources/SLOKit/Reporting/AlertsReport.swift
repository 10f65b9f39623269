// What is firing and what the log tells, for people and for programs.

/// Alerts as text.
package enum AlertsReport {
  /// The formats of `alerts`.
  package static let formats: [OutputFormat] = [.table, .json]

  /// The alerts that fire or are pending as of `asOf`, and lines of the alert log, the oldest first.
  ///
  /// - Parameter objectives: Those that alerts may be of, for what they say of themselves.
  package static func rendered(
    now: [AlertRecord], log: [AlertLogEntry], of objectives: [Objective] = [], asOf: Timestamp,
    as format: OutputFormat, options: ReportOptions = ReportOptions()
  ) -> String {
    if format == .json { return (now.map { AlertJSON.line($0) } + log.map(\.json)).joined() }
    var page = TextPage(options)
    page.line(StyledText("as of \(asOf)"))
    page.line()
    if now.isEmpty {
      page.line(StyledText("nothing is firing", .good))
    } else {
      for (index, record) in now.enumerated() {
        if index > 0 { page.line() }
        let objective = objectives.first { $0.name == record.subject.objective }
        AlertPage(record, of: objective, asOf: asOf).write(to: &page)
      }
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
}
