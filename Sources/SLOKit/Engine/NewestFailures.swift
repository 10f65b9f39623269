// The newest bad events of all objectives, for a live view: lines come in as they are read, the last
// few that an objective charges stay. A decoder of its own for each file reads no more fields than the
// judges need.

/// Keeps the newest bad events.
package struct NewestFailures: Sendable {
  /// How many are kept of each objective.
  package static let limit = 50
  /// How much is kept of a line.
  package static let lineLimitBytes = 1024

  /// A bad event.
  package struct Failure: Sendable, Equatable {
    package let instant: Timestamp
    package let objective: String
    package let origin: Origin
    package let customer: [UInt8]?
    /// The line, or its beginning.
    package let line: [UInt8]
  }

  private let judges: [(name: String, charge: OriginSet, classifier: Classifier)]
  private let customer: EventField?
  private let decoder: EventDecoder
  /// Of each objective, by instant.
  private var kept: [[Failure]]

  /// Nothing seen yet.
  package init(_ configuration: Configuration) {
    var plan = FieldPlan(mappings: configuration.fields)
    judges = configuration.objectives.map {
      ($0.name, $0.charge, Classifier($0, in: configuration, plan: &plan))
    }
    customer = plan.field(of: .customer)
    decoder = EventDecoder(format: configuration.format, plan: &plan)
    kept = judges.map { _ in [] }
  }

  /// A decoder for one file.
  package func makeDecoder() -> EventDecoder { decoder }

  /// Takes a line of a file, which `decoder` belongs to; what is no event is no failure.
  package mutating func note(_ line: RawSpan, decoder: inout EventDecoder) {
    guard case .event(let head) = try? decoder.decode(line) else { return }
    for (index, judge) in judges.enumerated() {
      guard
        case .failed(let origin) = judge.classifier.outcome(
          of: decoder.fields, at: head.instant, in: line), judge.charge.contains(origin)
      else { continue }
      let value = customer?.value(in: decoder.fields)
      let key = value.flatMap { value in
        value.isComparable
          ? decoder.fields.withBytes(of: value, in: line) { $0.copied() } : nil
      }
      let length = min(line.byteCount, NewestFailures.lineLimitBytes)
      insert(
        Failure(
          instant: head.instant, objective: judge.name, origin: origin, customer: key,
          line: line.extracting(0..<length).copied()), at: index)
    }
  }

  private mutating func insert(_ failure: Failure, at index: Int) {
    // Lines come nearly in order: the place is near the end.
    let place = kept[index].lastIndex { $0.instant <= failure.instant }.map { $0 + 1 } ?? 0
    if place == 0, kept[index].count >= NewestFailures.limit { return }
    kept[index].insert(failure, at: place)
    if kept[index].count > NewestFailures.limit { kept[index].removeFirst() }
  }

  /// What is kept that happened before `end`, the newest first.
  package func failures(before end: Timestamp) -> [Failure] {
    kept.joined().filter { $0.instant < end }.enumerated().sorted { a, b in
      (b.element.instant, a.offset) < (a.element.instant, b.offset)
    }.map(\.element)
  }
}
