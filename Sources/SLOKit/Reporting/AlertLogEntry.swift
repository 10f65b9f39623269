// A line of the alert log as a reader wants it: a few of its members to choose and show it by, and
// the line itself, which goes on to programs as it was written.

/// A line of the alert log.
package struct AlertLogEntry: Sendable {
  /// When it was written.
  package var at: Timestamp
  /// `firing`, `resolved`, or `pending` where it is shown before it fires.
  package var state: String
  package var severity: String
  package var objective: String
  package var key: [UInt8]?
  /// Why, in few words.
  package var reason: String
  /// The whole object, with its newline.
  package var json: String

  /// The line that `record` makes.
  package init(_ record: AlertRecord) {
    at = record.at
    state = record.phase.rawValue
    severity = record.subject.severity.rawValue
    objective = record.subject.objective
    key = record.subject.key
    reason = AlertLogEntry.duration(record.startsAt, record.endsAt) ?? record.reason
    json = AlertJSON.line(record)
  }

  /// The line that `bytes` hold, without its newline.
  package init(line bytes: [UInt8]) throws(JSONProblem) {
    let value = try JSONValue.parse(bytes)
    func text(_ name: String) throws(JSONProblem) -> String {
      if let text = value[name]?.text { return text }
      throw JSONProblem(value.position, "the alert has no \"\(name)\"")
    }
    guard let instant = Timestamp.parse(try text("at")) else {
      throw JSONProblem(value["at"]?.position ?? value.position, "\"at\" is no time")
    }
    at = instant
    state = try text("state")
    severity = try text("severity")
    objective = try text("objective")
    key = value["key"]?.text.map { Array($0.utf8) }
    let kind = try text("kind")
    let started = value["startsAt"]?.text.flatMap { Timestamp.parse($0) }
    let ended = value["endsAt"]?.text.flatMap { Timestamp.parse($0) }
    if let duration = AlertLogEntry.duration(started, ended) {
      reason = duration
    } else if let factor = value["rule"]?["factor"]?.number, let long = value["rule"]?["long"]?.text
    {
      reason = "burn above \(factor) in \(long)"
    } else {
      reason = kind
    }
    json = String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// What there is to tell of an alert that is over.
  private static func duration(_ start: Timestamp?, _ end: Timestamp?) -> String? {
    guard let start, let end else { return nil }
    return "lasted \((end - start).briefOrNone)"
  }

  /// The lines of the alert log `file`, the oldest first.
  ///
  /// - Throws: Every line that is no alert, with its place.
  package static func entries(
    in bytes: [UInt8], file: String
  ) throws(Diagnostics) -> [AlertLogEntry] {
    var entries: [AlertLogEntry] = []
    var problems: [Diagnostic] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      do throws(JSONProblem) {
        entries.append(try AlertLogEntry(line: Array(line)))
      } catch {
        let source = String(decoding: line, as: UTF8.self)
        let place = Diagnostic.Place(
          file: file, line: index + 1, column: error.position.column, source: source)
        problems.append(
          Diagnostic(
            .error, at: place, error.message, advice: "the alert log has an object a line"))
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return entries
  }
}

/// Which alerts are wanted.
package struct AlertFilter: Sendable {
  /// The names of objectives; empty means all.
  package var objectives: [String] = []
  /// The key; nil means any, and the objectives' own.
  package var key: [UInt8]?
  package var state: String?
  /// From this instant on, and before that one.
  package var since: Timestamp?
  package var until: Timestamp?

  package init() {}

  /// Whether `entry` is wanted.
  package func wants(_ entry: AlertLogEntry) -> Bool {
    (objectives.isEmpty || objectives.contains(entry.objective))
      && (key.map { $0 == entry.key } ?? true) && (state.map { $0 == entry.state } ?? true)
      && (since.map { entry.at >= $0 } ?? true) && (until.map { entry.at < $0 } ?? true)
  }

  /// Whether an alert that is firing or pending now is wanted; its time is now, whatever is asked.
  package func wantsNow(_ record: AlertRecord) -> Bool {
    var filter = self
    (filter.since, filter.until) = (nil, nil)
    return filter.wants(AlertLogEntry(record))
  }
}
