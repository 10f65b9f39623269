// When failures came: the stretches of time that they fill, made from an objective's history. A
// stretch ends where half an hour passes without a failure, and inside it only what is worse than
// is tolerated is told: the parts with the largest excess of bad events over the tolerated share of
// their traffic (all maximal scoring subsequences; W. Ruzzo, M. Tompa, ISMB 1999). So steady noise
// that the budget bears is no episode, and a burst inside it is one.

/// A stretch of time in which bad events came thick and fast, or bad slices of time.
public struct Episode: Sendable {
  /// From the start of the first bucket with a bad event to the end of the last.
  public var span: Range<Timestamp>
  /// What is valid in it, events or slices, and what is bad of that.
  public var valid: Int64, bad: Int64
  /// All its matched events, by outcome and origin.
  public var counts: Counts
  /// How many customers were hit; nil where nobody knows.
  public var breadth: Breadth?
  /// The worst customers and routes, the worst first of each.
  public var causes: [AlertCause] = []
  /// Bad events to look at, by time.
  public var exemplars: [Exemplar] = []
  /// What its charged failures have in common; nil where nobody asked.
  public var explanation: Explanation?
}

/// Finds the episodes of a history.
package struct EpisodeSearch: Sendable {
  /// For how long nothing may be bad inside an episode.
  package static let longestLull = TimeSpan.minutes(30)
  /// How many customers, routes and events an episode names of each.
  private static let named = 3

  private let history: ObjectiveHistory
  private let judged: JudgedSeries
  private let buckets: Buckets
  private let tolerated: Int64

  /// Looks for more that is bad than the share `tolerated` of what is valid, in billionths.
  ///
  /// - Parameter judged: The history's events or slices by bucket.
  package init(
    _ history: ObjectiveHistory, judged: JudgedSeries, tolerating tolerated: Int64,
    buckets: Buckets
  ) {
    self.history = history
    self.judged = judged
    self.tolerated = tolerated
    self.buckets = buckets
  }

  /// The episodes in `range`, by time.
  package func episodes(in range: Range<Int>) -> [Episode] {
    stretches(in: range).flatMap { worst(of: $0) }.map { episode($0) }
  }

  /// How many buckets one of what is judged takes: a slice may take several.
  private var step: Int { history.slices?.bucketsPerSlice ?? 1 }

  private struct Bucket {
    var index: Int
    var valid: Int64
    var bad: Int64
  }

  /// Runs of buckets with valid events; each begins and ends with a bad one and has no lull.
  private func stretches(in range: Range<Int>) -> [[Bucket]] {
    let resolution = buckets.resolution.nanoseconds
    let lull = max(step, Int(EpisodeSearch.longestLull.nanoseconds / resolution))
    var stretches: [[Bucket]] = []
    var quiet: [Bucket] = []
    judged.forEach(in: range) { index, judged in
      guard judged.valid > 0 else { return }
      let bucket = Bucket(index: index, valid: judged.valid, bad: judged.bad)
      if bucket.bad == 0 {
        if !stretches.isEmpty { quiet.append(bucket) }
        return
      }
      if let last = stretches.last?.last, index - last.index <= lull {
        stretches[stretches.count - 1] += quiet + [bucket]
      } else {
        stretches.append([bucket])
      }
      quiet = []
    }
    return stretches
  }

  /// A part of a stretch, and the sums of all scores before it and up to its end.
  private struct Part {
    var range: Range<Int>
    var before: Int128, after: Int128
    /// The last earlier part that begins with a smaller sum.
    var lower: Int?
  }

  /// The maximal scoring parts of `stretch`. A bucket's score is its bad events less the tolerated.
  private func worst(of stretch: [Bucket]) -> [ArraySlice<Bucket>] {
    var parts: [Part] = []
    var sum: Int128 = 0
    for (index, bucket) in stretch.enumerated() {
      let before = sum
      sum += Int128(bucket.bad) * Int128(Target.one) - Int128(bucket.valid) * Int128(tolerated)
      guard sum > before else { continue }
      var part = Part(range: index..<(index + 1), before: before, after: sum)
      part.lower = parts.indices.last
      while let lower = part.lower {
        if parts[lower].before >= part.before {
          part.lower = parts[lower].lower
        } else if parts[lower].after >= part.after {
          break
        } else {
          part = Part(
            range: parts[lower].range.lowerBound..<part.range.upperBound,
            before: parts[lower].before, after: part.after, lower: parts[lower].lower)
          parts.removeSubrange(lower...)
        }
      }
      parts.append(part)
    }
    return parts.map { stretch[$0.range] }
  }

  private func episode(_ part: ArraySlice<Bucket>) -> Episode {
    let first = part.first?.index ?? 0
    let range = first..<((part.last?.index ?? first) + step)
    func isBad(_ entry: KeyLog.Entry) -> Bool { entry.isBad(charging: history.charge) }
    let customers = history.customers?.counts(over: range, where: isBad)
    let routes = history.routes?.counts(over: range, where: isBad)
    var episode = Episode(
      span: buckets.start(of: range.lowerBound)..<buckets.start(of: range.upperBound),
      valid: part.reduce(0) { $0 + $1.valid }, bad: part.reduce(0) { $0 + $1.bad },
      counts: history.counts.sum(over: range))
    episode.breadth = customers.map { Breadth($0) }
    episode.causes = causes("customer", customers ?? []) + causes("route", routes ?? [])
    episode.exemplars = history.badExemplars.latest(EpisodeSearch.named, in: range)
    return episode
  }

  private func causes(_ field: String, _ values: [(key: [UInt8], bad: Int64)]) -> [AlertCause] {
    let all = values.reduce(0) { $0 + $1.bad }
    return values.prefix(EpisodeSearch.named).map {
      AlertCause(field: field, value: $0.key, failed: $0.bad, of: all)
    }
  }
}
