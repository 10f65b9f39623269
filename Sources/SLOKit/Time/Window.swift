// The span over which a budget runs: rolling (the last 30 days) or calendar (this month, in a zone).

/// A calendar period.
public enum CalendarUnit: String, CaseIterable, Sendable {
  /// From local midnight to the next.
  case day
  /// From Monday's local midnight.
  case week
  /// From the first of a month.
  case month
  /// From the first of January, April, July, October.
  case quarter
  /// From 1 January.
  case year
}

/// The span over which an objective's budget runs.
public enum Window: Sendable {
  /// The last `length` before the instant asked for.
  case rolling(TimeSpan)
  /// The calendar period of the instant asked for, in an IANA zone.
  case calendar(CalendarUnit, Zone)
}
