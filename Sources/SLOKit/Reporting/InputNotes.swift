// What the figures of a report stand on: where every line that was read went, and everything that was
// left out, by reason, with the place of the first of each. A reader who sees only the line of
// sums knows that nothing was lost.

/// The lines that close every report.
struct InputNotes {
  let input: Accounting
  let verbose: Bool

  init(_ input: Accounting, verbose: Bool) {
    self.input = input
    self.verbose = verbose
  }

  func write(to page: inout TextPage) {
    page.items([StyledText("input", .heading)] + sums, indent: 0, hanging: 6)
    for input in input.unreadable {
      page.prose(
        "UNREADABLE \(TextEscaping.terminal(input.path)): \(TextEscaping.terminal(input.reason))",
        .bad, hanging: 2)
    }
    for note in input.lookBackNotes(all: verbose) {
      page.prose(note.text, note.isWarning ? .warn : .dim, hanging: 2)
    }
    writeMalformed(to: &page)
    for (count, words) in leftOut where count > 0 {
      page.prose("\(NumberText.grouped(count)) \(words)", .warn, hanging: 2)
    }
  }

  private var sums: [StyledText] {
    var parts = [StyledText("\(NumberText.count(input.lines, "line")) =")]
    var events = NumberText.count(input.specimens, "event line")
    if input.specimens != input.events {
      events += " for \(NumberText.count(input.events, "event"))"
    }
    parts.append(StyledText(events))
    if input.blank > 0 { parts.append(StyledText("+ \(NumberText.grouped(input.blank)) blank")) }
    if input.headers > 0 {
      parts.append(StyledText("+ \(NumberText.count(input.headers, "header"))"))
    }
    let malformed = "+ \(NumberText.grouped(input.malformed)) malformed"
    return parts + [StyledText(malformed, input.malformed > 0 ? .warn : .plain)]
  }

  private var leftOut: [(Int64, String)] {
    [
      (input.duplicates, "duplicate by id, not counted again"),
      (input.future, "ahead of the time asked for, not counted"),
      (input.late, "too late to be counted"),
      (verbose ? input.duplicateKeys : 0, "keys repeated inside an event; the last counts"),
    ]
  }

  private func writeMalformed(to page: inout TextPage) {
    let shown = input.malformedReasons.prefix(verbose ? Int.max : 3)
    for kind in shown {
      let place = "\(TextEscaping.terminal(kind.file)):\(kind.line):\(kind.column)"
      page.prose(
        "\(NumberText.grouped(kind.count)) malformed: \(TextEscaping.terminal(kind.reason));"
          + " first at \(place)", .warn, hanging: 2)
      let text = StyledText(TextEscaping.terminal(kind.text), .dim)
      page.line("    " + text.truncated(to: page.columns - 4))
    }
    let rest = input.malformedReasons.dropFirst(shown.count)
    guard !rest.isEmpty else { return }
    let lines = rest.reduce(0) { $0 + $1.count }
    page.prose("\(NumberText.grouped(lines)) malformed for other reasons (-v lists them)", .warn)
  }
}
