// How long things took, in a few thousand counters whatever comes: exact below 128 ns, and above it
// 128 counters for each power of two (as HdrHistogram has them; G. Tene). A quantile is told as the
// largest duration of its counter, hence at most 0.8 % too long and never too short.

/// Counts of durations by size.
package struct DurationHistogram: Sendable {
  private static let bits = 7
  private static let perOctave = 1 << bits

  /// By index, as far as anything was counted.
  private var counts: [Int64] = []
  /// How many durations there are.
  package private(set) var count: Int64 = 0
  /// The longest of them.
  package private(set) var longest = TimeSpan.zero

  /// By how much of itself a quantile may be too long.
  package static let relativeError = 1 / Double(perOctave)

  package init() {}

  /// Counts `weight` times `duration`; a negative one counts as none at all.
  package mutating func add(_ duration: TimeSpan, weight: Int64 = 1) {
    let index = Self.index(of: UInt64(max(0, duration.nanoseconds)))
    if index >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: index + 1 - counts.count))
    }
    counts[index] += weight
    count += weight
    longest = max(longest, duration)
  }

  /// Adds the durations of `more`.
  package static func += (histogram: inout DurationHistogram, more: DurationHistogram) {
    let missing = more.counts.count - histogram.counts.count
    if missing > 0 { histogram.counts.append(contentsOf: repeatElement(0, count: missing)) }
    for (index, count) in more.counts.enumerated() { histogram.counts[index] += count }
    histogram.count += more.count
    histogram.longest = max(histogram.longest, more.longest)
  }

  /// The least duration that at least `share` of all do not exceed; nil without any.
  ///
  /// - Parameter share: In thousandths, 1 to 1000: 500 is the median, 990 the 99th percentile.
  package func quantile(thousandths share: Int64) -> TimeSpan? {
    guard count > 0 else { return nil }
    var rest = Int128(count) * Int128(share)
    for (index, count) in counts.enumerated() {
      rest -= Int128(count) * 1000
      if rest <= 0 {
        let upper = TimeSpan(nanoseconds: Int64(clamping: Self.upperBound(of: index)))
        return min(upper, longest)
      }
    }
    return longest
  }

  private static func index(of value: UInt64) -> Int {
    if value < UInt64(perOctave) { return Int(value) }
    let shift = 63 - value.leadingZeroBitCount - bits
    return shift * perOctave + Int(value >> UInt64(shift))
  }

  /// The largest value of the counter `index`.
  private static func upperBound(of index: Int) -> UInt64 {
    let shift = max(0, index / perOctave - 1)
    return UInt64(index - shift * perOctave + 1) << UInt64(shift) - 1
  }
}
