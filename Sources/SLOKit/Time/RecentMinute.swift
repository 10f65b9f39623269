// The minute in which the last timestamp lay. Events are written almost in the order in which they
// happened, so that most timestamps differ from the one before in their seconds alone. Whatever is
// not just so is read by the general readers, which alone refuse.

/// Reads timestamps as `Timestamp.parse` does, and faster where they follow one another.
struct RecentMinute: Sendable {
  /// The first sixteen bytes of the last timestamp, up to its minute.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// In access logs, what stands before and behind the seconds.
  private var rest: UInt64 = 0
  /// The minute's first second: of an RFC 3339 text as its clock showed it, else since the epoch.
  private var start = 0

  /// The instant that an RFC 3339 text names if it lies in the minute and has milliseconds in UTC, as
  /// most have; nil says nothing.
  @inline(__always)
  func instant(ofRFC3339 text: RawSpan) -> Timestamp? {
    guard text.byteCount == 24, text.word(at: 0) == low, text.word(at: 8) == high else {
      return nil
    }
    // Digits become 0 to 9 and the right separators 0; see `ordinaryDateAndClock`.
    let digits = text.word(at: 16) ^ 0x5A30_3030_2E30_303A  // :00.000Z
    func digit(_ index: UInt64) -> Int { Int(truncatingIfNeeded: digits &>> (index &* 8) & 0xFF) }
    let second = digit(1) &* 10 &+ digit(2)
    guard (digits | (digits &+ 0x7F76_7676_7F76_767F)) & 0x8080_8080_8080_8080 == 0, second < 60
    else { return nil }
    let milliseconds = digit(4) &* 100 &+ digit(5) &* 10 &+ digit(6)
    return Timestamp(
      nanoseconds: Int64((start &+ second) &* 1_000_000_000 &+ milliseconds &* 1_000_000))
  }

  /// The instant that an RFC 3339 text names; see `Timestamp.parse(rfc3339:zoneless:)`.
  mutating func parse(
    rfc3339 text: RawSpan, zoneless: Zone?
  ) throws(TimestampProblem) -> Timestamp {
    if let instant = instant(ofRFC3339: text) { return instant }
    return try parseAnew(rfc3339: text, zoneless: zoneless)
  }

  @inline(never)
  private mutating func parseAnew(
    rfc3339 text: RawSpan, zoneless: Zone?
  ) throws(TimestampProblem) -> Timestamp {
    guard let local = text.ordinaryDateAndClock() else {
      return try Timestamp.parse(rfc3339: text, zoneless: zoneless)
    }
    let instant = try Timestamp.parse(
      rfc3339: text, zoneless: zoneless, local: local, isLeap: false)
    // Minutes at the edges of what can be told are left to the general reader.
    if Timestamp.earliest.nanoseconds / 1_000_000_000 <= local - 86400,
      local + 86400 <= Timestamp.latest.nanoseconds / 1_000_000_000
    {
      low = text.word(at: 0)
      high = text.word(at: 8)
      start = local.flooredQuotient(by: 60) * 60
    }
    return instant
  }

  /// The instant that an access log names; see `Timestamp.parse(accessLog:)`.
  @inline(__always)
  mutating func parse(accessLog text: RawSpan) throws(TimestampProblem) -> Timestamp {
    guard text.byteCount == 26 else { return try Timestamp.parse(accessLog: text) }
    let tens = Int(text[unchecked: 18] ^ 0x30)
    let ones = Int(text[unchecked: 19] ^ 0x30)
    if text.word(at: 0) == low, text.word(at: 8) == high, Self.aroundSeconds(text) == rest,
      tens < 6, ones < 10
    {
      return Timestamp(nanoseconds: Int64(start + tens * 10 + ones) * 1_000_000_000)
    }
    let instant = try Timestamp.parse(accessLog: text)
    if tens < 6 {
      low = text.word(at: 0)
      high = text.word(at: 8)
      rest = Self.aroundSeconds(text)
      start = Int(instant.nanoseconds / 1_000_000_000) - tens * 10 - ones
    }
    return instant
  }

  /// The bytes from the minute's last digit on, without the seconds: the text has 26.
  @inline(__always)
  private static func aroundSeconds(_ text: RawSpan) -> UInt64 {
    let before = UInt64(text[unchecked: 16]) | UInt64(text[unchecked: 17]) &<< 8
    return text.word(at: 18) & ~0xFFFF | before
  }
}
