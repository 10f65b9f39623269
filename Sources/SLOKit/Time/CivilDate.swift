// Dates of the proleptic Gregorian calendar to and from days since 1970-01-01, in whole numbers.
// Years are counted from March, so that the leap day is the last of its year and the lengths of the
// months before it follow one line: 153 days every five months.

/// A date of the proleptic Gregorian calendar.
package struct CivilDate: Hashable, Sendable {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int

  @inlinable
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  private static let daysInFourCenturies = 146_097
  /// From 0000-03-01 to 1970-01-01.
  private static let epochFromMarchOfYearZero = 719_468

  /// The date `days` after 1970-01-01.
  package init(daysSinceEpoch days: Int) {
    let fromMarch = days + Self.epochFromMarchOfYearZero
    let cycle = fromMarch.flooredQuotient(by: Self.daysInFourCenturies)
    let dayOfCycle = fromMarch - cycle * Self.daysInFourCenturies
    // Without the leap days of its fourth years (all but each hundredth, save the last of the
    // cycle), a cycle is 400 years of 365 days.
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01, negative before it. `month` and `day` are taken at their word: the 0th
  /// of March is the last of February.
  package var daysSinceEpoch: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let leapDays =
      marchYear.flooredQuotient(by: 4) - marchYear.flooredQuotient(by: 100)
      + marchYear.flooredQuotient(by: 400)
    return 365 * marchYear + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1
      - Self.epochFromMarchOfYearZero
  }

  /// Whether `year` has a 29 February.
  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days `month` (1 to 12) of `year` has.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The weekday of the day `days` after 1970-01-01, a Thursday: 0 is Monday, 6 Sunday.
  package static func weekday(daysSinceEpoch days: Int) -> Int {
    let shifted = days + 3
    return shifted - shifted.flooredQuotient(by: 7) * 7
  }
}

extension FixedWidthInteger {
  /// The quotient rounded towards negative infinity; `divisor` is positive.
  @inlinable @inline(__always)
  package func flooredQuotient(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
