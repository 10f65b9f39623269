// The units of a window come in; when its budget will be gone goes out. The definition, bucket by
// bucket: each future bucket adds what the last `forecastFrom` brought a bucket, a rolling window
// loses its oldest bucket, and the first end at which nothing remains is the answer.

struct PlainForecast {
  enum State: String { case exhausted, within, notWithin, noData }

  var state: State
  var at: Int?

  /// - Parameter lastEnd: where a calendar window ends; a rolling one (nil) goes on for its length.
  init(
    units: [PlainUnit], target: Int, window: (from: Int, to: Int), lastEnd: Int?,
    resolution: Int, forecastFrom: Int, unread: Int = 0, areSlices: Bool = false
  ) {
    let (from, end) = window
    let inWindow = units.filter { from <= $0.instant && $0.instant < end }
    var held = PlainSum(inWindow)
    if areSlices {
      held.bad = min(held.valid, held.bad + unread)
    } else {
      held.valid += unread
      held.bad += unread
    }
    let now = PlainBudget(valid: held.valid, bad: held.bad, target: target)
    let recent = PlainSum(units.filter { end - forecastFrom <= $0.instant && $0.instant < end })
    (state, at) = (.noData, nil)
    if held.valid == 0 { return }
    if now.isExhausted {
      (state, at) = (.exhausted, end)
      return
    }
    if recent.valid == 0 { return }
    let byBucket = Dictionary(grouping: inWindow) {
      PlainTime.floor($0.instant, to: resolution)
    }
    // Everything × the number of buckets that `recent` was spread over, so that all stay whole.
    let spread = forecastFrom / resolution
    let steps = ((lastEnd ?? end + (end - from)) - end) / resolution
    state = .notWithin
    for step in stride(from: 1, through: steps, by: 1) {
      if lastEnd == nil, let oldest = byBucket[from + (step - 1) * resolution] {
        let gone = PlainSum(oldest)
        held.valid -= gone.valid
        held.bad -= gone.bad
      }
      let then = PlainBudget(
        valid: held.valid * spread + step * recent.valid,
        bad: held.bad * spread + step * recent.bad, target: target)
      if then.isExhausted {
        (state, at) = (.within, end + step * resolution)
        return
      }
    }
  }

  var expected: Expected {
    .object([("state", .text(state.rawValue)), ("at", .time(at))])
  }
}
