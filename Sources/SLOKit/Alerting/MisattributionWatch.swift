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
