// An objective that is proposed, and the target for it: the tightest one in use that the observed
// history would just have met. Where nothing failed that is any, so that the traffic decides: a
// budget should hold ten bad events, or one more of them says nothing.

/// An objective that is proposed.
struct ProposedObjective: Sendable {
  var name: String
  var match: Expression?
  var good: Expression
  /// What a good event is, in a sentence without a full stop.
  var promise: String
  /// What was seen, as figures of an engine.
  var valid: Int64 = 0, bad: Int64 = 0
  /// How long it was seen for.
  var covered = TimeSpan.zero

  /// The comment that the config has: what it is, and where its target comes from.
  var description: String {
    guard valid > 0 else { return "\(promise)." }
    let seen =
      "\(promise). \(NumberText.grouped(bad)) bad of \(NumberText.grouped(valid)) in "
      + "\(covered.toTheSecond): "
    return bad * 2 > valid
      ? seen + "not even \(target) was met. Is this what good means?"
      : seen + "\(target) would just have been met. What should it be?"
  }

  /// The target that was just met.
  var target: String { Self.target(valid: valid, bad: bad) }

  /// Targets that people use, in hundredths of a percent, the tightest first.
  private static let ladder: [Int64] = [
    9999, 9995, 9990, 9980, 9950, 9900, 9850, 9800, 9750, 9700, 9600, 9500, 9250, 9000, 8500, 8000,
    7500, 7000, 6000, 5000,
  ]

  /// The target for `bad` of `valid` events, as a config writes it.
  static func target(valid: Int64, bad: Int64) -> String {
    let fits = ladder.first { hundredths in
      let (allowed, overflows) = valid.multipliedReportingOverflow(by: 10_000 - hundredths)
      return overflows || allowed >= (bad == 0 ? 10 : bad) * 10_000
    }
    let hundredths = bad == 0 ? max(9900, fits ?? 0) : fits ?? 5000
    return Target.percent(billionths: hundredths * 100_000)
  }

  /// The shortest of `1, 2, 3, 5 × 10ⁿ ms` that is not exceeded by 99 % of `durations`.
  static func threshold(of durations: [Int64]) -> TimeSpan {
    let sorted = durations.sorted()
    let wanted = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
    var unit: Int64 = 1_000_000
    while unit < 3_600_000_000_000 {
      for factor in [1, 2, 3, 5] as [Int64] where factor * unit >= wanted {
        return TimeSpan(nanoseconds: factor * unit)
      }
      unit *= 10
    }
    return .hours(1)
  }
}
