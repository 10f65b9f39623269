// The valid and bad of each bucket, as every formula takes them. For an objective that counts
// events they are the bucket's events. For one that counts slices, a slice stands in the bucket in
// which it starts, as one good or one bad: then a sum over the buckets of a look-back is the sum
// over the slices that start in it, and budget, burn and forecast need not know the difference.

/// Valid and bad by bucket.
package struct JudgedSeries: Sendable {
  private var series: BucketSeries<Judged>

  /// The events of `counts`, a bucket each.
  package init(events counts: BucketSeries<Counts>, charge: OriginSet, excusedAreValid: Bool) {
    var judgedSeries = BucketSeries(empty: Judged())
    counts.forEach(in: counts.buckets) { bucket, counts in
      let judged = counts.judged(charging: charge, excusedAreValid: excusedAreValid)
      if judged != Judged() { judgedSeries.update(bucket) { $0 = judged } }
    }
    series = judgedSeries
  }

  /// The slices of `counts` that start before the bucket `end`; the last may be cut off there.
  ///
  /// - Parameters:
  ///   - counts: The events of the slice that starts at a bucket.
  ///   - rule: What makes a slice bad, and which are left out.
  ///   - first: The bucket of the first matched event: earlier slices do not exist.
  ///   - start: Slices that start before it are not asked for.
  package init(
    slices counts: (_ start: Int) -> Counts, rule: SliceRule, first: Int?, from start: Int,
    to end: Int
  ) {
    series = BucketSeries(empty: Judged())
    guard let first else { return }
    let length = rule.bucketsPerSlice
    var slice = max(first.flooredQuotient(by: length), -(-start).flooredQuotient(by: length))
    while slice * length < end {
      let bucket = slice * length
      if let verdict = rule.verdict(on: counts(bucket), startingAt: bucket) {
        series.update(bucket) { $0 = verdict }
      }
      slice += 1
    }
  }

  /// The sum over `range` of buckets.
  package func sum(over range: Range<Int>) -> Judged {
    var total = Judged()
    series.forEach(in: range) { total += $1 }
    return total
  }

  /// Calls `body` with the buckets of `range` that hold something, and with what they hold.
  package func forEach(in range: Range<Int>, _ body: (Int, Judged) -> Void) {
    series.forEach(in: range) { if $1 != Judged() { body($0, $1) } }
  }

  /// What `bucket` holds.
  package subscript(bucket: Int) -> Judged {
    get { series[bucket] }
    set { series.update(bucket) { $0 = newValue } }
  }
}

/// What makes a slice of time good or bad.
package struct SliceRule: Sendable {
  /// How many buckets a slice has.
  package let bucketsPerSlice: Int
  private let target: Target
  /// Whether slices without valid events are good, rather than left out.
  package let emptyAreGood: Bool
  private let charge: OriginSet
  private let excusedAreValid: Bool
  private let buckets: Buckets
  private let exclusions: [Range<Timestamp>]

  /// The rule of `objective`, or nil where it counts events.
  package init?(
    _ objective: Objective, charge: OriginSet, buckets: Buckets, exclusions: [Range<Timestamp>]
  ) {
    guard case .timeslices(let slice, let target, let emptyAreGood) = objective.method else {
      return nil
    }
    bucketsPerSlice = Int(slice.nanoseconds / buckets.resolution.nanoseconds)
    self.target = target
    self.emptyAreGood = emptyAreGood
    self.charge = charge
    excusedAreValid = objective.excusedAreValid
    self.buckets = buckets
    self.exclusions = exclusions
  }

  /// The slice that starts at `bucket` as one good or one bad; nil where it is left out.
  func verdict(on counts: Counts, startingAt bucket: Int) -> Judged? {
    let span = buckets.start(of: bucket)..<buckets.start(of: bucket + bucketsPerSlice)
    if exclusions.contains(where: { $0.overlaps(span) }) { return nil }
    let events = counts.judged(charging: charge, excusedAreValid: excusedAreValid)
    if events.valid == 0 { return emptyAreGood ? Judged(valid: 1, good: 1, bad: 0) : nil }
    let isBad =
      Int128(events.good) * Int128(Target.one) < Int128(events.valid) * Int128(target.billionths)
    return isBad ? Judged(valid: 1, good: 0, bad: 1) : Judged(valid: 1, good: 1, bad: 0)
  }
}
