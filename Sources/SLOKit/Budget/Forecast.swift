// Where a budget is heading if the last hour goes on: every future bucket adds that hour's valid
// and bad divided by its buckets, as exact fractions, and a rolling window drops its oldest buckets.
// All is scaled by the number of buckets, so that whole numbers do.

/// When the budget will be exhausted.
public enum Forecast: Sendable, Equatable {
  /// It is exhausted now.
  case exhausted(at: Timestamp)
  /// It will be, at the end of that bucket.
  case within(at: Timestamp)
  /// Not within one window's length, or before the calendar period ends.
  case notWithin
  /// No valid event in the window, or none in the hour to go by.
  case noData

  /// The forecast as of the end of the bucket before `end`.
  ///
  /// - Parameters:
  ///   - series: Valid and bad by bucket.
  ///   - window: The buckets of the window; its upper bound is `end`.
  ///   - pace: How many buckets before `end` set the pace.
  ///   - horizon: How many future buckets are looked at.
  ///   - rolls: Whether the window drops a bucket for each it adds.
  ///   - unread: How many bad events, of which nobody knows when, are in the window besides.
  ///   - areSlices: Whether `series` holds slices.
  package init(
    of series: JudgedSeries, target: Target, window: Range<Int>, pace: Int, horizon: Int,
    rolls: Bool, buckets: Buckets, unread: Int64 = 0, areSlices: Bool = false
  ) {
    let end = window.upperBound
    let now = series.sum(over: window).worsened(by: unread, areSlices: areSlices)
    if ErrorBudget(valid: now.valid, bad: now.bad, target: target).isExhausted {
      self = .exhausted(at: buckets.start(of: end))
      return
    }
    let recent = series.sum(over: (end - pace)..<end)
    guard now.valid > 0, recent.valid > 0 else {
      self = .noData
      return
    }
    let scale = Int128(pace)
    var valid = Int128(now.valid) * scale
    var bad = Int128(now.bad) * scale
    for step in 0..<horizon {
      valid += Int128(recent.valid)
      bad += Int128(recent.bad)
      if rolls {
        let dropped = series[window.lowerBound + step]
        valid -= Int128(dropped.valid) * scale
        bad -= Int128(dropped.bad) * scale
      }
      if ErrorBudget.isExhausted(valid: valid, bad: bad, target: target) {
        self = .within(at: buckets.start(of: end + step + 1))
        return
      }
    }
    self = .notWithin
  }

  /// Whether the budget is exhausted as of `end`, as of which the forecast is, or will be within
  /// `limit` of it.
  package func isExhausted(within limit: TimeSpan, of end: Timestamp) -> Bool {
    switch self {
    case .exhausted: true
    case .within(let instant): instant - end <= limit
    case .notWithin, .noData: false
    }
  }
}
