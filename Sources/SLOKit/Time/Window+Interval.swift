// Which span of time a window is, as of an instant. A calendar window is the period whose first and
// last instants lie around the last bucket before the instant; periods follow one another without
// gap or overlap, whatever the clocks do: each begins at the first instant at which local clocks
// reach midnight of its first date (a skipped midnight: the change's instant; of two, the first).

extension Window {
  /// The span over which the budget runs as of `end`.
  ///
  /// - Parameters:
  ///   - end: The instant asked for: a bucket's end.
  ///   - buckets: The buckets in which events are counted; a calendar period's first instant is
  ///     rounded up to one.
  /// - Returns: From the window's first instant to `end`, which is not part of it.
  package func interval(asOf end: Timestamp, buckets: Buckets) -> Range<Timestamp> {
    switch self {
    case .rolling(let length):
      return min(end - length, end)..<end
    case .calendar(let unit, let zone):
      let start = unit.period(of: end - buckets.resolution, in: zone).lowerBound
      return min(buckets.endRoundingUp(start), end)..<end
    }
  }

  /// Where the calendar period ends that `interval(asOf:buckets:)` is part of: the start of the
  /// next one, rounded up to a bucket. Nil for a rolling window, which never ends.
  package func periodEnd(asOf end: Timestamp, buckets: Buckets) -> Timestamp? {
    switch self {
    case .rolling: nil
    case .calendar(let unit, let zone):
      buckets.endRoundingUp(unit.period(of: end - buckets.resolution, in: zone).upperBound)
    }
  }

  /// The length by which burn rates are measured: a rolling window's own, and for calendar windows
  /// 1, 7, 30, 90 and 365 days.
  package var nominalLength: TimeSpan {
    switch self {
    case .rolling(let length): length
    case .calendar(let unit, _): .days(unit.nominalDays)
    }
  }
}

extension CalendarUnit {
  /// 1, 7, 30, 90 or 365.
  package var nominalDays: Int64 {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 30
    case .quarter: 90
    case .year: 365
    }
  }

  /// The period that holds `instant`: from its first instant to that of the next period.
  package func period(of instant: Timestamp, in zone: Zone) -> Range<Timestamp> {
    var firstDay = firstDay(of: zone.localDate(at: instant))
    var start = zone.firstInstant(ofDay: firstDay)
    while true {
      firstDay = firstDayOfNext(after: firstDay)
      let next = zone.firstInstant(ofDay: firstDay)
      if instant < next || next.nanoseconds == .max { return start..<next }
      // Clocks set back over midnight show the old date again, but its period is over.
      start = next
    }
  }

  /// Days since 1970-01-01 of the first date of the period that holds `date`.
  private func firstDay(of date: CivilDate) -> Int {
    switch self {
    case .day:
      date.daysSinceEpoch
    case .week:
      date.daysSinceEpoch - CivilDate.weekday(daysSinceEpoch: date.daysSinceEpoch)
    case .month:
      CivilDate(year: date.year, month: date.month, day: 1).daysSinceEpoch
    case .quarter:
      CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1).daysSinceEpoch
    case .year:
      CivilDate(year: date.year, month: 1, day: 1).daysSinceEpoch
    }
  }

  /// The first date of the period after the one that begins on `firstDay`.
  private func firstDayOfNext(after firstDay: Int) -> Int {
    // No period is shorter than its least length, none twice as long.
    switch self {
    case .day: firstDay + 1
    case .week: firstDay + 7
    case .month: self.firstDay(of: CivilDate(daysSinceEpoch: firstDay + 31))
    case .quarter: self.firstDay(of: CivilDate(daysSinceEpoch: firstDay + 92))
    case .year: self.firstDay(of: CivilDate(daysSinceEpoch: firstDay + 366))
    }
  }
}
