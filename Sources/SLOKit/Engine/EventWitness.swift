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
}

/// Several witnesses that look at the same events, each for one objective.
package struct WitnessGroup<Member: EventWitness>: EventWitness {
  /// The witnesses, and the objective's number that each hears of.
  package private(set) var members: [(objective: Int, witness: Member)]

  package init(_ members: [(objective: Int, witness: Member)]) { self.members = members }

  /// From the first instant that a member needs to the last; nil where one has to see all.
  package var neededSpan: Range<Timestamp>? {
    let spans = members.compactMap(\.witness.neededSpan)
    guard spans.count == members.count, let first = spans.first else { return nil }
    return spans.reduce(first) {
      min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
    }
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    for index in members.indices where members[index].objective == objective {
      members[index].witness.see(outcome, of: objective, event, fields, in: line, at: place)
    }
  }

  package mutating func seeHeader(_ line: RawSpan) {
    for index in members.indices { members[index].witness.seeHeader(line) }
  }
}
