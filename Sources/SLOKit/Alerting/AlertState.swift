// The state of one alert and the machine that moves it: pending, firing, gone. What holds at each
// bucket's end goes in, in order; what is worth logging comes out. A state is a plain value, so that
// it can be kept through a restart.

/// What holds of one subject as of a bucket's end.
package struct AlertObservation: Sendable {
  /// What it is of.
  package var subject: AlertSubject
  /// The rules that hold, by their number in the policy; for kinds without rules, 0 or nothing.
  package var holding: [Int]
  /// Whether the shortest short look-back of its rules has no valid event: silence is not recovery.
  package var isSilent = false
  /// Whether it may not begin to fire, because its objective's own alert fires.
  package var isHeldBack = false

  package init(
    _ subject: AlertSubject, holding: [Int], isSilent: Bool = false, isHeldBack: Bool = false
  ) {
    self.subject = subject
    self.holding = holding
    self.isSilent = isSilent
    self.isHeldBack = isHeldBack
  }
}

/// How an alert stands.
public enum AlertPhase: String, Sendable {
  /// A rule holds, but not yet for as long as it must.
  case pending
  /// It was told.
  case firing
  /// It is over.
  case resolved
}

/// An alert that is pending or firing.
package struct AlertState: Sendable, Equatable {
  /// The first bucket's end at which a rule held.
  package let startsAt: Timestamp
  /// When it began to fire; nil while it is pending.
  package var firingAt: Timestamp?
  /// The last bucket's end at which a rule held.
  package var lastHeld: Timestamp
  /// Since when each rule has held without a break, by its number; rules that do not hold are absent.
  package var heldSince: [Int: Timestamp]
  /// Every rule that has held.
  package var rules: Set<Int>
  /// Whether it lasts, or would, for want of events that could tell.
  package var isNoData = false

  package init(startsAt: Timestamp) {
    self.startsAt = startsAt
    lastHeld = startsAt
    heldSince = [:]
    rules = []
  }

  package var phase: AlertPhase { firingAt == nil ? .pending : .firing }
}

/// How long rules must hold, and how long alerts outlast them.
package struct AlertTiming: Sendable {
  /// How long an alert outlasts silence, beside `keepFiringFor`.
  package static let silence = TimeSpan.hours(1)

  /// How long each rule must have held before its alert fires; kinds without rules do not wait.
  package var holds: [TimeSpan]
  /// How long after a rule last held the alert is resolved.
  package var keepFiringFor: TimeSpan

  package init(holds: [TimeSpan] = [], keepFiringFor: TimeSpan) {
    self.holds = holds
    self.keepFiringFor = keepFiringFor
  }

  package init(_ settings: AlertSettings) {
    self.init(holds: settings.rules.map(\.hold), keepFiringFor: settings.keepFiringFor)
  }
}

extension AlertState {
  /// What a bucket's end made of an alert.
  enum Step { case goesOn, fires, isDropped, isResolved }

  /// Takes what holds as of `end`, which is later than all before it.
  mutating func advance(
    to end: Timestamp, _ observation: AlertObservation, _ timing: AlertTiming
  ) -> Step {
    let before = heldSince
    heldSince = [:]
    for rule in observation.holding { heldSince[rule] = before[rule] ?? end }
    rules.formUnion(observation.holding)
    isNoData = firingAt != nil && observation.isSilent
    if !observation.holding.isEmpty {
      lastHeld = end
      guard firingAt == nil, !observation.isHeldBack, hasHeldLongEnough(asOf: end, timing) else {
        return .goesOn
      }
      firingAt = end
      isNoData = observation.isSilent
      return .fires
    }
    guard firingAt != nil else { return .isDropped }
    let patience =
      observation.isSilent ? timing.keepFiringFor + AlertTiming.silence : timing.keepFiringFor
    return end - lastHeld >= patience ? .isResolved : .goesOn
  }

  private func hasHeldLongEnough(asOf end: Timestamp, _ timing: AlertTiming) -> Bool {
    heldSince.contains { rule, since in
      let hold = timing.holds.indices.contains(rule) ? timing.holds[rule] : .zero
      return since <= end - hold
    }
  }
}
