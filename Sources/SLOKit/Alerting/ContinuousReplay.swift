// A replay that never ends: asked again and again to go on to a later bucket's end, with all that has
// been counted by then. What it decided once it does not revise.

/// Decides the alerts of one objective as time goes by.
package struct ContinuousReplay: Sendable {
  private let settings: AlertSettings
  /// How alerts stand as of `end`.
  package private(set) var standing: AlertStanding
  /// The bucket that starts at the last bucket's end that was decided; nil before the first.
  private var end: Int?
  private var progress = ReplayProgress()
  /// The longest look-back of the rules, in buckets.
  private let longestRule: Int

  /// Alerts of which none stands yet.
  package init(_ settings: AlertSettings, as buckets: Buckets) {
    self.settings = settings
    longestRule = settings.rules.reduce(0) {
      max($0, Int($1.long.nanoseconds / buckets.resolution.nanoseconds))
    }
    standing = AlertStanding(rules: settings.rules)
  }

  /// Takes over how alerts stood as of the end of the bucket before `end`.
  package mutating func takeOver(_ standing: AlertStanding, at end: Int?) {
    self.standing = standing.renumbered(for: settings.rules)
    self.end = end
  }

  /// Notes that an event was counted in `bucket`. Where alerts have been decided beyond it, it is added
  /// to what slides over customers and keys; what was decided stands.
  ///
  /// - Parameters:
  ///   - customer: The number of its customer; nil where it has none.
  ///   - key: The number of its key, where keys are alerted on.
  package mutating func noteCounted(
    _ outcome: Outcome, in bucket: Int, weight: Int64, customer: Int?, key: Int?
  ) {
    guard let end, bucket < end else { return }
    func entry(_ key: Int) -> KeyLog.Entry {
      KeyLog.Entry(
        key: key, outcome: KeyLog.Entry.index(of: outcome), specimens: 1, events: weight)
    }
    if let customer {
      progress.customers?.add(late: entry(customer), bucket: bucket, end: end)
      progress.watch?.add(late: entry(customer), bucket: bucket, end: end)
    }
    if let key, progress.keys?.add(late: entry(key), bucket: bucket) == false {
      // A slice's verdict may be another now: that is found out anew.
      progress.keys = nil
    }
  }

  /// Notes that nothing is kept before `bucket` any more: what slides over more than that could not
  /// let go of it.
  package mutating func noteForgotten(before bucket: Int) {
    if let keys = progress.keys, keys.start < bucket { progress.keys = nil }
    if let end, end - longestRule < bucket { progress.customers = nil }
  }

  /// Decides as of every bucket's end of `ends`, which follow those decided before.
  ///
  /// - Parameters:
  ///   - history: What has been counted by now.
  ///   - first: The first bucket's end as of which something can be decided.
  /// - Returns: What there is to tell, in order.
  package mutating func decide(
    _ ends: ClosedRange<Int>, on history: ObjectiveHistory, from first: Int, as buckets: Buckets,
    forecastFrom: TimeSpan
  ) -> [AlertRecord] {
    // Let go of here, so that what slides along is moved on in place.
    let before = progress
    progress = ReplayProgress()
    var replay = replay(
      of: history, from: first, to: ends.upperBound, buckets, forecastFrom, consume before)
    for end in ends { replay.step(to: end) }
    standing = replay.standing
    progress = replay.progress
    end = ends.upperBound
    return replay.records
  }

  /// The alerts that fire or are pending as of the last bucket's end that was decided, with what is
  /// known of them now.
  package func open(
    on history: ObjectiveHistory, from first: Int, as buckets: Buckets, forecastFrom: TimeSpan
  ) -> [AlertRecord] {
    guard let end, !standing.isEmpty else { return [] }
    return replay(of: history, from: first, to: end, buckets, forecastFrom, progress).open()
  }

  private func replay(
    of history: ObjectiveHistory, from first: Int, to last: Int, _ buckets: Buckets,
    _ forecastFrom: TimeSpan, _ progress: consuming ReplayProgress
  ) -> ObjectiveReplay {
    let span = ReplaySpan(
      buckets: buckets, first: first, newest: last, last: last, forecastFrom: forecastFrom)
    let sums = LookbackSums(history, over: (first - 1)..<max(first, last), as: buckets)
    var replay = ObjectiveReplay(history, sums, settings, over: span)
    if let end { replay.resume(standing, at: end, consume progress) }
    return replay
  }
}

extension AlertStanding {
  /// Whether no alert is pending or fires.
  fileprivate var isEmpty: Bool { own.isEmpty && staleness.isEmpty && keys.isEmpty }
}
