// Lengths of time: how they are written, read and multiplied.

import Testing

@testable import SLOKit

@Suite struct TimeSpanTests {
  @Test(
    arguments: [
      ("90s", 90_000_000_000),
      ("5m", 300_000_000_000),
      ("6h", 21_600_000_000_000),
      ("30d", 2_592_000_000_000_000),
      ("4w", 2_419_200_000_000_000),
      ("300ms", 300_000_000),
      ("10us", 10_000),
      ("5ns", 5),
      ("0s", 0),
      ("007s", 7_000_000_000),
      ("1h30m", 5_400_000_000_000),
      ("1w1d1h1m1s1ms1us1ns", 694_861_001_001_001),
      ("1m30ms", 60_030_000_000),
      ("120m", 7_200_000_000_000),
      ("9223372036854775807ns", Int64.max),
      ("9223372036854775808ns", nil),
      ("99999999999999999999999s", nil),
      ("106752d", nil),
      ("106751d24h", nil),
      ("", nil),
      ("s", nil),
      ("90", nil),
      ("90 s", nil),
      (" 90s", nil),
      ("90s ", nil),
      ("90S", nil),
      ("90sec", nil),
      ("1.5h", nil),
      ("1,5h", nil),
      ("-1h", nil),
      ("+1h", nil),
      ("30m1h", nil),
      ("1h1h", nil),
      ("1h30", nil),
      ("1hm", nil),
      ("5µs", nil),
      ("5u", nil),
      ("5n", nil),
      ("1mo", nil),
      ("1y", nil),
      ("1s\u{0}", nil),
    ] as [(String, Int64?)])
  func `a length is whole counts of units from long to short`(text: String, nanoseconds: Int64?) {
    #expect(TimeSpan(text)?.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    (0, "0s"),
    (90_000_000_000, "1m30s"),
    (5_400_000_000_000, "1h30m"),
    (2_592_000_000_000_000, "30d"),
    (2_419_200_000_000_000, "28d"),
    (86_400_000_000_000, "1d"),
    (300_000_000, "300ms"),
    (1_000_001, "1ms1ns"),
    (-5_400_000_000_000, "-1h30m"),
    (Int64.max, "106751d23h47m16s854ms775us807ns"),
    (Int64.min, "-106751d23h47m16s854ms775us808ns"),
  ])
  func `a length is written in its shortest form`(nanoseconds: Int64, text: String) {
    #expect(TimeSpan(nanoseconds: nanoseconds).description == text)
  }

  @Test func `what is written reads back as the same length`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<5000 {
      let shift = Int.random(in: 0..<63, using: &random)
      let span = TimeSpan(nanoseconds: Int64.random(in: 0...Int64.max, using: &random) >> shift)
      #expect(TimeSpan(span.description) == span)
    }
  }

  @Test func `arithmetic stops at the ends of 64 bits`() {
    #expect(TimeSpan.hours(1) + .minutes(30) == TimeSpan("1h30m"))
    #expect(TimeSpan.hours(1) - .minutes(90) == .minutes(-30))
    #expect(TimeSpan.days(1) * 28 == .days(28))
    #expect(TimeSpan.days(.max).nanoseconds == .max)
    #expect(TimeSpan.days(.min).nanoseconds == .min)
    #expect((TimeSpan.days(-1) * .min).nanoseconds == .max)
    #expect((TimeSpan(nanoseconds: .max) + .seconds(1)).nanoseconds == .max)
    #expect((TimeSpan(nanoseconds: .min) - .seconds(1)).nanoseconds == .min)
  }

  @Test(arguments: [
    ("1h", "1m", true), ("90s", "1m", false), ("0s", "1m", true), ("1h", "7m", false),
  ])
  func `a look-back is a whole number of buckets or not`(
    span: String, unit: String, expected: Bool
  ) throws {
    #expect(try #require(TimeSpan(span)).isMultiple(of: #require(TimeSpan(unit))) == expected)
  }
}
