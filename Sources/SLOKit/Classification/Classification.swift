// What all objectives make of one event, exclusions aside. Events whose few-valued fields agree
// share one, so that what hangs on it is worked out once and not an event.

/// The outcomes of an event, one an objective.
package struct Classification: Hashable, Sendable {
  /// What each objective makes of the event; never `excluded`, which hangs on the instant.
  package let outcomes: [Outcome]
  /// The indices of the objectives that the event matches, ascending.
  package let matched: [Int]
  /// Whether an objective that was not asked about matches it.
  package let isOfOthers: Bool

  init(_ outcomes: [Outcome], isOfOthers: Bool) {
    self.outcomes = outcomes
    self.isOfOthers = isOfOthers
    matched = outcomes.indices.filter { outcomes[$0] != .unmatched }
  }
}
