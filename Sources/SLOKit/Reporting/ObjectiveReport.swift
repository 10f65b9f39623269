// What was found out about one objective, in every format. What stands in an answer is its own; the
// title above it, the accounting below it and the envelope that programs read are here, so that all
// answers have the same.

/// An answer about one objective.
package protocol ObjectiveReport: Sendable {
  /// What its JSON says that it is.
  static var schema: String { get }
  /// The objective's name.
  var objective: String { get }
  /// The instant that is answered for.
  var asOf: Timestamp { get }
  /// Where the lines went that were read for it.
  var input: Accounting { get }

  /// What stands at the right of the title of a page: a verdict, or a span.
  var aside: StyledText { get }
  /// Writes what stands between title and accounting.
  func write(to page: inout TextPage)

  /// What follows the objective's name in the title of its Markdown.
  var markdownTitle: String { get }
  /// Paragraphs, lists and tables, each without an empty line around it.
  var markdownBlocks: [String] { get }

  /// A header and records of as many cells, encoded for CSV.
  var records: [[String]] { get }
  /// Writes the members that follow `schema`, `asOf` and `objective`.
  func write(to json: inout JSONWriter)
}

extension ObjectiveReport {
  /// The report in `format`, ending with a newline. It knows the formats of answers; in any other it
  /// is a page for a terminal.
  package func rendered(
    as format: OutputFormat, options: ReportOptions = ReportOptions()
  ) -> String {
    switch format {
    case .json: json
    case .csv: CSVRecords.text(of: records)
    case .markdown: markdown
    case .table, .text, .html, .github, .junit: page(options)
    }
  }

  private func page(_ options: ReportOptions) -> String {
    var page = TextPage(options)
    page.line(StyledText(TextEscaping.terminal(objective), .heading), right: aside)
    write(to: &page)
    page.line()
    InputNotes(input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private var markdown: String {
    let title = "## \(TextEscaping.markdownCode(objective)): \(markdownTitle)"
    let blocks = [title] + markdownBlocks + [input.markdownLines.joined(separator: "\n")]
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", Self.schema)
      json.member("asOf", asOf.description)
      json.member("objective", objective)
      write(to: &json)
      input.writeLookBack(to: &json)
    }
    return json.text
  }
}
