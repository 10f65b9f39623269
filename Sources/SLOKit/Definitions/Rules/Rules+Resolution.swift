// Time is counted in buckets of the resolution: it must divide an hour, and every look-back, slice
// and window must be a whole number of buckets. What does not fit gets the nearest that does.

/// What a config's values must fulfil beyond their form.
enum Rules {
  private static let hour = TimeSpan.hours(1)

  /// Whether `span` may be a resolution: 1 s to 1 h, dividing an hour.
  static func isResolution(_ span: TimeSpan) -> Bool {
    span >= .seconds(1) && span <= hour && hour.nanoseconds % span.nanoseconds == 0
  }

  /// The whole seconds of a minute, or minutes of an hour, nearest to `span` that divide it; of two,
  /// the longer.
  static func nearestResolution(to span: TimeSpan) -> TimeSpan {
    let wanted = max(TimeSpan.seconds(1), min(span, hour))
    let divisors = (1...60).filter { 60 % $0 == 0 }.map { Int64($0) }
    let round = divisors.map { TimeSpan.seconds($0) } + divisors.map { TimeSpan.minutes($0) }
    return round.reversed().min {
      ($0.nanoseconds - wanted.nanoseconds).magnitude
        < ($1.nanoseconds - wanted.nanoseconds).magnitude
    } ?? .minutes(1)
  }

  /// Whether `span` is at least one bucket and a whole number of them.
  static func fits(_ span: TimeSpan, resolution: TimeSpan) -> Bool {
    span > TimeSpan(nanoseconds: 0) && span.nanoseconds % resolution.nanoseconds == 0
  }

  /// The multiple of `resolution` nearest to `span`, at least one; halfway, the longer.
  static func nearestFitting(_ span: TimeSpan, resolution: TimeSpan) -> TimeSpan {
    let (count, rest) = span.nanoseconds.quotientAndRemainder(dividingBy: resolution.nanoseconds)
    let isNearerAbove = rest >= resolution.nanoseconds - rest
    // Above the longest span there is none longer.
    let (length, overflows) = max(1, isNearerAbove ? count + 1 : count)
      .multipliedReportingOverflow(by: resolution.nanoseconds)
    return TimeSpan(nanoseconds: overflows ? count * resolution.nanoseconds : length)
  }
}
