// How the alerts of one objective and its keys stand as of a bucket's end: all that decides, together
// with the counts, how they go on. It is kept through restarts.

/// What was known of an alert when it began to fire.
package struct KnownAlert: Sendable {
  /// Who was hit, by what, and where to look.
  var evidence: AlertEvidence
  /// The share of the budget that was spent.
  var spent: Double?
}

/// What a watch over misattribution has seen.
package struct SeenCustomers: Sendable {
  /// The origins that the objective charged.
  let charge: OriginSet
  /// As of each bucket's end of the last day, the oldest first.
  let sights: [Misattribution.Sight]
}

/// How alerts stand.
package struct AlertStanding: Sendable {
  /// The rules by whose numbers states speak of them.
  private(set) var rules: [BurnRule]
  /// The objective's own alerts that are pending or fire.
  private(set) var own: [AlertSubject: AlertState]
  /// Its alert about staleness.
  private(set) var staleness: [AlertSubject: AlertState]
  /// Those of its keys.
  private(set) var keys: [AlertSubject: AlertState]
  private(set) var known: [AlertSubject: KnownAlert]
  /// The last bucket with an event that the objective is about.
  private(set) var lastHeard: Int?
  /// What was seen of customers that were hit; nil where that is not watched.
  private(set) var seen: SeenCustomers?

  init(
    rules: [BurnRule], own: [AlertSubject: AlertState] = [:],
    staleness: [AlertSubject: AlertState] = [:], keys: [AlertSubject: AlertState] = [:],
    known: [AlertSubject: KnownAlert] = [:], lastHeard: Int? = nil,
    seen: SeenCustomers? = nil
  ) {
    self.rules = rules
    self.own = own
    self.staleness = staleness
    self.keys = keys
    self.known = known
    self.lastHeard = lastHeard
    self.seen = seen
  }

  /// The same for other rules: those that there are no more no longer hold.
  package func renumbered(for newRules: [BurnRule]) -> AlertStanding {
    let numbers = rules.map { newRules.firstIndex(of: $0) }
    func number(_ rule: Int) -> Int? { numbers.indices.contains(rule) ? numbers[rule] : nil }
    func renumbered(_ states: [AlertSubject: AlertState]) -> [AlertSubject: AlertState] {
      var renumbered: [AlertSubject: AlertState] = [:]
      for (subject, var state) in states {
        if subject.kind == .burnRate {
          state.rules = Set(state.rules.compactMap(number))
          state.heldSince = Dictionary(
            state.heldSince.compactMap { rule, since in number(rule).map { ($0, since) } },
            uniquingKeysWith: { min($0, $1) })
        }
        renumbered[subject] = state
      }
      return renumbered
    }
    return AlertStanding(
      rules: newRules, own: renumbered(own), staleness: staleness, keys: renumbered(keys),
      known: known, lastHeard: lastHeard, seen: seen)
  }
}
