// Timestamps, durations and calendar windows, for the recount. Instants are whole nanoseconds since
// 1970-01-01T00:00:00Z. The days are counted one by one with Foundation's calendar and the zones
// are Foundation's own, so that nothing here is the product's arithmetic.

import Foundation

enum PlainTime {
  static let second = 1_000_000_000
  static let minute = 60 * second
  static let hour = 60 * minute
  static let day = 24 * hour

  private static let units = [
    "ns": 1, "us": 1000, "ms": 1_000_000, "s": second, "m": minute, "h": hour, "d": day,
    "w": 7 * day,
  ]

  /// The calendar of dates as labels, without a zone.
  static let gregorian = {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    return calendar
  }()

  /// `90s`, `1h30m`: whole numbers with units, added up. Nothing where it is something else.
  static func duration(_ text: String) -> Int? {
    var total = 0
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest.dropFirst(number.count).prefix { $0.isLetter }
      // `1h30m`: letters stop at the next digit, so the unit is the whole run of letters.
      guard let count = Int(number), let nanoseconds = units[String(unit)] else { return nil }
      total += count * nanoseconds
      rest = rest.dropFirst(number.count + unit.count)
    }
    return total
  }

  /// The largest units that divide it: `30d`, `1h`, `1h4m`.
  static func text(ofDuration duration: Int) -> String {
    var rest = duration
    var text = ""
    for (unit, length) in [("d", day), ("h", hour), ("m", minute), ("s", second)] {
      if rest >= length { text += "\(rest / length)\(unit)" }
      rest %= length
    }
    return text.isEmpty ? "0s" : text
  }

  /// The days since 1970 of a date in the (proleptic) Gregorian calendar; nothing for 30 February.
  static func days(year: Int, month: Int, day: Int) -> Int? {
    let wanted = DateComponents(year: year, month: month, day: day)
    guard (1...12).contains(month), (1...31).contains(day), let date = gregorian.date(from: wanted)
    else { return nil }
    let found = gregorian.dateComponents([.year, .month, .day], from: date)
    guard found.year == year, found.month == month, found.day == day else { return nil }
    return Int((date.timeIntervalSince1970 / 86_400).rounded())
  }

  /// RFC 3339, as SEMANTICS relaxes it. `assumingUTC`: a time without a zone is UTC, not refused.
  static func instant(_ text: PlainText, assumingUTC: Bool = false) -> Int? {
    let characters = text.map { Character(Unicode.Scalar($0)) }
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= characters.count else { return nil }
      let digits = characters[start..<start + count]
      return digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(String(digits)) : nil
    }
    func has(_ allowed: String, at position: Int) -> Bool {
      position < characters.count && allowed.contains(characters[position])
    }
    guard let year = number(0, 4), has("-", at: 4), let month = number(5, 2), has("-", at: 7),
      let dayOfMonth = number(8, 2), has("Tt ", at: 10), let hours = number(11, 2),
      has(":", at: 13), let minutes = number(14, 2), has(":", at: 16),
      let seconds = number(17, 2), hours < 24, minutes < 60, seconds <= 60,
      let date = days(year: year, month: month, day: dayOfMonth)
    else { return nil }
    var position = 19
    var fraction = 0
    if has(".", at: position) {
      let digits = characters[(position + 1)...].prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { return nil }
      // Past nanoseconds: cut off.
      fraction = Int((String(digits) + "000000000").prefix(9)) ?? 0
      position += 1 + digits.count
    }
    // A leap second is the next second's first instant.
    if seconds == 60 { fraction = 0 }
    var offset = 0
    if position == characters.count {
      guard assumingUTC else { return nil }
    } else if has("Zz", at: position) {
      position += 1
    } else if has("+-", at: position) {
      guard let hours = number(position + 1, 2), has(":", at: position + 3),
        let minutes = number(position + 4, 2), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (has("-", at: position) ? -60 : 60)
      position += 6
    }
    guard position == characters.count else { return nil }
    let wholeSeconds = date * 86_400 + hours * 3600 + minutes * 60 + seconds - offset
    return Int(exactly: Int128(wholeSeconds) * Int128(second) + Int128(fraction))
  }

  /// RFC 3339 in UTC, without trailing zeros.
  static func text(ofInstant instant: Int) -> String {
    let seconds = floor(instant, to: second) / second
    let date = Date(timeIntervalSince1970: Double(seconds))
    let parts = gregorian.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: date)
    let fields = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second]
    let numbers = fields.map { $0 ?? 0 }
    var text = String(format: "%04d-%02d-%02dT", numbers[0], numbers[1], numbers[2])
    text += String(format: "%02d:%02d:%02d", numbers[3], numbers[4], numbers[5])
    var fraction = String(format: "%09d", instant - seconds * second)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return text + (fraction.isEmpty ? "" : "." + fraction) + "Z"
  }

  static func floor(_ instant: Int, to length: Int) -> Int {
    let remainder = instant % length
    return instant - (remainder < 0 ? remainder + length : remainder)
  }

  static func ceiling(_ instant: Int, to length: Int) -> Int {
    let down = floor(instant, to: length)
    return down == instant ? instant : down + length
  }
}

/// The calendar windows of one unit and zone.
struct PlainCalendar {
  var unit: String
  var zone: TimeZone
  var resolution: Int

  /// The window in which the bucket before `end` starts, in instants; `to` is where it will end.
  func window(asOf end: Int) -> (from: Int, to: Int) {
    let bucket = end - resolution
    let date = localDate(ofSecond: PlainTime.floor(bucket, to: PlainTime.second) / PlainTime.second)
    // Where the clock goes back over midnight, the local date of a bucket may belong to the period
    // before the one that has begun: so look at the neighbours too.
    var next = 1
    while start(ofPeriod: next, from: date) <= bucket { next += 1 }
    while start(ofPeriod: next - 1, from: date) > bucket { next -= 1 }
    return (start(ofPeriod: next - 1, from: date), start(ofPeriod: next, from: date))
  }

  /// The local date as midnight UTC of the same date: a date is only a label here.
  private func localDate(ofSecond second: Int) -> Date {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    let local = PlainTime.floor(second + offset, to: 86_400)
    return Date(timeIntervalSince1970: Double(local))
  }

  /// The first instant of the period that is `steps` after the one that holds `date`.
  private func start(ofPeriod steps: Int, from date: Date) -> Int {
    let calendar = PlainTime.gregorian
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    var first = DateComponents(year: year, month: 1, day: 1)
    switch unit {
    case "day":
      first = DateComponents(year: year, month: month, day: day + steps)
    case "week":
      let weekday = calendar.component(.weekday, from: date)  // Sunday is 1.
      first = DateComponents(year: year, month: month, day: day - (weekday + 5) % 7 + 7 * steps)
    case "month":
      first = DateComponents(year: year, month: month + steps, day: 1)
    case "quarter":
      first = DateComponents(year: year, month: (month - 1) / 3 * 3 + 1 + 3 * steps, day: 1)
    default:
      first = DateComponents(year: year + steps, month: 1, day: 1)
    }
    let label = calendar.date(from: first) ?? date
    return PlainTime.ceiling(firstInstant(ofDate: label), to: resolution)
  }

  /// The first instant whose local date is `label` (or, where the date was skipped, a later one):
  /// found by walking a minute at a time from where it is midnight first on Earth (UTC+15 at most).
  private func firstInstant(ofDate label: Date) -> Int {
    let midnight = Int(label.timeIntervalSince1970)
    let start = midnight - 15 * 3600
    let second = stride(from: start, through: midnight + 26 * 3600, by: 60).first {
      localDate(ofSecond: $0) >= label
    }
    return (second ?? midnight) * PlainTime.second
  }
}
