// The rule by which a zone changes its clocks year after year, as the footer of a zoneinfo file
// writes it: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX TZ with the hours of -167 to 167 of RFC 9636,
// section 3.3.1). The text comes in, the changes of any years go out.

/// A yearly rule of daylight saving, or one offset for ever.
struct ZoneRule {
  /// Seconds east of UTC without daylight saving.
  private(set) var standardOffset: Int64 = 0
  private var saving: Saving?

  private struct Saving {
    var offset: Int64
    var begins: Moment
    var ends: Moment
  }

  /// A day of every year, and seconds from its midnight on the clocks as they were until then.
  private struct Moment {
    enum Day {
      /// `J60`: the 60th day, 29 February not counted; 1 to 365.
      case withoutLeapDay(Int)
      /// `59`: days from 1 January, 29 February counted; 0 to 365.
      case withLeapDay(Int)
      /// `M3.5.0`: the fifth, that is the last, Sunday of March.
      case weekday(month: Int, week: Int, weekday: Int)
    }
    var day: Day
    var second: Int64

    /// Seconds since 1970-01-01T00:00:00 on local clocks.
    func local(year: Int) -> Int64 {
      let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
      let days: Int
      switch day {
      case .withoutLeapDay(let day):
        days = newYear + day - 1 + (CivilDate.isLeap(year) && day >= 60 ? 1 : 0)
      case .withLeapDay(let day):
        days = newYear + day
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
        // POSIX counts weekdays from Sunday, CivilDate from Monday.
        let ahead = (weekday + 6 - CivilDate.weekday(daysSinceEpoch: first) + 7) % 7
        let day = ahead + (week - 1) * 7
        let length = CivilDate.length(ofMonth: month, year: year)
        days = first + (day < length ? day : day - 7)
      }
      return Int64(days) * 86400 + second
    }
  }

  /// The changes of `years` in order, each with the offset from then on.
  func changes(years: ClosedRange<Int>) -> [(second: Int64, offset: Int64)] {
    guard let saving else { return [] }
    var changes: [(second: Int64, offset: Int64)] = []
    changes.reserveCapacity(years.count * 2)
    for year in years {
      let begin = (saving.begins.local(year: year) - standardOffset, saving.offset)
      let end = (saving.ends.local(year: year) - saving.offset, standardOffset)
      changes += begin.0 < end.0 ? [begin, end] : [end, begin]
    }
    // Daylight saving all year is written as one that ends when the next year's begins.
    return changes
  }

  /// Nil where `text` is no such rule.
  init?(_ text: ArraySlice<UInt8>) {
    var reader = Reader(rest: text)
    guard reader.readName(), let west = reader.readTime(hours: 24) else { return nil }
    // POSIX counts offsets west of Greenwich.
    standardOffset = -west
    if reader.rest.isEmpty { return }
    guard reader.readName() else { return nil }
    var offset = standardOffset + 3600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let west = reader.readTime(hours: 24) else { return nil }
      offset = -west
    }
    guard let begins = reader.readMoment(), let ends = reader.readMoment(), reader.rest.isEmpty
    else { return nil }
    saving = Saving(offset: offset, begins: begins, ends: ends)
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, or `<+0330>`.
    mutating func readName() -> Bool {
      if skip("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")), end > rest.startIndex else {
          return false
        }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { byte in
        let lower = byte | 0x20
        return UInt8(ascii: "a") <= lower && lower <= UInt8(ascii: "z")
      }
      rest = rest[letters.endIndex...]
      return letters.count >= 3
    }

    /// Up to three digits.
    mutating func readNumber(_ range: ClosedRange<Int>) -> Int? {
      var number = 0
      let digits = rest.prefix(3).prefix { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
      for digit in digits { number = number * 10 + Int(digit - UInt8(ascii: "0")) }
      rest = rest[digits.endIndex...]
      return !digits.isEmpty && range.contains(number) ? number : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func readTime(hours limit: Int) -> Int64? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard let hours = readNumber(0...limit) else { return nil }
      var seconds = hours * 3600
      for unit in [60, 1] where skip(":") {
        guard let number = readNumber(0...59) else { return nil }
        seconds += number * unit
      }
      return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M10.5.0/3`; without a time it is 02:00.
    mutating func readMoment() -> Moment? {
      guard skip(",") else { return nil }
      let day: Moment.Day
      if skip("M") {
        guard let month = readNumber(1...12), skip("."), let week = readNumber(1...5), skip("."),
          let weekday = readNumber(0...6)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if skip("J") {
        guard let number = readNumber(1...365) else { return nil }
        day = .withoutLeapDay(number)
      } else {
        guard let number = readNumber(0...365) else { return nil }
        day = .withLeapDay(number)
      }
      guard skip("/") else { return Moment(day: day, second: 7200) }
      guard let second = readTime(hours: 167) else { return nil }
      return Moment(day: day, second: second)
    }
  }
}
