// How long customers were up and down, as a value: for the whole period, and for the worst look-back
// of each length in it. Times are sums over all customers in whole nanoseconds, which 64 bits do not
// hold for ten thousand customers and a month.

/// The time that customers were up and down (Hauer et al., "Meaningful Availability", NSDI 2020).
public struct UserUptime: Sendable, Equatable {
  /// Time that was up and time that was down, summed over customers.
  public struct Sum: Sendable, Equatable {
    /// Nanoseconds after good and excused events.
    public var up: Int128 = 0
    /// Nanoseconds after bad events.
    public var down: Int128 = 0

    /// Both together.
    public var all: Int128 { up + down }

    /// Whether up / all is lower than that of `other`; both have some time. Products are formed in
    /// full width.
    func isLower(than other: Sum) -> Bool {
      let (left, right) = (
        up.multipliedFullWidth(by: other.all), other.up.multipliedFullWidth(by: all)
      )
      return left.high != right.high ? left.high < right.high : left.low < right.low
    }
  }

  /// The look-back of one length with the lowest share of up time.
  public struct Worst: Sendable, Equatable {
    /// How long it is.
    public var length: TimeSpan
    /// Its time; nil where the period is shorter, has no time at all, or buckets do not divide it.
    public var sum: Sum?
    /// The bucket's end at which it ends: of several as low, the first.
    public var at: Timestamp?
  }

  /// All of the period.
  public var sum: Sum
  /// The worst look-back of each length, ascending.
  public var worst: [Worst]
  /// Events that came too late to be put in order: no time is theirs.
  public var tooLate: Int64
}
