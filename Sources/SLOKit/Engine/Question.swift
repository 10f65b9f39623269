// What is asked of the events: as of when, of which objectives, by which keys, of which events.

/// A question about budgets.
package struct Question: Sendable {
  /// The time asked for.
  package enum Time: Sendable, Equatable {
    /// Just after the newest event that is not too far ahead of the clock.
    case newestEvent
    case at(Timestamp)
  }

  /// Which keys get figures of their own.
  package enum Keys: Sendable, Equatable {
    case none
    /// Every value of one field, for all objectives.
    case by(FieldReference)
    /// Every value of the field that an objective has as `per`.
    case perObjective
  }

  /// The names of the objectives asked about; empty means all.
  package var objectives: [String] = []
  package var time = Time.newestEvent
  package var keys = Keys.none
  /// The one key that is wanted of `keys`, a customer; nil wants all.
  package var customer: [UInt8]?
  /// How many keys are listed, worst first; nil lists all.
  package var top: Int?
  /// Events for which it does not hold are left aside, as unmatched.
  package var condition: Expression?
  /// Events for which one of them holds are left aside, as unmatched.
  package var exceptions: [Expression] = []
  /// A look-back that takes the window's place.
  package var lookback: TimeSpan?
  /// The origins to judge by, in place of the objectives' own.
  package var charge: OriginSet?
  /// Whether burn rates and alert rules are asked for.
  package var wantsBurn = false
  /// Look-backs whose burn is asked for beside those of the alert rules.
  package var burnLookbacks: [TimeSpan] = []
  /// The deploys, by time, of which the last before the answer's instant is asked about.
  package var deploys: [DeployMarker] = []
  /// Whether it is asked if customers are blamed for what the platform breaks.
  package var watchesMisattribution = false
  /// Whether it is asked what the worst customers cost the objectives that have a budget for each.
  package var weighsCustomers = false
  /// Whether customers are logged by bucket, for what slides over time.
  package var logsCustomers = false
  /// Whether the customers' up and down time is measured; they are the keys then.
  package var measuresUptime = false
  /// Whether what a replay needs is recorded.
  package var recordsHistory = false
  /// Whether it is to be seen which fields and attribution rules are ever of use.
  package var observesUse = false

  package init() {}
}
