// Valid and bad of any look-back as of any bucket's end, each by one subtraction: sums from the
// first bucket on are made once. A slice that is cut off by the instant asked for is judged on what
// it has by then, and stands beside those sums.

/// The sums of one objective's history.
package struct LookbackSums: Sendable {
  /// Valid and bad of all buckets before one.
  private struct Running: Sendable {
    let first: Int
    var valid: [Int64] = [0]
    var bad: [Int64] = [0]

    init(over buckets: Range<Int>, _ element: (Int) -> Judged) {
      first = buckets.lowerBound
      valid.reserveCapacity(buckets.count + 1)
      bad.reserveCapacity(buckets.count + 1)
      for bucket in buckets {
        let judged = element(bucket)
        valid.append(valid[valid.count - 1] &+ judged.valid)
        bad.append(bad[bad.count - 1] &+ judged.bad)
      }
    }

    func sum(over range: Range<Int>) -> Judged {
      let lower = min(max(range.lowerBound - first, 0), valid.count - 1)
      let upper = min(max(range.upperBound - first, lower), valid.count - 1)
      let bad = bad[upper] &- bad[lower]
      let valid = valid[upper] &- valid[lower]
      return Judged(valid: valid, good: valid - bad, bad: bad)
    }
  }

  private let history: ObjectiveHistory
  /// The bucket of the first matched event: slices begin with it.
  private let first: Int?
  private let judged: Running
  private let specimens: Running?
  /// The same by bucket, the cut slice as far as it has come.
  package private(set) var series: JudgedSeries
  /// The bucket's end as of which the sums are.
  package private(set) var end: Int
  /// The slice that `end` cuts: where it starts, and its verdict so far.
  private var cut: (start: Int, verdict: Judged)?

  /// The sums of `history` over `buckets`.
  package init(_ history: ObjectiveHistory, over buckets: Range<Int>, as time: Buckets) {
    self.history = history
    first = history.firstMatched.map { time.index(of: $0) }
    if let slices = history.slices {
      series = JudgedSeries(
        slices: { history.counts.sum(over: $0..<($0 + slices.bucketsPerSlice)) }, rule: slices,
        first: first, from: buckets.lowerBound, to: buckets.upperBound)
      specimens = nil
    } else {
      series = JudgedSeries(
        events: history.counts, charge: history.charge,
        excusedAreValid: history.objective.excusedAreValid)
      specimens = history.specimens.map { counts in
        Running(over: buckets) { history.judged(counts[$0]) }
      }
    }
    let series = series
    judged = Running(over: buckets) { series[$0] }
    end = buckets.lowerBound
  }

  /// Moves on to the end of the bucket before `end`.
  package mutating func advance(to end: Int) {
    self.end = end
    guard let slices = history.slices, slices.bucketsPerSlice > 1 else { return }
    let length = slices.bucketsPerSlice
    let start = end.flooredQuotient(by: length) * length
    if let cut, cut.start < start {
      // It is whole now, and its sum is among the others.
      series[cut.start] = judged.sum(over: cut.start..<(cut.start + 1))
    }
    cut = nil
    guard start < end, let first else { return }
    let counts = history.counts.sum(over: start..<end)
    // Before the first matched event there are no slices, also none that it will lie in.
    let verdict =
      first < end ? slices.verdict(on: counts, startingAt: start) ?? Judged() : Judged()
    series[start] = verdict
    cut = (start, verdict)
  }

  /// Valid and bad in `range`, which ends at `end`.
  package func sum(over range: Range<Int>) -> Judged {
    guard let cut else { return judged.sum(over: range) }
    var sum = judged.sum(over: range.lowerBound..<max(range.lowerBound, cut.start))
    if range.contains(cut.start) { sum += cut.verdict }
    return sum
  }

  /// The burn over the look-back of `count` buckets.
  package func burn(over lookback: TimeSpan, buckets count: Int) -> Burn {
    let range = (end - count)..<end
    let judged = sum(over: range)
    let specimens = specimens?.sum(over: range)
    return Burn(
      lookback, judged, target: history.objective.target, specimens: specimens, unjudged: 0)
  }
}
