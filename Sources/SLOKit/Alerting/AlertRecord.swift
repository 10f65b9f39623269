// What an alert says of itself, to whoever is woken by it and to the log: what is wrong, how fast,
// what is left, who is hit, by what, and where to look.

/// A value that many of the failures share.
public struct AlertCause: Sendable, Equatable {
  /// The field: a role's name, such as `customer` or `route`.
  public var field: String
  /// Its value, as it was logged.
  public var value: [UInt8]
  /// The failed events with it in the look-back.
  public var failed: Int64
  /// All of the failed events that have the field.
  public var of: Int64
}

/// What is known about an alert beside that it is there.
public struct AlertEvidence: Sendable {
  /// The look-back that the evidence is from.
  public var lookback: TimeSpan?
  /// How many customers were hit; nil where nobody knows.
  public var breadth: Breadth?
  /// Failed events by origin; nil for a kind that is about none.
  public var origins: Counts?
  /// The worst customers and routes, the worst first of each.
  public var causes: [AlertCause] = []
  /// What the worst customers cost the objective's budget; nil where nobody knows, and of an alert
  /// that is not shown as of now.
  public var heavyCustomers: HeavyCustomers?
  /// The deploy next to it; nil where there is none, and of an alert that is not shown as of now.
  public var deploy: DeployMarker?
  /// Failures to look at, at most five.
  public var exemplars: [Exemplar] = []

  /// Nothing known.
  public init() {}
}

/// An alert that is firing or over: a line of the alert log.
public struct AlertRecord: Sendable {
  /// Its identity, the same for as long as it lasts.
  public var id: String
  /// What it is about.
  public var subject: AlertSubject
  /// `firing`, `resolved`, or `pending` where it is shown before it fires.
  public var phase: AlertPhase
  /// The first bucket's end at which a rule held.
  public var startsAt: Timestamp
  /// When it began to fire; nil while it is pending.
  public var firingAt: Timestamp?
  /// When it was over; nil before.
  public var endsAt: Timestamp?
  /// The bucket's end that the record is as of.
  public var at: Timestamp
  /// The rule that is told: the first of those that hold, else of those that held.
  public var rule: BurnRule?
  /// Every rule that has held.
  public var rules: [BurnRule] = []
  /// The burn over the look-backs of `rule`.
  public var long: Burn?, short: Burn?
  /// The budget of the window.
  public var budget: ErrorBudget
  /// Where the budget is heading; nil for a key.
  public var forecast: Forecast?
  /// The share of the budget that was spent when it began to fire.
  public var spentAtFiring: Double?
  /// Who was hit, by what, and where to look.
  public var evidence: AlertEvidence
  /// Whether it lasts for want of events that could tell.
  public var isNoData: Bool
  /// Whether it was found late, after a gap.
  public var isLate = false
}

extension AlertRecord {
  /// How long before an alert starts a deploy may be that is told of with it.
  private static let reachOfDeploys = TimeSpan.hours(1)

  /// The alert with the deploy next to it: the last of `deploys`, which come by time, that began no
  /// more than an hour before the alert did, and not after `at`.
  package func beside(_ deploys: [DeployMarker]) -> AlertRecord {
    var record = self
    record.evidence.deploy = deploys.last {
      $0.time < at && $0.time >= startsAt - AlertRecord.reachOfDeploys
    }
    return record
  }
}
