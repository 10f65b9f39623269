// The events behind a number, the newest first, in bounded memory: of all that are asked for, the
// newest are kept until their lines fill `limitBytes`, and the oldest give way. What gave way is
// found by the next selection, which asks for what comes behind the last one kept.

/// A line of an event file with what an objective made of it.
package struct SelectedEvent: Sendable {
  package let outcome: Outcome
  package let instant: Timestamp
  package let weight: Int64
  package var place: EventPlace
  /// The line as it was logged.
  package let line: [UInt8]
  package let customer: [UInt8]?
  package let trace: [UInt8]?
  /// Where it comes among others.
  package let rank: Rank

  /// What events are ordered by.
  package struct Rank: Sendable {
    fileprivate let instant: Int64
    /// The number of its file in reading order.
    fileprivate let file: Int
    fileprivate let line: Int

    /// Whether it comes before `other`: newer ones first; of one instant, what was read last.
    fileprivate func precedes(_ other: Rank) -> Bool {
      (instant, file, line) > (other.instant, other.file, other.line)
    }
  }
}

/// Which events of an objective are asked for.
package struct EventCriteria: Sendable {
  /// How an event counts in a budget.
  package enum Kind: String, CaseIterable, Sendable {
    case bad, excused, unjudged, good
    /// Taken out by an exclusion, whenever they happened.
    case excluded
    /// Matched, and not in the window.
    case outside
    /// Not about the objective, whenever they happened.
    case unmatched
  }

  /// The kinds that are wanted.
  package var kinds: Set<Kind> = []
  /// Of failed events, only those of these origins; nil wants all.
  package var origins: OriginSet?
  /// Only those of this customer, byte for byte; nil wants all.
  package var customer: [UInt8]?
  /// The most that are wanted; nil wants all.
  package var limit: Int?

  package init() {}
}

/// Keeps the newest of the events that are asked for.
package struct EventSelection: EventWitness {
  /// How many bytes kept lines may take, unless a single one is longer.
  package static let limitBytes = 64 << 20
  /// What an event takes beside its line.
  private static let overheadBytes = 160

  private let criteria: EventCriteria
  private let charge: OriginSet
  private let span: Range<Timestamp>
  private let boundary: SelectedEvent.Rank?
  private let limitBytes: Int
  private let customer: EventField?
  private let trace: EventField?
  /// A heap: no event comes before one under it, so that the first is the oldest.
  private var heap: [SelectedEvent] = []
  private var bytes = 0
  private var files: [String] = []
  /// The newest that gave way: what does not come before it would leave a gap.
  private var floor: SelectedEvent.Rank?
  /// Whether events gave way that a further selection has to find.
  package private(set) var hasMore = false

  /// A selection of the events of `plan`, whose window is the one as of `end`.
  ///
  /// - Parameters:
  ///   - boundary: The last event of the selection before this one; nil for the first.
  package init(
    _ criteria: EventCriteria, of plan: ObjectivePlan, asOf end: Timestamp,
    behind boundary: SelectedEvent.Rank? = nil, limitBytes: Int = EventSelection.limitBytes,
    fields: inout FieldPlan
  ) {
    self.criteria = criteria
    charge = plan.charge
    span = plan.span(asOf: end)
    self.boundary = boundary
    self.limitBytes = limitBytes
    customer = fields.field(of: .customer)
    trace = fields.field(of: .trace)
  }

  /// Unless what is asked for may have happened at any time.
  package var neededSpan: Range<Timestamp>? {
    criteria.kinds.isDisjoint(with: [.excluded, .outside, .unmatched]) ? span : nil
  }

  /// The events, newest first.
  package func events() -> [SelectedEvent] { heap.sorted { $0.rank.precedes($1.rank) } }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard wants(outcome, at: event.instant) else { return }
    let name = customer.flatMap { copy(of: $0, fields, line) }
    if let wanted = criteria.customer, name != wanted { return }
    if files.last != place.file { files.append(place.file) }
    let rank = SelectedEvent.Rank(
      instant: event.instant.nanoseconds, file: files.count - 1, line: place.line)
    if let boundary, !boundary.precedes(rank) { return }
    if let floor, !rank.precedes(floor) { return }
    insert(
      SelectedEvent(
        outcome: outcome, instant: event.instant, weight: event.weight, place: place,
        line: line.copied(), customer: name, trace: trace.flatMap { copy(of: $0, fields, line) },
        rank: rank))
    while heap.count > 1, let oldest = heap.first, isOverLimit {
      if heap.count <= criteria.limit ?? .max { hasMore = true }
      floor = oldest.rank
      bytes -= size(of: oldest)
      removeFirst()
    }
  }

  private var isOverLimit: Bool { bytes > limitBytes || heap.count > criteria.limit ?? .max }

  private func wants(_ outcome: Outcome, at instant: Timestamp) -> Bool {
    switch outcome {
    case .unmatched: return criteria.kinds.contains(.unmatched)
    case .excluded: return criteria.kinds.contains(.excluded)
    case .good, .unjudged, .failed: break
    }
    guard span.contains(instant) else { return criteria.kinds.contains(.outside) }
    switch outcome {
    case .unjudged: return criteria.kinds.contains(.unjudged)
    case .failed(let origin):
      return criteria.kinds.contains(charge.contains(origin) ? .bad : .excused)
        && criteria.origins?.contains(origin) ?? true
    case .good, .unmatched, .excluded: return criteria.kinds.contains(.good)
    }
  }

  private func copy(
    of field: EventField, _ fields: EventFields, _ line: RawSpan
  ) -> [UInt8]? {
    let value = field.value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { $0.copied() }
  }

  // MARK: The heap

  private func size(of event: SelectedEvent) -> Int {
    event.line.count + (event.customer?.count ?? 0) + (event.trace?.count ?? 0)
      + EventSelection.overheadBytes
  }

  private mutating func insert(_ event: SelectedEvent) {
    bytes += size(of: event)
    heap.append(event)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2].rank.precedes(heap[child].rank) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var oldest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[oldest].rank.precedes(heap[child].rank) {
        oldest = child
      }
      if oldest == parent { return }
      heap.swapAt(parent, oldest)
      parent = oldest
    }
  }
}
