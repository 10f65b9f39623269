// Malformed lines by reason, one of each kept so that somebody can look at it.

extension Accounting {
  /// How much of a malformed line is kept.
  private static let specimenBytes = 200

  /// Counts the line that `problem` is about.
  mutating func note(
    _ problem: Malformed, in text: RawSpan, line: LineReader.Line, file: String
  ) {
    malformed += 1
    if let index = malformedReasons.firstIndex(where: { $0.kind == problem.reason }) {
      malformedReasons[index].count += 1
      return
    }
    malformedReasons.append(
      MalformedLines(
        kind: problem.reason, reason: problem.text, count: 1, file: file, line: line.number,
        column: problem.offsetBytes + 1, text: text.copied(limit: Accounting.specimenBytes)))
  }
}
