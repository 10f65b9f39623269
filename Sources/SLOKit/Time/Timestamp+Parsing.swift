// Timestamps as log lines write them: RFC 3339, the access log's own form, numbers in a unit. The
// bytes of one field come in, an instant or the reason of its refusal goes out. Every field of a
// time is checked (there is no 30 February and no 24:00), nothing is allocated, nothing is guessed.

/// Why a text is not a timestamp.
package enum TimestampProblem: Error, Equatable, Sendable {
  /// It is none; `offset` is the first byte that cannot be one, or the text's end.
  case unreadable(offset: Int)
  /// A local time without zone, and no zone was given to read it in.
  case withoutZone
  /// Before 1678 or after 2261.
  case outOfRange
}

extension Timestamp {
  /// The first instant that is taken, 1678-01-01T00:00:00Z.
  package static let earliest = Timestamp(nanoseconds: -9_214_560_000_000_000_000)
  /// The last instant that is taken, the nanosecond before 2262-01-01T00:00:00Z.
  package static let latest = Timestamp(nanoseconds: 9_214_646_399_999_999_999)

  /// The instant that an RFC 3339 text names: `2026-10-03T02:00:00.25+02:00`.
  ///
  /// `t` or a space may stand for `T` and `z` for `Z`. Fraction digits past nine are cut off. A
  /// 60th second, in any minute, is the first instant of the next second; its fraction is dropped.
  ///
  /// - Parameters:
  ///   - text: The whole text: nothing may stand before or after the time.
  ///   - zoneless: The zone of a text that has none; nil refuses such a text. A local time that
  ///     occurs twice there is the first of the two; one that a change skips is read with the
  ///     offset before the change.
  package static func parse(
    rfc3339 text: RawSpan, zoneless: Zone?
  ) throws(TimestampProblem) -> Timestamp {
    if let ordinary = text.ordinaryDateAndClock() {
      return try parse(rfc3339: text, zoneless: zoneless, local: ordinary, isLeap: false)
    }
    let (local, isLeap) = try text.dateAndClock()
    return try parse(rfc3339: text, zoneless: zoneless, local: local, isLeap: isLeap)
  }

  /// The instant that `text` names, of which the date and the clock are read: its first 19 bytes are
  /// `local` seconds since 1970-01-01 on the clock that showed them.
  @inline(__always)
  static func parse(
    rfc3339 text: RawSpan, zoneless: Zone?, local: Int, isLeap: Bool
  ) throws(TimestampProblem) -> Timestamp {
    var offset = 19
    var nanoseconds = 0
    if text.byteOrNUL(at: offset) == UInt8(ascii: ".") {
      (nanoseconds, offset) = try text.fraction(at: offset + 1)
    }

    let second: Int
    switch text.byteOrNUL(at: offset) {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      second = local
      offset += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      second = try local - text.zoneOffset(at: offset, colon: true)
      offset += 6
    default:
      guard offset == text.byteCount else { throw .unreadable(offset: offset) }
      guard let zoneless else { throw .withoutZone }
      second = Int(zoneless.epochSecond(ofLocal: Int64(local)))
    }
    guard offset == text.byteCount else { throw .unreadable(offset: offset) }
    return try instant(second: second, nanoseconds: nanoseconds, isLeap: isLeap)
  }

  /// The instant that an access log of Apache or nginx names between its brackets:
  /// `17/May/2015:10:05:03 +0000`. The 60th second is read as in RFC 3339 texts.
  package static func parse(accessLog text: RawSpan) throws(TimestampProblem) -> Timestamp {
    let dayOfMonth = try text.number(at: 0, in: 1...31)
    try text.expect("/", at: 2)
    let month = try text.month(at: 3)
    try text.expect("/", at: 6)
    let year = try text.number(ofDigits: 4, at: 7)
    guard dayOfMonth <= CivilDate.length(ofMonth: month, year: year) else {
      throw .unreadable(offset: 0)
    }
    try text.expect(":", at: 11)
    let clock = try text.clock(at: 12)
    try text.expect(" ", at: 20)
    let zoneOffset = try text.zoneOffset(at: 21, colon: false)
    guard text.byteCount == 26 else { throw .unreadable(offset: 26) }
    let days = CivilDate(year: year, month: month, day: dayOfMonth).daysSinceEpoch
    return try instant(
      second: days * 86400 + clock.second - zoneOffset, nanoseconds: 0, isLeap: clock.isLeap)
  }

  /// The instant a number of units after the epoch, floored to a whole nanosecond.
  ///
  /// - Parameters:
  ///   - text: A JSON number, such as `1700000000.25` or `1.7e9`.
  ///   - digits: The power of ten of the unit in nanoseconds: 9 for seconds, 6, 3, 0.
  package static func parse(
    epochNumber text: RawSpan, nanosecondDigits digits: Int
  ) throws(TimestampProblem) -> Timestamp {
    guard let number = DecimalNumber(text) else { throw .unreadable(offset: 0) }
    guard let nanoseconds = number.floored(scaledByPowerOfTen: digits) else { throw .outOfRange }
    let instant = Timestamp(nanoseconds: nanoseconds)
    guard earliest <= instant, instant <= latest else { throw .outOfRange }
    return instant
  }

  /// The instant `nanoseconds` after the start of `second`, or that of the next second where the
  /// clock showed a 60th.
  @inline(__always)
  private static func instant(
    second: Int, nanoseconds: Int, isLeap: Bool
  ) throws(TimestampProblem) -> Timestamp {
    let whole = isLeap ? second + 1 : second
    guard
      whole >= earliest.nanoseconds / 1_000_000_000, whole <= latest.nanoseconds / 1_000_000_000
    else { throw .outOfRange }
    return Timestamp(nanoseconds: Int64(whole * 1_000_000_000 + (isLeap ? 0 : nanoseconds)))
  }
}

extension RawSpan {
  /// `2026-10-03T02:00:00` as seconds since 1970-01-01 on the clock that showed it; a 60th second
  /// is told as the 59th and `isLeap`.
  fileprivate func dateAndClock() throws(TimestampProblem) -> (local: Int, isLeap: Bool) {
    let year = try number(ofDigits: 4, at: 0)
    try expect("-", at: 4)
    let month = try number(at: 5, in: 1...12)
    try expect("-", at: 7)
    let day = try number(at: 8, in: 1...CivilDate.length(ofMonth: month, year: year))
    switch byteOrNUL(at: 10) {
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " "): break
    default: throw .unreadable(offset: 10)
    }
    let clock = try clock(at: 11)
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    return (days * 86400 + clock.second, clock.isLeap)
  }

  /// Exactly `count` digits as a number.
  @inline(__always)
  fileprivate func number(
    ofDigits count: Int, at offset: Int
  ) throws(TimestampProblem) -> Int {
    var number = 0
    for index in offset..<offset + count {
      guard let digit = digit(at: index) else {
        throw .unreadable(offset: Swift.min(index, byteCount))
      }
      number = number * 10 + digit
    }
    return number
  }

  /// Two digits as a number that lies in `range`.
  @inline(__always)
  fileprivate func number(
    at offset: Int, in range: ClosedRange<Int>
  ) throws(TimestampProblem) -> Int {
    let number = try number(ofDigits: 2, at: offset)
    guard range.contains(number) else { throw .unreadable(offset: offset) }
    return number
  }

  @inline(__always)
  fileprivate func expect(
    _ character: Unicode.Scalar, at offset: Int
  ) throws(TimestampProblem) {
    guard byteOrNUL(at: offset) == UInt8(ascii: character) else {
      throw .unreadable(offset: Swift.min(offset, byteCount))
    }
  }

  /// `10:05:03` as seconds since midnight; a 60th second is told as the 59th and `isLeap`.
  @inline(__always)
  fileprivate func clock(
    at offset: Int
  ) throws(TimestampProblem) -> (second: Int, isLeap: Bool) {
    let hour = try number(at: offset, in: 0...23)
    try expect(":", at: offset + 2)
    let minute = try number(at: offset + 3, in: 0...59)
    try expect(":", at: offset + 5)
    let second = try number(at: offset + 6, in: 0...60)
    return (hour * 3600 + minute * 60 + Swift.min(second, 59), second == 60)
  }

  /// The digits from `offset` on, at least one, as nanoseconds; and where they end.
  @inline(__always)
  fileprivate func fraction(
    at offset: Int
  ) throws(TimestampProblem) -> (nanoseconds: Int, end: Int) {
    var nanoseconds = 0
    var unit = 100_000_000
    var end = offset
    while let digit = digit(at: end) {
      nanoseconds += digit * unit
      unit /= 10
      end += 1
    }
    guard end > offset else { throw .unreadable(offset: end) }
    return (nanoseconds, end)
  }

  /// `+05:30`, or `+0530` without `colon`, in seconds east of Greenwich.
  @inline(__always)
  fileprivate func zoneOffset(
    at offset: Int, colon: Bool
  ) throws(TimestampProblem) -> Int {
    let isWest = byteOrNUL(at: offset) == UInt8(ascii: "-")
    if !isWest { try expect("+", at: offset) }
    let hours = try number(at: offset + 1, in: 0...23)
    if colon { try expect(":", at: offset + 3) }
    let minutes = try number(at: offset + (colon ? 4 : 3), in: 0...59)
    let seconds = hours * 3600 + minutes * 60
    return isWest ? -seconds : seconds
  }

  /// The month whose English abbreviation stands at `offset`, as the C library writes it.
  @inline(__always)
  fileprivate func month(at offset: Int) throws(TimestampProblem) -> Int {
    let letters = (byteOrNUL(at: offset), byteOrNUL(at: offset + 1), byteOrNUL(at: offset + 2))
    let packed = UInt32(letters.0) << 16 | UInt32(letters.1) << 8 | UInt32(letters.2)
    switch packed {
    case 0x4A_61_6E: return 1  // Jan
    case 0x46_65_62: return 2  // Feb
    case 0x4D_61_72: return 3  // Mar
    case 0x41_70_72: return 4  // Apr
    case 0x4D_61_79: return 5  // May
    case 0x4A_75_6E: return 6  // Jun
    case 0x4A_75_6C: return 7  // Jul
    case 0x41_75_67: return 8  // Aug
    case 0x53_65_70: return 9  // Sep
    case 0x4F_63_74: return 10  // Oct
    case 0x4E_6F_76: return 11  // Nov
    case 0x44_65_63: return 12  // Dec
    default: throw .unreadable(offset: Swift.min(offset, byteCount))
    }
  }
}
