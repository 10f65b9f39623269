// The plain twin of the RFC 3339 reader: a regular expression and a count of days year by year, as
// slow as it is obvious. Both must agree on every text, and on why a text is none.

import Testing

@testable import SLOKit

@Suite struct TimestampTwinTests {
  /// What the twin makes of a text, in nanoseconds since the epoch.
  private enum Verdict: Equatable {
    case instant(Int64)
    case unreadable
    case withoutZone
    case outOfRange
  }

  private static func plainVerdict(_ text: String) -> Verdict {
    let grammar =
      #/([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:([Zz])|([+\-])([0-9]{2}):([0-9]{2}))?/#
      .matchingSemantics(.unicodeScalar)
    guard let match = text.wholeMatch(of: grammar)?.output else { return .unreadable }
    let numbers = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int($0) }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    let (hour, minute, second) = (numbers[3], numbers[4], numbers[5])
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard 1...12 ~= month, 1...lengths[month - 1] ~= day, hour < 24, minute < 60, second <= 60
    else { return .unreadable }

    var west = 0
    if let sign = match.9 {
      let (hours, minutes) = (Int(match.10 ?? "") ?? 99, Int(match.11 ?? "") ?? 99)
      guard hours < 24, minutes < 60 else { return .unreadable }
      west = (sign == "-" ? 1 : -1) * (hours * 60 + minutes) * 60
    } else if match.8 == nil {
      return .withoutZone
    }

    guard 1600...2300 ~= year else { return .outOfRange }
    var days = lengths[..<(month - 1)].reduce(day - 1, +)
    for other in min(year, 1970)..<max(year, 1970) {
      let length = other % 400 == 0 || (other % 4 == 0 && other % 100 != 0) ? 366 : 365
      days += year < 1970 ? -length : length
    }
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second + west
    guard seconds >= -106_650 * 86400, seconds < 106_651 * 86400 else { return .outOfRange }
    let digits = second == 60 ? "0" : String((match.7 ?? "").prefix(9))
    let padded = digits + String(repeating: "0", count: 9 - digits.utf8.count)
    return .instant(Int64(seconds) * 1_000_000_000 + (Int64(padded) ?? 0))
  }

  private static func verdict(_ text: String) -> Verdict {
    let bytes = Array(text.utf8)
    do throws(TimestampProblem) {
      return .instant(
        try unsafe Timestamp.parse(rfc3339: bytes.span.bytes, zoneless: nil).nanoseconds)
    } catch {
      switch error {
      case .unreadable(let offset):
        #expect(0...bytes.count ~= offset)
        return .unreadable
      case .withoutZone: return .withoutZone
      case .outOfRange: return .outOfRange
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `the reader and its plain twin agree on mutated texts`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let seeds = [
      "2026-10-03T02:00:00Z", "2024-02-29 23:59:60.5+05:30", "1678-01-01T00:00:00-00:00",
      "2261-12-31t23:59:59.999999999z", "1999-12-31T23:59:59", "1969-07-20T20:17:40.123456789123Z",
    ].map { Array($0.utf8) }
    let alphabet = Array("0123456789-:.+TtZz ,\u{0}a/".utf8)
    var readable = 0
    for _ in 0..<2500 {
      var text = seeds[Int.random(in: seeds.indices, using: &random)]
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<max(text.count, 1), using: &random)
        let byte = alphabet[Int.random(in: alphabet.indices, using: &random)]
        switch Int.random(in: 0...7, using: &random) {
        case 0: text.insert(byte, at: min(place, text.count))
        case 1: if !text.isEmpty { text.remove(at: place) }
        case 2: text.removeSubrange(min(place, text.count)...)
        case 3: if !text.isEmpty { text[place] = byte }
        default:
          // A digit for a digit keeps most texts readable.
          guard let byte = text.indices.contains(place) ? text[place] : nil,
            48...57 ~= byte
          else { continue }
          text[place] = UInt8.random(in: 48...57, using: &random)
        }
      }
      let string = String(decoding: text, as: UTF8.self)
      let expected = Self.plainVerdict(string)
      if case .instant = expected { readable += 1 }
      #expect(Self.verdict(string) == expected, "\(string.debugDescription)")
    }
    #expect(readable > 500)
  }

  @Test func `the reader and its plain twin agree on every day from 1677 to 2262`() {
    for days in CivilDate(year: 1677, month: 12, day: 1).daysSinceEpoch...106_660 {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.daysSinceEpoch == days)
      guard days % 13 == 0 || date.day > 27 || date.day == 1 else { continue }
      let month = (date.month < 10 ? "0" : "") + "\(date.month)"
      let day = (date.day < 10 ? "0" : "") + "\(date.day)"
      let text = "\(date.year)-\(month)-\(day)T12:34:56Z"
      if days % 101 == 0 { #expect(Self.verdict(text) == Self.plainVerdict(text), "\(text)") }
      let inRange = -106_650..<106_651 ~= days
      #expect(
        Self.verdict(text)
          == (inRange ? .instant((Int64(days) * 86400 + 45296) * 1_000_000_000) : .outOfRange))
    }
  }
}
