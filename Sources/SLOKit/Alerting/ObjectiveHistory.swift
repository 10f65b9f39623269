// Everything that was counted for one objective over the time that is replayed: by bucket, and by
// bucket and key. It grows with buckets and keys, never with events.

/// What was counted by the values of one field.
package struct KeyHistory: Sendable {
  /// Which keys had which outcomes in each bucket.
  package var log: KeyLog
  /// The keys by their numbers.
  package var table: KeyTable

  package init(log: KeyLog, table: KeyTable) {
    self.log = log
    self.table = table
  }

  /// How many events of `range` each key has for which `isWanted` holds, the most first, then by the
  /// key's bytes; keys without are left out.
  package func counts(
    over range: Range<Int>, where isWanted: (KeyLog.Entry) -> Bool
  ) -> [(key: [UInt8], bad: Int64)] {
    var counts: [UInt32: Int64] = [:]
    for bucket in range.clamped(to: log.buckets) {
      for entry in log.entries(in: bucket) where isWanted(entry) {
        counts[entry.key, default: 0] += entry.events
      }
    }
    return counts.map { (table[Int($0.key)], $0.value) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.lexicographicallyPrecedes($1.0)
    }
  }
}

extension KeyHistory {
  /// The events of every key in `range`; keys without any are left out.
  package func counts(over range: Range<Int>) -> [(key: [UInt8], counts: Counts)] {
    var counts: [UInt32: Counts] = [:]
    for bucket in range.clamped(to: log.buckets) {
      for entry in log.entries(in: bucket) { counts[entry.key, default: .zero] += entry.counts }
    }
    return counts.map { (table[Int($0.key)], $0.value) }
  }

  /// The events of `key` in `range`.
  package func counts(of key: Int, over range: Range<Int>) -> Counts {
    var counts = Counts.zero
    for bucket in range.clamped(to: log.buckets) {
      for entry in log.entries(of: key, in: bucket) { counts += entry.counts }
    }
    return counts
  }
}

/// What was counted for one objective.
package struct ObjectiveHistory: Sendable {
  package var objective: Objective
  /// The origins that spend the budget.
  package let charge: OriginSet
  /// What makes its slices bad; nil where it counts events.
  package let slices: SliceRule?
  /// Matched events by bucket.
  package var counts = BucketSeries<Counts>(empty: .zero)
  /// Matched specimens by bucket where events have weights.
  package var specimens: BucketSeries<Counts>?
  /// The first matched event.
  package var firstMatched: Timestamp?
  /// Whether a bucket has an event that the objective is about, taken out by an exclusion or not.
  package var heard = BucketSeries<Bool>(empty: false)
  /// By customer, where the role is mapped.
  package var customers: KeyHistory?
  /// By the objective's `per`, where its keys are alerted on.
  package var keys: KeyHistory?
  /// The bad events of those keys.
  package var keyFailures: KeyFailures?
  /// Failed events by route, where the role is mapped.
  package var routes: KeyHistory?
  /// Bad events to look at.
  package var badExemplars = ExemplarLog()
  /// Excused ones.
  package var excusedExemplars = ExemplarLog()

  package init(_ objective: Objective, charge: OriginSet, slices: SliceRule?) {
    self.objective = objective
    self.charge = charge
    self.slices = slices
  }

  /// The same of nothing.
  var withoutCounts: ObjectiveHistory {
    ObjectiveHistory(objective, charge: charge, slices: slices)
  }

  /// `counts` as the objective judges them.
  package func judged(_ counts: Counts) -> Judged {
    counts.judged(charging: charge, excusedAreValid: objective.excusedAreValid)
  }

  /// What the worst customers cost the budget of `range`; nil where none has a bad event, where
  /// customers are not counted, or slices are.
  package func heavyCustomers(over range: Range<Int>) -> HeavyCustomers? {
    guard slices == nil, let customers else { return nil }
    return HeavyCustomers(
      customers.counts(over: range).lazy.map { ($0.key, judged($0.counts)) },
      of: judged(counts.sum(over: range)), target: objective.target)
  }

  /// The target of `key`: its own where the objective overrides it.
  package func target(of key: [UInt8]) -> Target {
    objective.overrides.first { $0.key.utf8.elementsEqual(key) }?.target ?? objective.target
  }
}
