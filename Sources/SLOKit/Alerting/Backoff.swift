// How long to wait before trying again. The wait is drawn evenly from a span that doubles with every
// failure ("full jitter"), so that many who failed together do not come back together; after Brooker,
// "Exponential backoff and jitter", AWS Architecture Blog, 2015.

/// The waits between attempts that fail.
package enum Backoff {
  /// What the first wait is drawn from.
  package static let shortest = TimeSpan.seconds(1)
  /// What no wait is drawn from more than.
  package static let longest = TimeSpan.minutes(5)
  /// The longest wait that a receiver may ask for.
  package static let longestAskedFor = TimeSpan.hours(1)

  /// The wait after `failures` failures in a row.
  ///
  /// - Parameters:
  ///   - failures: At least 1.
  ///   - askedFor: What the receiver asked for; the wait is no shorter.
  ///   - random: Any 64 bits; the same give the same wait.
  package static func wait(
    after failures: Int, askedFor: TimeSpan? = nil, random: UInt64
  ) -> TimeSpan {
    let doublings = Int64(clamping: min(max(failures, 1) - 1, 16))
    let span = min(shortest * (1 << doublings), longest).nanoseconds
    let drawn = (UInt64(span) + 1).multipliedFullWidth(by: random).high
    let wait = TimeSpan(nanoseconds: Int64(clamping: drawn))
    guard let askedFor else { return wait }
    return max(wait, min(askedFor, longestAskedFor))
  }
}
