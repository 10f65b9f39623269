// One key's valid and bad by bucket, picked out of the log of all keys: what a forecast needs that
// sums cannot give.

/// The past of one key.
struct KeySeries {
  /// Events by bucket, where a slice may be cut.
  private var counts = BucketSeries(empty: Counts.zero)
  private let slices: SliceRule?
  /// The bucket of the first matched event.
  private let first: Int?
  /// By bucket, every slice as it was when it was over.
  private let whole: JudgedSeries

  /// The past of `key` in `buckets`.
  init(of key: Int, in log: KeyLog, _ history: ObjectiveHistory, over buckets: Range<Int>) {
    var counts = BucketSeries(empty: Counts.zero)
    var first: Int?
    for bucket in buckets.clamped(to: log.buckets) {
      let entries = log.entries(of: key, in: bucket)
      guard !entries.isEmpty else { continue }
      first = first ?? bucket
      counts.update(bucket) { counts in for entry in entries { counts += entry.counts } }
    }
    self.first = first
    slices = history.slices
    if let slices {
      if slices.bucketsPerSlice > 1 { self.counts = counts }
      whole = JudgedSeries(
        slices: { counts.sum(over: $0..<($0 + slices.bucketsPerSlice)) }, rule: slices,
        first: first, from: buckets.lowerBound, to: buckets.upperBound)
    } else {
      whole = JudgedSeries(
        events: counts, charge: history.charge,
        excusedAreValid: history.objective.excusedAreValid)
    }
  }

  /// Valid and bad by bucket as of the end of the bucket before `end`: a slice that is cut there is
  /// judged on what it has.
  func judged(asOf end: Int) -> JudgedSeries {
    guard let slices, slices.bucketsPerSlice > 1, let first else { return whole }
    let start = end.flooredQuotient(by: slices.bucketsPerSlice) * slices.bucketsPerSlice
    guard start < end else { return whole }
    var series = whole
    let verdict = slices.verdict(on: counts.sum(over: start..<end), startingAt: start)
    series[start] = first < end ? verdict ?? Judged() : Judged()
    return series
  }
}
