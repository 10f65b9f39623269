// Questions that lead down to the events themselves see them here, one by one, as the engine judged
// them: after duplicates and future events were left out, and by the same classifier, so that what a
// witness sees adds up to what an answer counts.

/// Where an event stands.
package struct EventPlace: Sendable {
  /// The file as it was named.
  package let file: String
  /// Its line there, from 1.
  package var line: Int
}

/// Sees every judged event, once for each objective asked about.
package protocol EventWitness: Sendable {
  /// Sees what the objective of plan `objective` makes of an event, whose `fields` lie in `line`.
  /// The instant may be any: who looks back over a span compares for itself.
  mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace)

  /// Sees the header of a file whose lines come next, where its format has one.
  mutating func seeHeader(_ line: RawSpan)

  /// The instants whose events it has to see; nil where it has to see all.
  var neededSpan: Range<Timestamp>? { get }
}

extension EventWitness {
  package var neededSpan: Range<Timestamp>? { nil }
  package mutating func seeHeader(_ line: RawSpan) {}
}

extension Engine {
  /// Makes a witness for the objectives of an engine; it adds the fields that it wants to see.
  package typealias WitnessMaker = (inout FieldPlan, [ObjectivePlan]) -> any EventWitness

  /// The witnesses of the engine's group, all of which are of one type; none where it has no group.
  package func witnesses<Member: EventWitness>(of type: Member.Type) -> [Member] {
    (witness as? WitnessGroup)?.members(of: type) ?? []
  }
}

/// Several witnesses that look at the same events, each for one objective and in a span of its own.
package struct WitnessGroup: EventWitness {
  private var witnesses: [any EventWitness]
  /// What each of them needs to see; nil has to see all.
  private let spans: [Range<Timestamp>?]
  /// The objective that each hears of.
  private let objectives: [Int]
  /// Where their spans begin and end, by time.
  private let edges: [Timestamp]
  /// The time around the last event in which the same witnesses look, and their places, by objective.
  private var stretch: Range<Timestamp>
  private var looking: [[Int]]

  /// - Parameter members: The witnesses, and the objective's number that each hears of.
  package init(_ members: [(objective: Int, witness: any EventWitness)]) {
    witnesses = members.map(\.witness)
    spans = witnesses.map(\.neededSpan)
    objectives = members.map(\.objective)
    edges = spans.flatMap { $0.map { [$0.lowerBound, $0.upperBound] } ?? [] }.sorted()
    let start = Timestamp(nanoseconds: .min)
    stretch = start..<start
    looking = Array(repeating: [], count: (objectives.max() ?? -1) + 1)
  }

  /// The witnesses, all of which are of one type.
  package func members<Member: EventWitness>(of type: Member.Type) -> [Member] {
    witnesses.compactMap { $0 as? Member }
  }

  /// From the first instant that a member needs to the last; nil where one has to see all.
  package var neededSpan: Range<Timestamp>? {
    guard !spans.contains(nil), let first = edges.first, let last = edges.last else { return nil }
    return first..<last
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard objective < looking.count else { return }
    if !stretch.contains(event.instant) { move(to: event.instant) }
    for index in looking[objective] {
      witnesses[index].see(outcome, of: objective, event, fields, in: line, at: place)
    }
  }

  /// Moves on to the time around `instant`.
  private mutating func move(to instant: Timestamp) {
    let lower = edges.last { $0 <= instant } ?? Timestamp(nanoseconds: .min)
    let upper = edges.first { $0 > instant } ?? Timestamp(nanoseconds: .max)
    stretch = lower..<upper
    for objective in looking.indices { looking[objective].removeAll(keepingCapacity: true) }
    for (index, span) in spans.enumerated() where span?.contains(instant) ?? true {
      looking[objectives[index]].append(index)
    }
  }

  package mutating func seeHeader(_ line: RawSpan) {
    for index in witnesses.indices { witnesses[index].seeHeader(line) }
  }
}
