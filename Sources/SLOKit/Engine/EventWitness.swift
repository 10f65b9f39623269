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
  package private(set) var witnesses: [Member]
  /// What each of them needs to see; nil has to see all.
  private let spans: [Range<Timestamp>?]
  /// The places of those that hear of an objective, by its number.
  private let places: [[Int]]

  /// - Parameter members: The witnesses, and the objective's number that each hears of.
  package init(_ members: [(objective: Int, witness: Member)]) {
    witnesses = members.map(\.witness)
    spans = witnesses.map(\.neededSpan)
    var places = Array(repeating: [Int](), count: (members.map(\.objective).max() ?? -1) + 1)
    for (place, member) in members.enumerated() { places[member.objective].append(place) }
    self.places = places
  }

  /// From the first instant that a member needs to the last; nil where one has to see all.
  package var neededSpan: Range<Timestamp>? {
    let needed = spans.compactMap { $0 }
    guard needed.count == spans.count, let first = needed.first else { return nil }
    return needed.reduce(first) {
      min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
    }
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard objective < places.count else { return }
    for index in places[objective] where spans[index]?.contains(event.instant) ?? true {
      witnesses[index].see(outcome, of: objective, event, fields, in: line, at: place)
    }
  }

  package mutating func seeHeader(_ line: RawSpan) {
    for index in witnesses.indices { witnesses[index].seeHeader(line) }
  }
}
