// The table of times: texts as logs write them, and the instant or the refusal that each must give.

import Testing

@testable import SLOKit

@Suite struct TimestampParsingTests {
  /// What reading `text` gives, as a text: the instant, or why there is none.
  static func reading(_ text: String, zoneless: Zone? = nil) -> String {
    outcome { bytes throws(TimestampProblem) in
      try Timestamp.parse(rfc3339: bytes, zoneless: zoneless)
    }(text)
  }

  static func outcome(
    of parse: @escaping (RawSpan) throws(TimestampProblem) -> Timestamp
  ) -> (String) -> String {
    { text in
      let bytes = Array(text.utf8)
      do throws(TimestampProblem) {
        return try unsafe parse(bytes.span.bytes).description
      } catch {
        switch error {
        case .unreadable(let offset): return "unreadable at \(offset)"
        case .withoutZone: return "without zone"
        case .outOfRange: return "out of range"
        }
      }
    }
  }

  @Test(arguments: [
    // plain
    ("2026-10-03T02:00:00Z", "2026-10-03T02:00:00Z"),
    ("2026-10-03t02:00:00z", "2026-10-03T02:00:00Z"),
    ("2026-10-03 02:00:00Z", "2026-10-03T02:00:00Z"),
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"),
    // fractions
    ("2026-10-03T02:00:00.25Z", "2026-10-03T02:00:00.25Z"),
    ("2026-10-03T02:00:00.250000Z", "2026-10-03T02:00:00.25Z"),
    ("2026-10-03T02:00:00.0Z", "2026-10-03T02:00:00Z"),
    ("2026-10-03T02:00:00.000000001Z", "2026-10-03T02:00:00.000000001Z"),
    ("2026-10-03T02:00:00.0000000019Z", "2026-10-03T02:00:00.000000001Z"),
    ("2026-10-03T02:00:00.123456789999999999999Z", "2026-10-03T02:00:00.123456789Z"),
    ("1969-12-31T23:59:59.9999999999999Z", "1969-12-31T23:59:59.999999999Z"),
    ("2026-10-03T02:00:00.Z", "unreadable at 20"),
    ("2026-10-03T02:00:00.", "unreadable at 20"),
    ("2026-10-03T02:00:00,5Z", "unreadable at 19"),
    // offsets
    ("2026-10-03T02:00:00+02:00", "2026-10-03T00:00:00Z"),
    ("2026-10-03T02:00:00-05:30", "2026-10-03T07:30:00Z"),
    ("2026-10-03T02:00:00.5+05:45", "2026-10-02T20:15:00.5Z"),
    ("2026-10-03T02:00:00+00:00", "2026-10-03T02:00:00Z"),
    ("2026-10-03T02:00:00-00:00", "2026-10-03T02:00:00Z"),
    ("2026-10-03T02:00:00+23:59", "2026-10-02T02:01:00Z"),
    ("2026-10-03T02:00:00-23:59", "2026-10-04T01:59:00Z"),
    ("2026-10-03T02:00:00+24:00", "unreadable at 20"),
    ("2026-10-03T02:00:00+02:60", "unreadable at 23"),
    ("2026-10-03T02:00:00+0200", "unreadable at 22"),
    ("2026-10-03T02:00:00+02", "unreadable at 22"),
    ("2026-10-03T02:00:00+2:00", "unreadable at 21"),
    ("2026-10-03T02:00:00 +02:00", "unreadable at 19"),
    ("2026-10-03T02:00:00UTC", "unreadable at 19"),
    ("2026-10-03T02:00:00Z[Europe/Berlin]", "unreadable at 20"),
    // no zone
    ("2026-10-03T02:00:00", "without zone"),
    ("2026-10-03 02:00:00.123", "without zone"),
    // dates that do not exist
    ("2026-02-30T00:00:00Z", "unreadable at 8"),
    ("2026-02-29T00:00:00Z", "unreadable at 8"),
    ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
    ("2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z"),
    ("1900-02-29T00:00:00Z", "unreadable at 8"),
    ("2100-02-29T00:00:00Z", "unreadable at 8"),
    ("2026-04-31T00:00:00Z", "unreadable at 8"),
    ("2026-12-31T00:00:00Z", "2026-12-31T00:00:00Z"),
    ("2026-12-32T00:00:00Z", "unreadable at 8"),
    ("2026-00-01T00:00:00Z", "unreadable at 5"),
    ("2026-13-01T00:00:00Z", "unreadable at 5"),
    ("2026-01-00T00:00:00Z", "unreadable at 8"),
    // clock times that do not exist
    ("2026-10-03T24:00:00Z", "unreadable at 11"),
    ("2026-10-03T23:60:00Z", "unreadable at 14"),
    ("2026-10-03T23:59:61Z", "unreadable at 17"),
    // the sixtieth second
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2016-12-31T23:59:60.999Z", "2017-01-01T00:00:00Z"),
    ("2026-10-03T02:17:60Z", "2026-10-03T02:18:00Z"),
    ("2017-01-01T05:29:60.5+05:30", "2017-01-01T00:00:00Z"),
    // the ends of the range
    ("1678-01-01T00:00:00Z", "1678-01-01T00:00:00Z"),
    ("1677-12-31T23:59:59.999999999Z", "out of range"),
    ("2261-12-31T23:59:59.999999999Z", "2261-12-31T23:59:59.999999999Z"),
    ("2261-12-31T23:59:60Z", "out of range"),
    ("2262-01-01T00:00:00Z", "out of range"),
    ("2262-01-01T00:30:00+01:00", "2261-12-31T23:30:00Z"),
    ("1677-12-31T23:30:00-01:00", "1678-01-01T00:30:00Z"),
    ("1678-01-01T00:30:00+01:00", "out of range"),
    ("0000-01-01T00:00:00Z", "out of range"),
    ("0000-02-29T00:00:00Z", "out of range"),
    ("9999-12-31T23:59:59Z", "out of range"),
    ("9999-02-30T23:59:59Z", "unreadable at 8"),
    // not times at all
    ("", "unreadable at 0"),
    ("2026", "unreadable at 4"),
    ("2026-10-03", "unreadable at 10"),
    ("2026-10-03T", "unreadable at 11"),
    ("2026-10-03T02:00", "unreadable at 16"),
    ("2026-10-03T02:00Z", "unreadable at 16"),
    ("2026-10-03_02:00:00Z", "unreadable at 10"),
    ("2026/10/03 02:00:00Z", "unreadable at 4"),
    ("20261003T020000Z", "unreadable at 4"),
    ("26-10-03T02:00:00Z", "unreadable at 2"),
    ("+2026-10-03T02:00:00Z", "unreadable at 0"),
    (" 2026-10-03T02:00:00Z", "unreadable at 0"),
    ("2026-10-03T02:00:00Z ", "unreadable at 20"),
    ("2026-10-03T02:00:00Z\n", "unreadable at 20"),
    ("2026-10-03T02:00:00Z\u{0}", "unreadable at 20"),
    ("2026-10-03T02:00:00\u{0}", "unreadable at 19"),
    ("٢٠٢٦-10-03T02:00:00Z", "unreadable at 0"),
    ("yesterday", "unreadable at 0"),
    ("1700000000", "unreadable at 4"),
  ])
  func `an RFC 3339 text is its instant or is refused where it goes wrong`(
    text: String, expected: String
  ) {
    #expect(Self.reading(text) == expected)
  }

  @Test(
    .enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"),
    arguments: [
      // local times of UTC are themselves
      ("UTC", "2026-10-03T02:00:00", "2026-10-03T02:00:00Z"),
      ("UTC", "2016-12-31 23:59:60.5", "2017-01-01T00:00:00Z"),
      ("UTC", "2262-01-01T00:00:00", "out of range"),
      // a text that has a zone keeps it
      ("Europe/Berlin", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"),
      ("Europe/Berlin", "2026-07-01T12:00:00-07:00", "2026-07-01T19:00:00Z"),
      ("Europe/Berlin", "2026-07-01T12:00:00", "2026-07-01T10:00:00Z"),
      ("Europe/Berlin", "2026-01-01T12:00:00.75", "2026-01-01T11:00:00.75Z"),
      // the night of 2026-03-29 has no 02:00 to 03:00: the offset before the change
      ("Europe/Berlin", "2026-03-29T01:59:59.9", "2026-03-29T00:59:59.9Z"),
      ("Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T01:00:00Z"),
      ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
      ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
      // that of 2026-10-25 has two: the first
      ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
      ("Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T00:00:00Z"),
      ("Europe/Berlin", "2026-10-25T02:59:59", "2026-10-25T00:59:59Z"),
      ("Europe/Berlin", "2026-10-25T02:59:60", "2026-10-25T01:00:00Z"),
      ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
      // half an hour, three quarters, a skipped day
      ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"),
      ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"),
      ("Asia/Kathmandu", "2026-01-01T00:00:00", "2025-12-31T18:15:00Z"),
      ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"),
      ("Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00Z"),
      // far beyond the tables, by the rule
      ("America/New_York", "2200-07-01T00:00:00", "2200-07-01T04:00:00Z"),
      ("America/New_York", "2200-01-01T00:00:00", "2200-01-01T05:00:00Z"),
    ])
  func `a text without zone is read in the zone of the config`(
    zone: String, text: String, expected: String
  ) throws {
    #expect(Self.reading(text, zoneless: try Zone.named(zone)) == expected)
  }

  @Test(arguments: [
    ("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03Z"),
    ("17/May/2015:10:05:03 -0730", "2015-05-17T17:35:03Z"),
    ("01/Jan/1970:00:00:00 +0000", "1970-01-01T00:00:00Z"),
    ("29/Feb/2016:23:59:60 +0000", "2016-03-01T00:00:00Z"),
    ("31/Mar/2020:00:00:00 +2359", "2020-03-30T00:01:00Z"),
    ("30/Apr/2020:00:00:00 +0000", "2020-04-30T00:00:00Z"),
    ("30/Jun/2020:00:00:00 +0000", "2020-06-30T00:00:00Z"),
    ("31/Jul/2020:00:00:00 +0000", "2020-07-31T00:00:00Z"),
    ("31/Aug/2020:00:00:00 +0000", "2020-08-31T00:00:00Z"),
    ("30/Sep/2020:00:00:00 +0000", "2020-09-30T00:00:00Z"),
    ("31/Oct/2020:00:00:00 +0000", "2020-10-31T00:00:00Z"),
    ("30/Nov/2020:00:00:00 +0000", "2020-11-30T00:00:00Z"),
    ("31/Dec/2020:00:00:00 +0000", "2020-12-31T00:00:00Z"),
    ("31/Dec/2261:23:59:60 +0000", "out of range"),
    ("29/Feb/2015:00:00:00 +0000", "unreadable at 0"),
    ("31/Jun/2015:00:00:00 +0000", "unreadable at 0"),
    ("7/May/2015:10:05:03 +0000", "unreadable at 1"),
    ("17/may/2015:10:05:03 +0000", "unreadable at 3"),
    ("17/Mai/2015:10:05:03 +0000", "unreadable at 3"),
    ("17/May/2015 10:05:03 +0000", "unreadable at 11"),
    ("17/May/2015:24:05:03 +0000", "unreadable at 12"),
    ("17/May/2015:10:05:03", "unreadable at 20"),
    ("17/May/2015:10:05:03 0000", "unreadable at 21"),
    ("17/May/2015:10:05:03 +2400", "unreadable at 22"),
    ("17/May/2015:10:05:03 +00:00", "unreadable at 24"),
    ("17/May/2015:10:05:03 +0000 ", "unreadable at 26"),
    ("", "unreadable at 0"),
    ("-", "unreadable at 0"),
  ])
  func `an access log's time is its instant or is refused where it goes wrong`(
    text: String, expected: String
  ) {
    let reading = Self.outcome { bytes throws(TimestampProblem) in
      try Timestamp.parse(accessLog: bytes)
    }
    #expect(reading(text) == expected)
  }

  @Test(arguments: [
    ("0", 9, "1970-01-01T00:00:00Z"),
    ("1700000000", 9, "2023-11-14T22:13:20Z"),
    ("1700000000.25", 9, "2023-11-14T22:13:20.25Z"),
    ("1700000000.123456789999", 9, "2023-11-14T22:13:20.123456789Z"),
    ("1700000000123", 6, "2023-11-14T22:13:20.123Z"),
    ("1700000000123.5", 6, "2023-11-14T22:13:20.1235Z"),
    ("1700000000123456", 3, "2023-11-14T22:13:20.123456Z"),
    ("1700000000123456789", 0, "2023-11-14T22:13:20.123456789Z"),
    ("1700000000123456789.9", 0, "2023-11-14T22:13:20.123456789Z"),
    ("-1", 9, "1969-12-31T23:59:59Z"),
    ("-0.1", 0, "1969-12-31T23:59:59.999999999Z"),
    ("-1.5", 0, "1969-12-31T23:59:59.999999998Z"),
    ("-9214560000", 9, "1678-01-01T00:00:00Z"),
    ("-9214560000.000000001", 9, "out of range"),
    ("9214646399.999999999", 9, "2261-12-31T23:59:59.999999999Z"),
    ("9214646400", 9, "out of range"),
    ("1700000000000", 9, "out of range"),
    ("", 9, "unreadable at 0"),
    ("soon", 9, "unreadable at 0"),
  ])
  func `a number of units since the epoch is floored to a nanosecond`(
    text: String, digits: Int, expected: String
  ) {
    let reading = Self.outcome { bytes throws(TimestampProblem) in
      try Timestamp.parse(epochNumber: bytes, nanosecondDigits: digits)
    }
    #expect(reading(text) == expected)
  }
}
