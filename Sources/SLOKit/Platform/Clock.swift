// The wall clock and the one that only goes forward.
//
// Invariants: `clock_gettime` fills a value of its own type.

internal import Glibc

/// The wall clock's time in nanoseconds since 1970-01-01T00:00:00Z.
package func wallClockNanoseconds() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Nanoseconds since some instant in the past, which no change of the wall clock moves: what spans
/// and deadlines are measured by.
package func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
