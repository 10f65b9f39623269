// How long requests took, in the quantiles that people speak of.

/// How long requests took.
public struct Latency: Sendable, Equatable {
  /// How many requests say how long they took.
  public var count: Int64
  /// Half of them took no longer; 90 and 99 of a hundred took no longer; the longest.
  public var median: TimeSpan, ninetieth: TimeSpan, ninetyNinth: TimeSpan, longest: TimeSpan

  /// The quantiles of `durations`; nil where there are none.
  package init?(_ durations: DurationHistogram) {
    guard let median = durations.quantile(thousandths: 500),
      let ninetieth = durations.quantile(thousandths: 900),
      let ninetyNinth = durations.quantile(thousandths: 990)
    else { return nil }
    count = durations.count
    self.median = median
    self.ninetieth = ninetieth
    self.ninetyNinth = ninetyNinth
    longest = durations.longest
  }
}
