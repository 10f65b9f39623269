// The newest bad events of each objective, for a live view: bad events come in as they are judged, the
// last few stay. They are looked at and counted nowhere, so that a restart may forget them.

/// Keeps the newest bad events.
package struct NewestFailures: Sendable {
  /// How many are kept of each objective.
  package static let limit = 50
  /// How much is kept of a line.
  static let lineLimitBytes = 400

  /// A bad event.
  package struct Failure: Sendable, Equatable {
    package let instant: Timestamp
    package let objective: String
    package let origin: Origin
    package let customer: [UInt8]?
    /// The line, or its beginning.
    package let line: [UInt8]
  }

  /// Of each objective, by instant.
  private var kept: [[Failure]]

  /// None of so many objectives.
  init(objectives count: Int) { kept = Array(repeating: [], count: count) }

  /// Whether a failure at `instant` would be kept of the objective of this number.
  func keeps(_ instant: Timestamp, at index: Int) -> Bool {
    kept[index].count < NewestFailures.limit
      || kept[index].first.map { $0.instant < instant } ?? true
  }

  mutating func insert(_ failure: Failure, at index: Int) {
    // Lines come nearly in order: the place is near the end.
    let place = kept[index].lastIndex { $0.instant <= failure.instant }.map { $0 + 1 } ?? 0
    kept[index].insert(failure, at: place)
    if kept[index].count > NewestFailures.limit { kept[index].removeFirst() }
  }

  /// What is kept that happened before `end`, the newest first.
  func failures(before end: Timestamp) -> [Failure] {
    kept.joined().filter { $0.instant < end }.enumerated().sorted { a, b in
      (b.element.instant, a.offset) < (a.element.instant, b.offset)
    }.map(\.element)
  }
}

extension ContinuousEngine {
  /// The newest bad events before `asOf` that were read since it began, the newest first.
  package var newestFailures: [NewestFailures.Failure] { failures.failures(before: asOf) }

  /// Keeps what `event`, read from `line`, is a bad event for.
  mutating func noteFailures(_ event: JudgedEvent, _ fields: EventFields, in line: RawSpan) {
    let instant = event.head.instant
    for (index, outcome) in event.outcomes.enumerated() {
      guard case .failed(let origin) = outcome, failures.keeps(instant, at: index),
        objectives[index].plan.charge.contains(origin)
      else { continue }
      failures.insert(
        NewestFailures.Failure(
          instant: instant, objective: objectives[index].plan.objective.name, origin: origin,
          customer: customer.flatMap { bytes(of: $0, fields, line) },
          line: line.extracting(0..<min(line.byteCount, NewestFailures.lineLimitBytes)).copied()),
        at: index)
    }
  }
}
