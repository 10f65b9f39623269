// How a daemon is, for people and for programs. What is wrong comes first.

/// A daemon's status as text.
package enum StatusReport {
  /// How many files the table shows, those with most to read first.
  private static let mostSources = 20

  /// The status in `format`, a table or JSON.
  package static func rendered(
    _ status: DaemonStatus, as format: OutputFormat, options: ReportOptions = ReportOptions()
  ) -> String {
    format == .json ? StatusJSON.text(of: status) : table(status, options)
  }

  private static func table(_ status: DaemonStatus, _ options: ReportOptions) -> String {
    var page = TextPage(options)
    let state = headline(status)
    page.line(
      StyledText("sloctl \(status.version)", .heading), right: StyledText(state.text, state.style))
    page.prose(
      "since \(status.startedAt), for \((status.now - status.startedAt).brief)", label: "running")
    page.prose(TextEscaping.terminal(status.configPath), label: "config")
    if let newest = status.newestEvent {
      page.prose("\(newest), \((status.now - newest).briefAge)", label: "newest")
    }
    if let decided = status.decidedTo { page.prose("up to \(decided)", label: "decided") }
    page.prose(
      "\(NumberText.grouped(status.firing)) firing, \(NumberText.grouped(status.pending)) pending",
      status.firing > 0 ? .warn : .plain, label: "alerts")
    page.prose(checkpoint(status), label: "checkpoint")
    page.prose(
      "\(NumberText.grouped(status.keys)) of at most \(NumberText.grouped(status.maxKeys))",
      label: "keys")
    if let bytes = status.memoryBytes { page.prose(NumberText.bytes(bytes), label: "memory") }
    page.line()
    for warning in status.warnings {
      page.prose("\(warning.name.rawValue): \(warning.text)", .warn, hanging: 2)
    }
    if !status.warnings.isEmpty { page.line() }
    write(status.receivers, asOf: status.now, to: &page)
    write(status, to: &page)
    page.line()
    InputNotes(status.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private static func headline(_ status: DaemonStatus) -> (text: String, style: TextStyle) {
    if case .notReady = status.readiness {
      return (status.isCatchingUp ? "CATCHING UP" : "NOT READY", .bad)
    }
    return status.warnings.isEmpty ? ("READY", .good) : ("READY, with warnings", .warn)
  }

  private static func checkpoint(_ status: DaemonStatus) -> String {
    guard let savedAt = status.checkpoint.savedAt else { return "none yet" }
    return "\((status.now - savedAt).briefAge), \(NumberText.bytes(status.checkpoint.sizeBytes))"
  }

  private static func write(
    _ receivers: [DaemonStatus.Receiver], asOf now: Timestamp, to page: inout TextPage
  ) {
    if receivers.isEmpty { return }
    var table = TextTable([
      TextTable.Column("TELLS", minimum: 12), TextTable.Column("WAITING", .right),
      TextTable.Column("STANDING", .right), TextTable.Column("TOLD", .right),
      TextTable.Column("LAST REACHED"),
    ])
    for receiver in receivers {
      let isFailing = receiver.failures > 0
      let reached = receiver.reachedAt.map { (now - $0).briefAge } ?? "never"
      table.row([
        StyledText("\(receiver.kind) \(TextEscaping.terminal(receiver.place))"),
        StyledText(NumberText.grouped(receiver.waiting)),
        StyledText(NumberText.grouped(receiver.standing)),
        StyledText(NumberText.grouped(receiver.told)),
        StyledText(isFailing ? "\(reached), fails" : reached, isFailing ? .bad : .plain),
      ])
    }
    page.table(table)
    page.line()
  }

  private static func write(_ status: DaemonStatus, to page: inout TextPage) {
    var table = TextTable([
      TextTable.Column("SOURCE", minimum: 12), TextTable.Column("SIZE", .right),
      TextTable.Column("TO READ", .right), TextTable.Column("PROBLEM"),
    ])
    let sources = status.sources.sorted {
      ($0.problem == nil ? 1 : 0, -$0.lagBytes, $0.path)
        < ($1.problem == nil ? 1 : 0, -$1.lagBytes, $1.path)
    }
    for source in sources.prefix(mostSources) {
      table.row([
        StyledText(TextEscaping.terminal(source.path)),
        StyledText(NumberText.bytes(source.sizeBytes)),
        StyledText(NumberText.bytes(source.lagBytes)),
        StyledText(TextEscaping.terminal(source.problem ?? ""), .bad),
      ])
    }
    if sources.count > mostSources {
      table.line(StyledText("and \(NumberText.grouped(sources.count - mostSources)) more", .dim))
    }
    if sources.isEmpty {
      page.line(StyledText("no file is there to be read", .warn))
    } else {
      page.table(table)
    }
  }
}

extension TimeSpan {
  /// How long ago: `2m ago`, `just now`.
  fileprivate var briefAge: String {
    nanoseconds < 1_000_000_000 ? "just now" : "\(brief) ago"
  }
}
