// Everything counted for one objective: buckets of time for all its events, and tallies a key where
// a question asks for keys. Counts by origin are kept apart, so that one ledger answers whichever
// origins are charged.

/// The counts of one objective.
package struct ObjectiveLedger: Sendable {
  /// Judged events that it is not about, where that was counted elsewhere.
  private var unmatchedElsewhere: Int64?
  /// Judged events that an exclusion takes out.
  package private(set) var excluded: Int64 = 0
  /// Judged events that it matches, in the window or not.
  package private(set) var matched: Int64 = 0
  /// The first matched event.
  package private(set) var firstMatched: Timestamp?
  /// The newest event that it is about, taken out by an exclusion or not.
  package private(set) var newestHeard: Timestamp?
  /// Events by bucket.
  package private(set) var series = BucketSeries<Counts>(empty: .zero)
  /// Specimens by bucket where events have weights; elsewhere they are the events.
  private var specimenSeries: BucketSeries<Counts>?
  /// Counts by key, one a field that is counted by.
  package private(set) var tallies: [KeyTally]
  /// Customers by bucket, where they are logged.
  package private(set) var customers: KeyLog?
  /// How long customers were up and down, where that is measured.
  package private(set) var uptime: UptimeMeter?

  package init(
    isWeighted: Bool, tallies: [KeyTally], logsCustomers: Bool, uptime: UptimeMeter? = nil
  ) {
    specimenSeries = isWeighted ? BucketSeries(empty: .zero) : nil
    self.tallies = tallies
    customers = logsCustomers ? KeyLog() : nil
    self.uptime = uptime
  }

  /// The ledger of counts that were made elsewhere.
  ///
  /// - Parameters:
  ///   - series: Matched events by bucket.
  ///   - specimens: Matched specimens by bucket; nil where they are the events.
  package init(
    unmatched: Int64, excluded: Int64, matched: Int64, firstMatched: Timestamp?,
    newestHeard: Timestamp?, series: BucketSeries<Counts>, specimens: BucketSeries<Counts>?,
    tallies: [KeyTally], customers: KeyLog?
  ) {
    unmatchedElsewhere = unmatched
    self.excluded = excluded
    self.matched = matched
    self.firstMatched = firstMatched
    self.newestHeard = newestHeard
    self.series = series
    specimenSeries = specimens
    self.tallies = tallies
    self.customers = customers
  }

  /// How many of `judged` events it is not about: all that it has not counted.
  package func unmatched(of judged: Int64) -> Int64 {
    unmatchedElsewhere ?? judged - excluded - matched
  }

  /// The specimens by bucket.
  package var specimens: BucketSeries<Counts> { specimenSeries ?? series }

  /// Counts an event that an exclusion takes out.
  package mutating func add(excluded weight: Int64) { excluded += weight }

  /// Notes that there was an event at `instant` that it is about.
  package mutating func noteHeard(at instant: Timestamp) {
    newestHeard = max(newestHeard ?? instant, instant)
  }

  /// Counts matched events that no window as of the instant asked for can hold.
  package mutating func add(outside weight: Int64) { matched += weight }

  /// Counts matched events of one outcome in their bucket.
  ///
  /// - Parameters:
  ///   - weight: How many requests they stand for.
  ///   - specimens: How many events they are.
  package mutating func add(_ outcome: Outcome, bucket: Int, weight: Int64, specimens: Int64) {
    matched += weight
    series.add(outcome, weight: weight, in: bucket)
    specimenSeries?.add(outcome, weight: specimens, in: bucket)
  }

  /// Notes that an event at `instant` was matched, on which coverage hangs.
  package mutating func noteMatched(at instant: Timestamp) {
    firstMatched = min(firstMatched ?? instant, instant)
  }

  /// Counts matched events by their keys in `tally`; see `KeyTally`.
  package mutating func add(
    _ outcome: Outcome, _ events: KeyedEvents, tally: Int, since start: Timestamp, bucket: Int,
    keyCount: Int, starts: [Timestamp]
  ) {
    tallies[tally].add(
      outcome, events, since: start, bucket: bucket, keyCount: keyCount, starts: starts)
  }

  /// Logs matched events in their bucket, by their customers.
  package mutating func log(_ outcome: Outcome, _ events: KeyedEvents, bucket: Int) {
    for event in events.events {
      customers?.add(
        outcome, key: Int(event.key), bucket: bucket, weight: Int64(event.weight))
    }
  }

  /// Measures by what `customer` experienced at `instant`, which is inside the window.
  package mutating func measure(
    isDown: Bool, customer: Int, at instant: Timestamp, weight: Int64
  ) {
    uptime?.note(isDown: isDown, customer: customer, at: instant, weight: weight)
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) {
    series.drop(before: bucket)
    specimenSeries?.drop(before: bucket)
    customers?.drop(before: bucket)
  }

  /// Moves the start of the window on in which uptime is measured.
  package mutating func startUptime(at start: Timestamp) { uptime?.drop(before: start) }
}
