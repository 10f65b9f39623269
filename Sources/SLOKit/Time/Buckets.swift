// The buckets in which time is counted: all of one length, the resolution, and aligned to the
// epoch. Instants before 1970 lie in buckets with negative indices; nothing here traps or wraps.

/// The division of time into buckets of one length.
package struct Buckets: Hashable, Sendable {
  /// The length of a bucket; more than zero.
  package let resolution: TimeSpan

  package init(resolution: TimeSpan) {
    precondition(resolution.nanoseconds > 0, "a bucket has a length")
    self.resolution = resolution
  }

  /// The index of the bucket that holds `instant`.
  @inlinable
  package func index(of instant: Timestamp) -> Int {
    Int(instant.nanoseconds.flooredQuotient(by: resolution.nanoseconds))
  }

  /// The first instant of the bucket `index`; the nearest instant where that lies outside 64 bits.
  @inlinable
  package func start(of index: Int) -> Timestamp {
    let (start, overflows) = Int64(index).multipliedReportingOverflow(by: resolution.nanoseconds)
    return Timestamp(nanoseconds: overflows ? (index < 0 ? .min : .max) : start)
  }

  /// `instant` where it starts a bucket, else the end of the bucket that holds it.
  @inlinable
  package func endRoundingUp(_ instant: Timestamp) -> Timestamp {
    let index = index(of: instant)
    let start = start(of: index)
    // The first bucket of all may begin before the first instant: its start is then that instant,
    // but not a multiple.
    if start == instant && start.nanoseconds % resolution.nanoseconds == 0 { return instant }
    return self.start(of: index + 1)
  }
}
