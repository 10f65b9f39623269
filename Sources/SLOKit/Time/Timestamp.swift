// An instant: whole nanoseconds since 1970-01-01T00:00:00Z in 64 bits, which reach from 1677-09-21
// to 2262-04-11; events from 1678 to 2261 are taken.

/// An instant in nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Comparable, Hashable, Sendable {
  /// Nanoseconds since the epoch, negative before it.
  public var nanoseconds: Int64

  /// The instant `nanoseconds` after the epoch.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Whether `lhs` is earlier than `rhs`.
  public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.nanoseconds < rhs.nanoseconds
  }
}
