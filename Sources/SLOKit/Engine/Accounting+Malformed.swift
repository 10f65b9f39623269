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

  /// Adds what became of the lines that follow those counted here.
  ///
  /// - Parameter lines: How many lines are before them in their file; theirs are numbered from 1.
  mutating func add(_ more: Accounting, after lines: Int) {
    self.lines += more.lines
    blank += more.blank
    headers += more.headers
    malformed += more.malformed
    specimens += more.specimens
    events += more.events
    duplicateKeys += more.duplicateKeys
    for var reason in more.malformedReasons {
      if let index = malformedReasons.firstIndex(where: { $0.kind == reason.kind }) {
        malformedReasons[index].count += reason.count
      } else {
        reason.line += lines
        malformedReasons.append(reason)
      }
    }
  }
}
