// What a report may be turned into, and what the reader's end of it is like.

/// What a report may be turned into.
package enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned text for people, on terminals and in mails.
  case table
  /// One JSON object, for programs.
  case json
  /// Records with a header, for spreadsheets.
  case csv
  /// For wikis, pull requests and job summaries.
  case markdown
  /// Prose and tables of 80 columns, for mails; of reports only.
  case text
  /// One page for a browser, with all that it needs in it; of reports only.
  case html
  /// GitHub workflow commands, which annotate the run; a gate's only.
  case github
  /// JUnit XML, which every CI system shows; a gate's only.
  case junit

  /// The formats of `budget`, `burn` and `customers`.
  package static let ofAnswers: [OutputFormat] = [.table, .json, .csv, .markdown]
  /// The formats of `gate`.
  package static let ofGates: [OutputFormat] = ofAnswers + [.github, .junit]
  /// The formats of `report`.
  package static let ofReports: [OutputFormat] = [.text, .markdown, .html, .json]
}

/// How a report is laid out for its reader; only tables ask.
package struct ReportOptions: Sendable {
  /// Whether escape sequences for colour may be used.
  package var colour: Bool
  /// The columns of the terminal; nil for a pipe, where prose is set for 80 and no name is cut.
  package var width: Int?
  /// Also what only few readers want: descriptions, and where every event went.
  package var verbose: Bool
  /// How to list the events behind the counts; nil does not say.
  package var events: EventsCommandLine?

  package init(
    colour: Bool = false, width: Int? = nil, verbose: Bool = false, events: EventsCommandLine? = nil
  ) {
    self.colour = colour
    self.width = width
    self.verbose = verbose
    self.events = events
  }
}
