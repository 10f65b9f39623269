// Periods as a command line names them, on clocks of several zones, across clock changes.

import Testing

@testable import SLOKit

struct PeriodTests {
  static let buckets = Buckets(resolution: .minutes(1))

  static func span(_ interval: Range<Timestamp>?) -> String {
    interval.map { "\($0.lowerBound) \($0.upperBound)" } ?? "none"
  }

  private static func zone(_ name: String) throws -> Zone {
    name == "UTC" ? .utc : try #require(try? Zone.named(name))
  }

  @Test(arguments: [
    ("2026-10", "UTC", "2026-10-01T00:00:00Z 2026-11-01T00:00:00Z"),
    // Summer time ends on 25 October, and begins on 29 March.
    ("2026-10", "Europe/Berlin", "2026-09-30T22:00:00Z 2026-10-31T23:00:00Z"),
    ("2026-03", "Europe/Berlin", "2026-02-28T23:00:00Z 2026-03-31T22:00:00Z"),
    ("2026-Q4", "America/New_York", "2026-10-01T04:00:00Z 2027-01-01T05:00:00Z"),
    ("2026-Q1", "America/New_York", "2026-01-01T05:00:00Z 2026-04-01T04:00:00Z"),
    ("2026-W41", "UTC", "2026-10-05T00:00:00Z 2026-10-12T00:00:00Z"),
    // The year of 53 weeks, and the week that begins in the year before.
    ("2026-W53", "UTC", "2026-12-28T00:00:00Z 2027-01-04T00:00:00Z"),
    ("2026-W01", "UTC", "2025-12-29T00:00:00Z 2026-01-05T00:00:00Z"),
    ("last-month", "Europe/Berlin", "2026-09-30T22:00:00Z 2026-10-31T23:00:00Z"),
    ("last-week", "UTC", "2026-11-09T00:00:00Z 2026-11-16T00:00:00Z"),
    ("yesterday", "Asia/Kathmandu", "2026-11-18T18:15:00Z 2026-11-19T18:15:00Z"),
    ("2026-10-25..2026-10-26", "Europe/Berlin", "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z"),
    (
      "2026-10-03T02:00:30Z..2026-10-03T05:00:00+01:00", "Europe/Berlin",
      "2026-10-03T02:01:00Z 2026-10-03T04:00:00Z"
    ),
    ("2026-10-03..2026-10-01", "UTC", "none"),
    // No midnight: São Paulo went from 23:59:59 to 01:00:00 on 4 November 2018.
    ("2018-11-04..2018-11-05", "America/Sao_Paulo", "2018-11-04T03:00:00Z 2018-11-05T02:00:00Z"),
  ])
  func `a period is so many instants on its zone's clocks`(
    text: String, zone: String, expected: String
  ) throws {
    let now = try #require(Timestamp.parse("2026-11-20T12:00:00Z"))
    let period = try #require(Period(text))
    let zone = try Self.zone(zone)
    #expect(Self.span(period.interval(in: zone, now: now, buckets: Self.buckets)) == expected)
  }

  @Test(arguments: [
    ("2026-10", "Europe/Berlin", "2026-08-31T22:00:00Z 2026-09-30T22:00:00Z"),
    ("2026-Q1", "UTC", "2025-10-01T00:00:00Z 2026-01-01T00:00:00Z"),
    ("2026-W01", "UTC", "2025-12-22T00:00:00Z 2025-12-29T00:00:00Z"),
    ("yesterday", "UTC", "2026-11-18T00:00:00Z 2026-11-19T00:00:00Z"),
    ("2026-10-03..2026-10-05", "UTC", "2026-10-01T00:00:00Z 2026-10-03T00:00:00Z"),
  ])
  func `the period before is the calendar's, else as long`(
    text: String, zone: String, expected: String
  ) throws {
    let now = try #require(Timestamp.parse("2026-11-20T12:00:00Z"))
    let period = try #require(Period(text))
    let zone = try Self.zone(zone)
    let interval = try #require(period.interval(in: zone, now: now, buckets: Self.buckets))
    let before = period.interval(before: interval, in: zone, buckets: Self.buckets)
    #expect(Self.span(before) == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-13", "2026-00", "2026-1", "2026-W54", "2025-W53", "2026-W00", "2026-W1",
    "2026-Q5", "2026-Q0", "2026-10-03", "..", "2026-10-03..", "last-year", "2026-10-33..2026-11-01",
    "0999-10", "9999-10", "２026-10",
  ])
  func `what names no period is refused`(text: String) {
    #expect(Period(text) == nil)
  }
}
