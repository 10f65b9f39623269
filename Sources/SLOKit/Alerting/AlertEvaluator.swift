// The one place where alerts begin and end. What holds as of a bucket's end goes in, for every
// subject, and what there is to tell comes out: which alerts began to fire and which are over. Who
// asks, a replay of the past or the daemon, makes no difference.

/// An alert that began to fire, or is over.
package struct AlertTransition: Sendable {
  package var subject: AlertSubject
  /// The state it is in, or was in before it was over.
  package var state: AlertState
  /// The bucket's end at which it happened.
  package var at: Timestamp
  /// `firing` or `resolved`.
  package var phase: AlertPhase
}

/// The alerts of one objective and its keys.
package struct AlertEvaluator: Sendable {
  package let timing: AlertTiming
  /// The alerts that are pending or firing.
  package internal(set) var states: [AlertSubject: AlertState]

  /// An evaluator that goes on where another has stopped, with its `states`.
  package init(timing: AlertTiming, states: [AlertSubject: AlertState] = [:]) {
    self.timing = timing
    self.states = states
  }

  /// Whether an alert about `subject` fires.
  package func fires(_ subject: AlertSubject) -> Bool { states[subject]?.firingAt != nil }

  /// Takes what holds as of `end`, which is later than all before it.
  ///
  /// - Parameter observations: At most one a subject. A subject without an observation does not
  ///   hold, and is not silent.
  /// - Returns: What there is to tell, in the order of the observations.
  package mutating func advance(
    to end: Timestamp, _ observations: [AlertObservation]
  ) -> [AlertTransition] {
    if states.isEmpty, observations.allSatisfy(\.holding.isEmpty) { return [] }
    let unseen = Set(states.keys).subtracting(observations.lazy.map(\.subject))
    var transitions = observations.compactMap { advance(to: end, $0) }
    for subject in unseen.sorted(by: AlertSubject.precedes) {
      if let transition = advance(to: end, AlertObservation(subject, holding: [])) {
        transitions.append(transition)
      }
    }
    return transitions
  }

  private mutating func advance(
    to end: Timestamp, _ observation: AlertObservation
  ) -> AlertTransition? {
    let subject = observation.subject
    guard var state = states[subject] ?? observation.newState(at: end) else { return nil }
    switch state.advance(to: end, observation, timing) {
    case .goesOn:
      states[subject] = state
      return nil
    case .fires:
      states[subject] = state
      return AlertTransition(subject: subject, state: state, at: end, phase: .firing)
    case .isDropped:
      states[subject] = nil
      return nil
    case .isResolved:
      states[subject] = nil
      return AlertTransition(subject: subject, state: state, at: end, phase: .resolved)
    }
  }
}

extension AlertObservation {
  fileprivate func newState(at end: Timestamp) -> AlertState? {
    holding.isEmpty ? nil : AlertState(startsAt: end)
  }
}

extension AlertSubject {
  /// An order of subjects: by objective, then the objective's own before its keys', then by kind and
  /// severity.
  package static func precedes(_ a: AlertSubject, _ b: AlertSubject) -> Bool {
    if a.objective != b.objective { return a.objective < b.objective }
    if a.key != b.key {
      guard let left = a.key else { return true }
      guard let right = b.key else { return false }
      return left.lexicographicallyPrecedes(right)
    }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    return a.severity.rawValue < b.severity.rawValue
  }
}
