// Failures that look alike, counted together: by origin, route, status and error code, with the first
// and the last of them and a few traces to look them up by. How many kinds are kept is bounded; what
// comes after is counted as one.

/// Failures that look alike.
public struct FailureKind: Sendable, Equatable {
  /// Whose doing they are.
  public var origin: Origin
  /// The route that was asked for; nil where the events have none.
  public var route: [UInt8]?
  /// The response's status.
  public var status: [UInt8]?
  /// The error code that was logged.
  public var code: [UInt8]?
  /// How many events.
  public var count: Int64 = 0
  /// How many lines those are.
  public var specimens: Int64 = 0
  /// The first of them, and the last.
  public var first: Timestamp, last: Timestamp
  /// Trace ids of the first few, as they were logged, by time.
  public var traces: [[UInt8]] = []
}

/// Counts failures by kind.
package struct FailureTally: Sendable {
  /// How many kinds are kept.
  package static let most = 2_000
  /// How many traces of a kind are kept.
  package static let tracesOfKind = 3

  private struct Look: Hashable {
    var origin: Origin
    var parts: [[UInt8]?]
  }

  fileprivate struct Kept: Sendable {
    var kind: FailureKind
    var traces: [(instant: Timestamp, trace: [UInt8])] = []
  }

  private var indices: [Look: Int] = [:]
  private var kept: [Kept] = []
  /// Failures of kinds that came when there were enough, by origin.
  package private(set) var others = Counts.zero

  package init() {}

  /// Counts a failure.
  ///
  /// - Returns: The number of its kind; nil where there is no room for it.
  @discardableResult
  package mutating func add(
    origin: Origin, route: [UInt8]?, status: [UInt8]?, code: [UInt8]?, trace: [UInt8]?,
    at instant: Timestamp, weight: Int64
  ) -> Int? {
    let look = Look(origin: origin, parts: [route, status, code])
    guard let index = indices[look] ?? makeRoom(for: look, at: instant) else {
      others.add(.failed(origin), weight: weight)
      return nil
    }
    kept[index].kind.count += weight
    kept[index].kind.specimens += 1
    kept[index].kind.first = min(kept[index].kind.first, instant)
    kept[index].kind.last = max(kept[index].kind.last, instant)
    if let trace { kept[index].keep(trace, at: instant) }
    return index
  }

  private mutating func makeRoom(for look: Look, at instant: Timestamp) -> Int? {
    guard kept.count < FailureTally.most else { return nil }
    indices[look] = kept.count
    kept.append(
      Kept(
        kind: FailureKind(
          origin: look.origin, route: look.parts[0], status: look.parts[1], code: look.parts[2],
          first: instant, last: instant)))
    return kept.count - 1
  }

  /// The kinds whose origin is in `origins`, the most frequent first, then by the first failure and
  /// the bytes of what they share.
  package func kinds(of origins: OriginSet) -> [FailureKind] {
    kept.map(\.finished).filter { origins.contains($0.origin) }.sorted { $0.precedes($1) }
  }

  /// Every kind with its number, in the order of their first appearance.
  package var numberedKinds: [(number: Int, kind: FailureKind)] {
    kept.indices.map { ($0, kept[$0].finished) }
  }

  /// The kind that looks like `kind`; nil where there is none.
  package func kind(like kind: FailureKind) -> FailureKind? {
    indices[Look(origin: kind.origin, parts: [kind.route, kind.status, kind.code])].map {
      kept[$0].finished
    }
  }

  /// The failures of `origin`, of whatever kind.
  package func count(of origin: Origin) -> Int64 {
    kept.reduce(others.failed(by: origin)) { $0 + ($1.kind.origin == origin ? $1.kind.count : 0) }
  }
}

extension FailureTally.Kept {
  /// The earliest few are kept, so that it does not matter in which order they come.
  fileprivate mutating func keep(_ trace: [UInt8], at instant: Timestamp) {
    let place =
      traces.firstIndex {
        $0.instant != instant
          ? instant < $0.instant : trace.lexicographicallyPrecedes($0.trace)
      } ?? traces.endIndex
    traces.insert((instant, trace), at: place)
    if traces.count > FailureTally.tracesOfKind { traces.removeLast() }
  }

  fileprivate var finished: FailureKind {
    var kind = kind
    kind.traces = traces.map(\.trace)
    return kind
  }
}

extension FailureKind {
  /// The most frequent first, then by the first failure and the bytes of what they share.
  package func precedes(_ other: FailureKind) -> Bool {
    if count != other.count { return count > other.count }
    if first != other.first { return first < other.first }
    return name.lexicographicallyPrecedes(other.name)
  }

  /// What orders kinds that are alike in all else.
  fileprivate var name: [UInt8] {
    [UInt8(origin.rawValue)]
      + [route, status, code].flatMap { part in part.map { [1] + $0 + [0] } ?? [0] }
  }
}
