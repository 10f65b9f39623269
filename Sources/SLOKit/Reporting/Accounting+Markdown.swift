// What the figures of a page in Markdown stand on: as InputNotes, every count and every reason.

extension Accounting {
  /// A paragraph of sums, and a list of what could not be read or was left out where there is any.
  var markdownLines: [String] {
    var lines = [
      "Input: \(NumberText.count(lines, "line")) = "
        + "\(NumberText.count(specimens, "event line"))"
        + " + \(NumberText.grouped(blank)) blank"
        + " + \(NumberText.count(headers, "header"))"
        + " + \(NumberText.grouped(malformed)) malformed; "
        + "\(NumberText.count(events, "event")) ="
        + " \(NumberText.grouped(judged)) judged"
        + " + \(NumberText.grouped(duplicates)) duplicate"
        + " + \(NumberText.grouped(future)) future"
        + " + \(NumberText.grouped(late)) late."
    ]
    let lookBack = lookBackNotes()
    if !unreadable.isEmpty || !malformedReasons.isEmpty || !lookBack.isEmpty {
      lines.append("")
    }
    lines += lookBack.map { "- \(TextEscaping.markdown($0.text))" }
    for input in unreadable {
      lines.append(
        "- **unreadable** \(TextEscaping.markdownCode(input.path)):"
          + " \(TextEscaping.markdown(input.reason))")
    }
    for kind in malformedReasons {
      lines.append(
        "- \(NumberText.grouped(kind.count)) malformed: \(TextEscaping.markdown(kind.reason)); first"
          + " at \(TextEscaping.markdownCode("\(kind.file):\(kind.line):\(kind.column)"))")
    }
    return lines
  }
}
