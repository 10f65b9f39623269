// Where an objective's window starts as of one bucket's end after the other. Calendar arithmetic is
// done once a period, not once a bucket.

/// A window as of a bucket's end.
struct WindowPlace {
  /// Its first bucket.
  var start = 0
  /// How many buckets a forecast looks ahead: the window's length, or to its end.
  var horizon = 0
  /// Whether it drops its oldest bucket for each that it adds.
  var rolls = false
}

/// The starts of windows, as of instants that only move forward.
struct WindowWalk {
  private let window: Window
  private let buckets: Buckets
  /// The start of the calendar period that lasts until `periodEnd`, in buckets.
  private var periodStart = 0
  private var periodEnd = Int.min

  init(_ window: Window, _ buckets: Buckets) {
    self.window = window
    self.buckets = buckets
  }

  /// The first bucket of the window as of the end of the bucket before `end`.
  mutating func start(asOf end: Int) -> Int {
    if case .rolling(let length) = window {
      return end - Int(length.nanoseconds / buckets.resolution.nanoseconds)
    }
    if end > periodEnd {
      let instant = buckets.start(of: end)
      let interval = window.interval(asOf: instant, buckets: buckets)
      periodStart = buckets.index(of: interval.lowerBound)
      periodEnd =
        window.periodEnd(asOf: instant, buckets: buckets).map { buckets.index(of: $0) }
        ?? end
    }
    return min(periodStart, end)
  }

  /// The window as of the end of the bucket before `end`.
  mutating func place(asOf end: Int) -> WindowPlace {
    let start = start(asOf: end)
    if case .rolling = window {
      return WindowPlace(start: start, horizon: end - start, rolls: true)
    }
    return WindowPlace(start: start, horizon: max(0, periodEnd - end), rolls: false)
  }
}
