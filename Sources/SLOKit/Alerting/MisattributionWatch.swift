// Whether the customer tags of an objective's failures are suspect, bucket end after bucket end.

/// Feeds `Misattribution` from an objective's history.
struct MisattributionWatch {
  private var log: KeyLog
  private let charge: OriginSet
  private let buckets: Buckets
  private let firstMatched: Timestamp?
  private var watch: Misattribution
  /// Whether it holds as of the last bucket's end.
  private(set) var holds = false

  /// A watch; nil where customers are not known, or buckets are too long for one.
  init?(_ history: ObjectiveHistory, _ span: ReplaySpan) {
    guard let log = history.customers?.log, let watch = Misattribution(buckets: span.buckets) else {
      return nil
    }
    self.log = log
    self.watch = watch
    charge = history.charge
    buckets = span.buckets
    firstMatched = history.firstMatched
  }

  /// Takes over what another watch over the same objective has seen.
  mutating func goOn(from other: MisattributionWatch) {
    watch = other.watch
    holds = other.holds
  }

  /// Goes on, as of the end of the bucket before `end`, where a watch has stopped that had seen
  /// `sights`.
  mutating func resume(_ sights: [Misattribution.Sight], at end: Int) {
    let recent = (end - watch.bucketsPerSpan)..<end
    watch.resume(sights, recent: recent.map { log.keys(in: $0, excusedBy: charge) })
    holds = sights.last?.holds ?? false
  }

  /// Adds an event of `bucket` that came when `end` had been come to already.
  mutating func add(late entry: KeyLog.Entry, bucket: Int, end: Int) {
    watch.add(
      late: Int(entry.key), isHit: entry.isExcused(charging: charge),
      bucketsAgo: end - 1 - bucket)
  }

  /// What it has seen.
  var seen: SeenCustomers { SeenCustomers(charge: charge, sights: watch.sights) }

  /// Lets go of what was counted, to be gone on from.
  mutating func letGo() { log = KeyLog() }

  /// Moves on by one bucket, to the end of the bucket before `end`.
  mutating func advance(to end: Int) {
    let instant = buckets.start(of: end)
    let hasDay = firstMatched.map { instant - $0 >= .days(1) } ?? false
    holds =
      watch.advance(log.keys(in: end - 1, excusedBy: charge), hasDayOfHistory: hasDay).holds
  }
}
