// How instants are written, and read back from config and command line.

import Testing

@testable import SLOKit

@Suite struct TimestampTextTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"),
    (1, "1970-01-01T00:00:00.000000001Z"),
    (-1, "1969-12-31T23:59:59.999999999Z"),
    (250_000_000, "1970-01-01T00:00:00.25Z"),
    (1_000_000_000, "1970-01-01T00:00:01Z"),
    (-2_208_988_800_000_000_000, "1900-01-01T00:00:00Z"),
    (Int64.max, "2262-04-11T23:47:16.854775807Z"),
    (Int64.min, "1677-09-21T00:12:43.145224192Z"),
  ])
  func `an instant is RFC 3339 in UTC without trailing zeros`(nanoseconds: Int64, text: String) {
    #expect(Timestamp(nanoseconds: nanoseconds).description == text)
  }

  @Test(arguments: [
    ("2026-10-03", "2026-10-03T00:00:00Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("2026-10-03T02:00:00+02:00", "2026-10-03T00:00:00Z"),
    ("2026-10-03 02:00:00.5Z", "2026-10-03T02:00:00.5Z"),
    ("2026-02-30", nil),
    ("2026-10-3", nil),
    ("2026-10", nil),
    ("2026-10-03T02:00:00", nil),
    ("1677-12-31", nil),
    ("yesterday!", nil),
    ("", nil),
  ])
  func `a command line names an instant with its zone, or a date`(text: String, expected: String?) {
    #expect(Timestamp.parse(text)?.description == expected)
  }

  @Test func `what is written reads back as the same instant`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let instant = Timestamp(
        nanoseconds: .random(
          in: Timestamp.earliest.nanoseconds...Timestamp.latest.nanoseconds, using: &random))
      #expect(Timestamp.parse(instant.description) == instant)
    }
  }

  @Test func `instants and spans stop at the ends of 64 bits`() {
    let last = Timestamp(nanoseconds: .max)
    let first = Timestamp(nanoseconds: .min)
    #expect(last + .days(1) == last)
    #expect(first - .days(1) == first)
    #expect((last - first).nanoseconds == .max)
    #expect((first - last).nanoseconds == .min)
    #expect(Timestamp(epochSecond: .max) == last)
    #expect(Timestamp(epochSecond: .min) == first)
  }
}
