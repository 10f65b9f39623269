// The forecasts of single keys. Where a key's is asked for at every bucket's end, its past is kept
// from one to the next, for so many keys; those of more are looked up each time.

/// Makes the forecasts of keys.
struct KeyForecasts {
  /// For how many keys pasts are kept.
  private static let kept = 32

  private var history: ObjectiveHistory
  private var log: KeyLog
  private let span: ReplaySpan
  private var pasts: [Int: KeySeries] = [:]

  init(_ history: ObjectiveHistory, _ log: KeyLog, over span: ReplaySpan) {
    self.history = history
    self.log = log
    self.span = span
  }

  /// The forecast of `key`, which looks `horizon` buckets ahead.
  func forecast(
    of key: Int, target: Target, asOf end: Int, _ window: WindowPlace, horizon: Int
  ) -> Forecast {
    let past = pasts[key] ?? past(of: key)
    return Forecast(
      of: past.judged(asOf: end), target: target, window: window.start..<end, pace: span.pace,
      horizon: horizon, rolls: window.rolls, buckets: span.buckets)
  }

  private func past(of key: Int) -> KeySeries {
    KeySeries(of: key, in: log, history, over: span.start(of: history)..<max(span.first, span.last))
  }

  /// Keeps the past of `key`, which is asked about step after step.
  mutating func prepare(_ key: Int) {
    if pasts[key] == nil, pasts.count < KeyForecasts.kept { pasts[key] = past(of: key) }
  }

  /// Lets go of all that was counted.
  mutating func letGo() {
    history = history.withoutCounts
    log = KeyLog()
    pasts = [:]
  }

  /// Lets go of the past of `key`, which is not asked about for now.
  mutating func forget(_ key: Int) { pasts[key] = nil }
}
