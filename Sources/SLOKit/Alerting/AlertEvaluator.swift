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
  /// The alerts that are pending or firing, but for those that rest.
  private var awake: [AlertSubject: AlertState]
  /// Alerts that fire while the same goes on to hold, as of when they were laid to rest.
  private var resting: [AlertSubject: AlertState] = [:]
  /// The end that was come to last.
  private var end: Timestamp?

  /// An evaluator that goes on where another has stopped, with its `states`.
  package init(timing: AlertTiming, states: [AlertSubject: AlertState] = [:]) {
    self.timing = timing
    awake = states
  }

  /// The alerts that are pending or firing.
  package var states: [AlertSubject: AlertState] {
    get { awake.merging(resting.mapValues(upToDate)) { awake, _ in awake } }
    set {
      awake = newValue
      resting = [:]
    }
  }

  /// The alert about `subject`; nil where there is none.
  package func state(of subject: AlertSubject) -> AlertState? {
    awake[subject] ?? resting[subject].map(upToDate)
  }

  /// Whether an alert about `subject` fires.
  package func fires(_ subject: AlertSubject) -> Bool {
    (awake[subject] ?? resting[subject])?.firingAt != nil
  }

  /// Takes what holds as of `end`, which is later than all before it.
  ///
  /// - Parameter observations: At most one a subject. A subject without an observation does not
  ///   hold, and is not silent, unless it rests.
  /// - Returns: What there is to tell, in the order of the observations.
  package mutating func advance(
    to end: Timestamp, _ observations: [AlertObservation]
  ) -> [AlertTransition] {
    self.end = end
    if awake.isEmpty, observations.allSatisfy(\.holding.isEmpty) { return [] }
    let unseen = Set(awake.keys).subtracting(observations.lazy.map(\.subject))
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
    guard var state = awake[subject] ?? observation.newState(at: end) else { return nil }
    switch state.advance(to: end, observation, timing) {
    case .goesOn:
      awake[subject] = state
      return nil
    case .fires:
      awake[subject] = state
      return AlertTransition(subject: subject, state: state, at: end, phase: .firing)
    case .isDropped:
      awake[subject] = nil
      return nil
    case .isResolved:
      awake[subject] = nil
      return AlertTransition(subject: subject, state: state, at: end, phase: .resolved)
    }
  }
}

// Of many alerts that fire for weeks nothing is new from one bucket's end to the next but that what
// holds has held once more. They rest: nobody need observe them until something changes.
extension AlertEvaluator {
  /// Whether nothing but time passes while `observation`, which was made as of the last end, stays
  /// the same: its alert fires and goes on to, or there is none.
  func isSettled(_ observation: AlertObservation) -> Bool {
    guard let state = awake[observation.subject] else { return observation.holding.isEmpty }
    return state.firingAt != nil && !observation.holding.isEmpty
  }

  /// Lays the alert about `subject` to rest, where there is one: what was observed of it holds at
  /// every end until it is woken.
  mutating func rest(_ subject: AlertSubject) {
    if let state = awake.removeValue(forKey: subject) { resting[subject] = state }
  }

  /// Wakes the alert about `subject`, which has to be observed again.
  mutating func wake(_ subject: AlertSubject) {
    if let state = resting.removeValue(forKey: subject) { awake[subject] = upToDate(state) }
  }

  /// What a resting alert has become by the last end.
  private func upToDate(_ resting: AlertState) -> AlertState {
    var state = resting
    state.lastHeld = end ?? state.lastHeld
    return state
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
