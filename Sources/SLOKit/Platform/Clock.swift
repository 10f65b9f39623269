// The wall clock.

internal import Glibc

/// The wall clock's time in nanoseconds since 1970-01-01T00:00:00Z.
package func wallClockNanoseconds() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
