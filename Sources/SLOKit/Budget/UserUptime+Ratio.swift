// User-uptime as a quotient: divided once, at the end.

extension UserUptime.Sum {
  /// up / (up + down); nil without any time.
  public var ratio: Double? { all > 0 ? Fraction(up, all).double : nil }
}
