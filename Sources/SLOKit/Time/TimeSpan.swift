// A length of time in whole nanoseconds, as config and command line write it: `90s 5m 6h 30d 4w`,
// and sums (`1h30m`). Whole days are 24 hours here; calendar lengths belong to Window. Arithmetic
// stops at the ends of 64 bits (292 years) instead of trapping: lengths come from configs.

/// A length of time in whole nanoseconds.
public struct TimeSpan: Comparable, Hashable, Sendable {
  /// The length in nanoseconds.
  public var nanoseconds: Int64

  /// A span of `nanoseconds`.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// No time at all.
  public static let zero = TimeSpan(nanoseconds: 0)

  /// A span of `count` seconds.
  public static func seconds(_ count: Int64) -> TimeSpan {
    TimeSpan(nanoseconds: 1_000_000_000) * count
  }

  /// A span of `count` minutes.
  public static func minutes(_ count: Int64) -> TimeSpan { .seconds(60) * count }

  /// A span of `count` hours.
  public static func hours(_ count: Int64) -> TimeSpan { .seconds(3600) * count }

  /// A span of `count` days of 24 hours.
  public static func days(_ count: Int64) -> TimeSpan { .seconds(86400) * count }

  /// Whether `lhs` is shorter than `rhs`.
  public static func < (lhs: TimeSpan, rhs: TimeSpan) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

  /// Both spans together.
  public static func + (lhs: TimeSpan, rhs: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: lhs.nanoseconds.addingSaturated(rhs.nanoseconds))
  }

  /// What `lhs` is longer than `rhs`.
  public static func - (lhs: TimeSpan, rhs: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: lhs.nanoseconds.subtractingSaturated(rhs.nanoseconds))
  }

  /// The span `count` times over.
  public static func * (span: TimeSpan, count: Int64) -> TimeSpan {
    let (product, overflows) = span.nanoseconds.multipliedReportingOverflow(by: count)
    if !overflows { return TimeSpan(nanoseconds: product) }
    return TimeSpan(nanoseconds: (span.nanoseconds < 0) == (count < 0) ? .max : .min)
  }

  /// Whether the span is a whole number of `unit`s, each longer than nothing.
  public func isMultiple(of unit: TimeSpan) -> Bool {
    nanoseconds.isMultiple(of: unit.nanoseconds)
  }

  /// The span without its fraction of a second, towards zero.
  package var toTheSecond: TimeSpan {
    TimeSpan(nanoseconds: nanoseconds / 1_000_000_000 * 1_000_000_000)
  }
}

extension Timestamp {
  /// The instant `span` later.
  public static func + (instant: Timestamp, span: TimeSpan) -> Timestamp {
    Timestamp(nanoseconds: instant.nanoseconds.addingSaturated(span.nanoseconds))
  }

  /// The instant `span` earlier.
  public static func - (instant: Timestamp, span: TimeSpan) -> Timestamp {
    Timestamp(nanoseconds: instant.nanoseconds.subtractingSaturated(span.nanoseconds))
  }

  /// The time from `earlier` to `later`.
  public static func - (later: Timestamp, earlier: Timestamp) -> TimeSpan {
    TimeSpan(nanoseconds: later.nanoseconds.subtractingSaturated(earlier.nanoseconds))
  }
}

extension Int64 {
  fileprivate func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }

  fileprivate func subtractingSaturated(_ other: Int64) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (other < 0 ? .max : .min) : difference
  }
}
