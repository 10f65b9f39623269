// The date and clock time with which nearly every event begins its timestamp, read eight bytes at a
// time. What is in order comes out as seconds; about anything else it says nothing and leaves the
// refusal, and the place of the mistake, to the reader that goes byte by byte.

extension RawSpan {
  /// The local time `2026-10-03T02:00:00` at the start of the text, in seconds since 1970-01-01 on
  /// the clock that showed it; nil where it is not in order, or has a 60th second.
  @inline(__always)
  func ordinaryDateAndClock() -> Int? {
    guard byteCount >= 19 else { return nil }
    // Digits become 0 to 9 and the right separators 0.
    let yearAndMonth = word(at: 0) ^ 0x2D30_302D_3030_3030  // 0000-00-
    let clock = word(at: 11) ^ 0x3030_3A30_303A_3030  // 00:00:00
    // Adding takes a digit above 9, and a separator above 0, into its byte's highest bit. A byte
    // that carries over into its neighbour has that bit set itself.
    let excess =
      yearAndMonth | (yearAndMonth &+ 0x7F76_767F_7676_7676)
      | clock | (clock &+ 0x7676_7F76_767F_7676)
    let dayTens = self[unchecked: 8] ^ 0x30
    let dayOnes = self[unchecked: 9] ^ 0x30
    let separator = self[unchecked: 10]
    guard excess & 0x8080_8080_8080_8080 == 0, dayTens <= 9, dayOnes <= 9,
      separator | 0x20 == UInt8(ascii: "t") || separator == .space
    else { return nil }

    // Each byte becomes ten times itself and the next one: every pair of digits its number.
    let yearPairs = yearAndMonth &* 10 &+ yearAndMonth >> 8
    let clockPairs = clock &* 10 &+ clock >> 8
    func number(_ pairs: UInt64, at byte: UInt64) -> Int {
      Int(truncatingIfNeeded: pairs &>> (byte * 8) & 0xFF)
    }
    let year = number(yearPairs, at: 0) * 100 + number(yearPairs, at: 2)
    let month = number(yearPairs, at: 5)
    let day = Int(dayTens) * 10 + Int(dayOnes)
    let hour = number(clockPairs, at: 0)
    let minute = number(clockPairs, at: 3)
    let second = number(clockPairs, at: 6)
    guard month >= 1, month <= 12, day >= 1, day <= CivilDate.length(ofMonth: month, year: year),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    return CivilDate(year: year, month: month, day: day).daysSinceEpoch * 86400
      + hour * 3600 + minute * 60 + second
  }
}
