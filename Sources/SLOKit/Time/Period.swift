// A period that a report is about, as a command line names it: `last-month`, `last-week`, `yesterday`,
// `2026-10`, `2026-W41`, `2026-Q3`, or two ends `T1..T2`. Which instants those are depends on the zone
// that is asked about and, for the first three, on the clock.

/// A period of a report.
package enum Period: Sendable, Equatable {
  /// The last whole one before now.
  case last(CalendarUnit)
  /// The one that holds a local date, given in days since 1970-01-01.
  case holding(CalendarUnit, day: Int)
  case span(from: Bound, to: Bound)

  /// An end of a span.
  package enum Bound: Sendable, Equatable {
    case instant(Timestamp)
    /// The first instant of a local date, given in days since 1970-01-01.
    case day(Int)
  }

  /// The forms that `init(_:)` reads.
  package static let forms =
    "last-month, last-week, yesterday, 2026-10, 2026-W41, 2026-Q3 or T1..T2"

  /// The period that `text` names; nil where it names none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    switch text {
    case "last-month": self = .last(.month)
    case "last-week": self = .last(.week)
    case "yesterday": self = .last(.day)
    default:
      if let dots = bytes.indices.first(where: { bytes[$0...].starts(with: "..".utf8) }) {
        guard let from = Bound(String(decoding: bytes[..<dots], as: UTF8.self)),
          let to = Bound(String(decoding: bytes[(dots + 2)...], as: UTF8.self))
        else { return nil }
        self = .span(from: from, to: to)
      } else if let calendar = Period.calendar(bytes) {
        self = calendar
      } else {
        return nil
      }
    }
  }

  /// `2026-10`, `2026-W41` or `2026-Q3`.
  private static func calendar(_ bytes: [UInt8]) -> Period? {
    guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"),
      let year = number(bytes[..<4]), year >= 1678, year <= 2261
    else { return nil }
    let rest = bytes[6...]
    switch bytes[5] {
    case UInt8(ascii: "W"):
      guard rest.count == 2, let week = number(rest), week >= 1 else { return nil }
      // ISO 8601: the first week is the one with 4 January in it.
      let fourth = CivilDate(year: year, month: 1, day: 4).daysSinceEpoch
      let monday = fourth - CivilDate.weekday(daysSinceEpoch: fourth) + (week - 1) * 7
      return CivilDate(daysSinceEpoch: monday + 3).year == year
        ? .holding(.week, day: monday) : nil
    case UInt8(ascii: "Q"):
      guard rest.count == 1, let quarter = number(rest), (1...4).contains(quarter) else {
        return nil
      }
      let first = CivilDate(year: year, month: quarter * 3 - 2, day: 1)
      return .holding(.quarter, day: first.daysSinceEpoch)
    default:
      guard bytes.count == 7, let month = number(bytes[5...]), (1...12).contains(month) else {
        return nil
      }
      return .holding(.month, day: CivilDate(year: year, month: month, day: 1).daysSinceEpoch)
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  // MARK: In a zone

  /// The instants of the period on the clocks of `zone`, from the first to the first after it, both
  /// rounded up to a bucket's end; nil where there are none.
  ///
  /// - Parameter now: The clock's time.
  package func interval(in zone: Zone, now: Timestamp, buckets: Buckets) -> Range<Timestamp>? {
    let (from, to): (Timestamp, Timestamp)
    switch self {
    case .last(let unit):
      let last = unit.period(before: unit.period(of: now, in: zone), in: zone)
      (from, to) = (last.lowerBound, last.upperBound)
    case .holding(let unit, let day):
      let period = unit.period(of: zone.firstInstant(ofDay: day), in: zone)
      (from, to) = (period.lowerBound, period.upperBound)
    case .span(let first, let end):
      (from, to) = (first.instant(in: zone), end.instant(in: zone))
    }
    let (start, end) = (buckets.endRoundingUp(from), buckets.endRoundingUp(to))
    return start < end ? start..<end : nil
  }

  /// The period before `interval`, to compare with: the calendar's, else one of the same length.
  package func interval(
    before interval: Range<Timestamp>, in zone: Zone, buckets: Buckets
  ) -> Range<Timestamp> {
    switch self {
    case .last(let unit), .holding(let unit, _):
      // A bucket's end may lie behind the period's first instant, never before it.
      let before = unit.period(before: unit.period(of: interval.lowerBound, in: zone), in: zone)
      return buckets.endRoundingUp(before.lowerBound)..<interval.lowerBound
    case .span:
      let length = interval.upperBound - interval.lowerBound
      return (interval.lowerBound - length)..<interval.lowerBound
    }
  }
}

extension Period.Bound {
  /// An instant of RFC 3339, or a date.
  init?(_ text: String) {
    guard let instant = Timestamp.parse(text) else { return nil }
    // A date alone was read as its midnight in UTC.
    self =
      text.utf8.count == 10
      ? .day(Int(instant.epochSecond.flooredQuotient(by: 86400))) : .instant(instant)
  }

  fileprivate func instant(in zone: Zone) -> Timestamp {
    switch self {
    case .instant(let instant): instant
    case .day(let day): zone.firstInstant(ofDay: day)
    }
  }
}

extension CalendarUnit {
  /// The period that ends where `period` begins.
  fileprivate func period(before period: Range<Timestamp>, in zone: Zone) -> Range<Timestamp> {
    self.period(of: period.lowerBound - TimeSpan(nanoseconds: 1), in: zone)
  }
}

extension Zone {
  /// The first instant at which local clocks reach the midnight that begins a date, given in days
  /// since 1970-01-01.
  package func firstInstant(ofDay day: Int) -> Timestamp {
    Timestamp(epochSecond: firstEpochSecond(atOrAfterLocal: Int64(day) * 86400))
  }
}

extension Window {
  /// The zone that its calendar is of; UTC for a rolling window.
  package var zone: Zone {
    switch self {
    case .rolling: .utc
    case .calendar(_, let zone): zone
    }
  }
}
