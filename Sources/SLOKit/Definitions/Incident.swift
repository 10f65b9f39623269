// What really happened, as people wrote it down: a JSON object a line, or a list of them.
//
//     {"from": "2026-10-12T09:03:00Z", "to": "2026-10-12T09:40:00Z", "name": "bad deploy"}
//
// An "objective" may say which one it hit; without, it may have hit any.

/// An incident that alerts should have told of.
public struct Incident: Sendable, Equatable {
  /// When it began to hurt.
  public var from: Timestamp
  /// When it was over.
  public var to: Timestamp
  /// What people call it.
  public var name: String
  /// The objective that it hit; nil where it may be any.
  public var objective: String?

  /// An incident from `from` to `to`.
  public init(from: Timestamp, to: Timestamp, name: String, objective: String? = nil) {
    self.from = from
    self.to = to
    self.name = name
    self.objective = objective
  }

  /// The incidents that `file` holds in `bytes`, in order of time.
  ///
  /// - Throws: Every problem, each with its place.
  package static func incidents(
    in bytes: [UInt8], file: String, objectives: [String]
  ) throws(Diagnostics) -> [Incident] {
    var reader = IncidentReader(file: file, objectives: objectives)
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
      reader.readList(bytes)
    } else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
        reader.readLine(Array(line), number: index + 1)
      }
    }
    if reader.incidents.isEmpty && reader.problems.isEmpty {
      reader.problems.append(
        Diagnostic(.error, at: Diagnostic.Place(file: file), "there is no incident in it"))
    }
    if !reader.problems.isEmpty { throw Diagnostics(reader.problems) }
    return reader.incidents.sorted { ($0.from, $0.to, $0.name) < ($1.from, $1.to, $1.name) }
  }
}

/// Reads incidents and notes what is wrong with them.
private struct IncidentReader {
  let file: String
  let objectives: [String]
  var incidents: [Incident] = []
  var problems: [Diagnostic] = []

  mutating func readLine(_ bytes: [UInt8], number: Int) {
    let source = Source(text: SourceText(bytes), linesBefore: number - 1)
    guard let value = value(of: bytes, source) else { return }
    read(value, source)
  }

  mutating func readList(_ bytes: [UInt8]) {
    let source = Source(text: SourceText(bytes), linesBefore: 0)
    for element in value(of: bytes, source)?.array ?? [] { read(element, source) }
  }

  /// A text, and where in the file it stands.
  private struct Source {
    let text: SourceText
    let linesBefore: Int
  }

  private mutating func value(of bytes: [UInt8], _ source: Source) -> JSONValue? {
    do throws(JSONProblem) {
      return try JSONValue.parse(bytes)
    } catch {
      fail(error.message, at: error.position, source)
      return nil
    }
  }

  private mutating func read(_ value: JSONValue, _ source: Source) {
    guard value.members != nil else {
      return fail("an incident is an object, not \(value.kindName)", at: value.position, source)
    }
    guard let from = instant("from", of: value, source), let to = instant("to", of: value, source)
    else { return }
    guard from < to else {
      return fail("the incident ends before it begins", at: value.position, source)
    }
    let objective = value["objective"]
    if let objective, !objectives.contains(objective.text ?? "") {
      return fail(
        "\"objective\" names none of the config's objectives", at: objective.position, source,
        advice: nearestName(to: objective.text ?? "", in: objectives).map { "did you mean \($0)?" })
    }
    incidents.append(
      Incident(
        from: from, to: to, name: value["name"]?.text ?? "\(from)", objective: objective?.text))
  }

  private mutating func instant(
    _ key: String, of value: JSONValue, _ source: Source
  ) -> Timestamp? {
    guard let member = value[key] else {
      fail("the incident has no \"\(key)\"", at: value.position, source)
      return nil
    }
    if let instant = member.text.flatMap({ Timestamp.parse($0) }) { return instant }
    fail("\"\(key)\" is no time", at: member.position, source)
    return nil
  }

  private mutating func fail(
    _ message: String, at position: JSONPosition, _ source: Source, advice: String? = nil
  ) {
    problems.append(
      Diagnostic(
        .error,
        at: Diagnostic.Place(
          file: file, line: source.linesBefore + position.line, column: position.column,
          source: String(decoding: source.text.line(position.line), as: UTF8.self)),
        message,
        advice: advice
          ?? "an incident is {\"from\": \"2026-10-12T09:03:00Z\", \"to\": \"2026-10-12T09:40:00Z\", "
          + "\"name\": \"bad deploy\"}"))
  }
}
