// Calendar windows against a recount that knows only the C library's local clock: it looks at every
// minute around a period's first date for the first one that shows that date.

import Testing

@testable import SLOKit

@Suite struct CalendarWindowTests {
  static func instant(_ text: String) throws -> Timestamp { try #require(Timestamp.parse(text)) }

  @Test func `a rolling window is its length before the instant`() throws {
    let end = try Self.instant("2026-10-03T02:00:00Z")
    let window = Window.rolling(.days(30))
    let buckets = Buckets(resolution: .minutes(1))
    #expect(window.interval(asOf: end, buckets: buckets) == end - .days(30)..<end)
    #expect(window.nominalLength == .days(30))
    #expect(window.periodEnd(asOf: end, buckets: buckets) == nil)
  }

  @Test(arguments: [
    (CalendarUnit.day, "2026-10-03T02:00:00Z", "2026-10-03T00:00:00Z", "2026-10-04T00:00:00Z"),
    (.week, "2026-10-03T02:00:00Z", "2026-09-28T00:00:00Z", "2026-10-05T00:00:00Z"),
    (.month, "2026-10-03T02:00:00Z", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
    (.quarter, "2026-10-03T02:00:00Z", "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    (.quarter, "2026-09-30T02:00:00Z", "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z"),
    (.year, "2026-10-03T02:00:00Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    // As of a period's first instant it is the period just ended.
    (.month, "2026-10-01T00:00:00Z", "2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z"),
    (.month, "2026-10-01T00:01:00Z", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
    (.year, "2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
    (.month, "2024-03-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
    // Before 1970 too.
    (.week, "1969-12-31T00:00:00Z", "1969-12-29T00:00:00Z", "1970-01-05T00:00:00Z"),
    (.quarter, "1900-02-28T12:00:00Z", "1900-01-01T00:00:00Z", "1900-04-01T00:00:00Z"),
  ])
  func `a calendar window is the period of the last bucket`(
    unit: CalendarUnit, asOf: String, start: String, end: String
  ) throws {
    let window = Window.calendar(unit, .utc)
    let buckets = Buckets(resolution: .minutes(1))
    let asOf = try Self.instant(asOf)
    #expect(
      window.interval(asOf: asOf, buckets: buckets).lowerBound.description == start)
    #expect(window.interval(asOf: asOf, buckets: buckets).upperBound == asOf)
    #expect(window.periodEnd(asOf: asOf, buckets: buckets)?.description == end)
  }

  @Test(
    .enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"),
    arguments: [
      // Midnight of 2018-11-04 was skipped in Brazil, that of 2022-03-27 in Lebanon.
      ("America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z"),
      ("Asia/Beirut", "2022-03-27T12:00:00Z", "2022-03-26T22:00:00Z"),
      // Havana's clocks showed midnight of 2021-11-07 twice; Brazil's were set back at midnight.
      ("America/Havana", "2021-11-07T12:00:00Z", "2021-11-07T04:00:00Z"),
      ("America/Havana", "2021-11-07T05:30:00Z", "2021-11-07T04:00:00Z"),
      ("America/Sao_Paulo", "2018-02-18T02:30:00Z", "2018-02-17T02:00:00Z"),
      ("America/Sao_Paulo", "2018-02-18T12:00:00Z", "2018-02-18T03:00:00Z"),
      // At 00:01 of 2010-11-07 St. John's went back to 23:01: the 7th had begun and goes on.
      ("America/St_Johns", "2010-11-07T02:30:00Z", "2010-11-06T02:30:00Z"),
      ("America/St_Johns", "2010-11-07T02:31:00Z", "2010-11-07T02:30:00Z"),
      ("America/St_Johns", "2010-11-07T03:00:00Z", "2010-11-07T02:30:00Z"),
      ("America/St_Johns", "2010-11-07T12:00:00Z", "2010-11-07T02:30:00Z"),
      // Samoa had no 2011-12-30.
      ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-29T10:00:00Z"),
      ("Pacific/Apia", "2011-12-30T10:01:00Z", "2011-12-30T10:00:00Z"),
      ("Asia/Kathmandu", "2026-10-03T02:00:00Z", "2026-10-02T18:15:00Z"),
    ])
  func `a day begins when local clocks first reach its midnight`(
    zone: String, asOf: String, start: String
  ) throws {
    let window = Window.calendar(.day, try Zone.named(zone))
    let interval = window.interval(
      asOf: try Self.instant(asOf), buckets: Buckets(resolution: .minutes(1)))
    #expect(interval.lowerBound.description == start)
  }

  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `a start inside a bucket is rounded up`() throws {
    // Kathmandu's midnight is 18:15 in UTC.
    let window = Window.calendar(.day, try Zone.named("Asia/Kathmandu"))
    let buckets = Buckets(resolution: .hours(1))
    func start(_ asOf: String) throws -> String {
      window.interval(asOf: try Self.instant(asOf), buckets: buckets).lowerBound.description
    }
    // The bucket from 18:00 to 19:00 starts on the day before, and counts there.
    #expect(try start("2026-10-02T19:00:00Z") == "2026-10-01T19:00:00Z")
    #expect(try start("2026-10-02T20:00:00Z") == "2026-10-02T19:00:00Z")
  }

  @Test func `windows at the ends of time do not trap`() {
    let buckets = Buckets(resolution: .hours(1))
    for unit in CalendarUnit.allCases {
      for end in [Int64.min, .min + 1, .max - 1, .max].map(Timestamp.init(nanoseconds:)) {
        let window = Window.calendar(unit, .utc)
        #expect(window.interval(asOf: end, buckets: buckets).upperBound == end)
        _ = window.periodEnd(asOf: end, buckets: buckets)
        let rolling = Window.rolling(TimeSpan(nanoseconds: .max))
        #expect(rolling.interval(asOf: end, buckets: buckets).upperBound == end)
      }
    }
  }

  @Test(arguments: zip(CalendarUnit.allCases, [1, 7, 30, 90, 365] as [Int64]))
  func `a calendar window's nominal length is in whole days`(unit: CalendarUnit, days: Int64) {
    #expect(Window.calendar(unit, .utc).nominalLength == .days(days))
  }

  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `calendar windows equal a recount with the C library's clock`() async {
    await #expect(processExitsWith: .success) {
      var random = SeededGenerator(seed: 29)
      let since1970: Range<Int64> = 86400 * 400..<86400 * 36525
      for name in [
        "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Africa/Casablanca",
        "Australia/Lord_Howe", "Europe/Dublin", "America/St_Johns", "Asia/Kathmandu",
        "Antarctica/Troll", "America/Havana", "Europe/Berlin", "America/New_York", "Africa/Cairo",
        "Asia/Tehran", "Pacific/Kwajalein", "America/Asuncion", "Asia/Gaza", "America/Nuuk",
      ] {
        let zone = try Zone.named(name)
        LibraryClock.useZone(name)
        var recount = PeriodRecount()
        var instants: [Int64] = []
        for change in zone.changes.filter(since1970.contains).shuffled(using: &random).prefix(40) {
          instants += [-86400, -3600, -60, 0, 60, 1800, 3600, 86400].map { change + $0 }
        }
        for _ in 0..<30 { instants.append(.random(in: since1970, using: &random)) }
        for second in instants {
          for unit in CalendarUnit.allCases {
            let resolution: Int64 = [60, 900, 3600].randomElement(using: &random) ?? 60
            let end = (second + resolution - 1) / resolution * resolution
            let window = Window.calendar(unit, zone)
            let buckets = Buckets(resolution: .seconds(resolution))
            let asOf = Timestamp(epochSecond: end)
            let expected = recount.period(of: end - resolution, unit: unit)
            let start = window.interval(asOf: asOf, buckets: buckets).lowerBound.epochSecond
            #expect(
              start == (expected.start + resolution - 1) / resolution * resolution,
              "\(name) \(unit) as of \(asOf)")
            #expect(
              window.periodEnd(asOf: asOf, buckets: buckets)?.epochSecond
                == (expected.next + resolution - 1) / resolution * resolution,
              "end of \(name) \(unit) as of \(asOf)")
          }
        }
      }
    }
  }
}

/// Periods by looking at the C library's local clock minute after minute.
private struct PeriodRecount {
  private var starts: [Int: Int64] = [:]

  mutating func period(of second: Int64, unit: CalendarUnit) -> (start: Int64, next: Int64) {
    var date = LibraryClock.local(at: second)
    while !isFirst(date, of: unit) { date = neighbour(of: date, days: -1) }
    var start = firstMinute(of: date)
    while true {
      repeat { date = neighbour(of: date, days: 1) } while !isFirst(date, of: unit)
      let next = firstMinute(of: date)
      if second < next { return (start, next) }
      start = next
    }
  }

  private func isFirst(_ date: ClockFields, of unit: CalendarUnit) -> Bool {
    switch unit {
    case .day: true
    case .week: date.weekday == 1
    case .month: date.day == 1
    case .quarter: date.day == 1 && [1, 4, 7, 10].contains(date.month)
    case .year: date.day == 1 && date.month == 1
    }
  }

  private func neighbour(of date: ClockFields, days: Int) -> ClockFields {
    LibraryClock.midnight(year: date.year, month: date.month, day: date.day + days).date
  }

  /// The first minute at which local clocks show `date` or a later one.
  private mutating func firstMinute(of date: ClockFields) -> Int64 {
    if let start = starts[date.dateKey] { return start }
    var second =
      LibraryClock.midnight(year: date.year, month: date.month, day: date.day).second - 15 * 3600
    while LibraryClock.local(at: second).dateKey < date.dateKey { second += 60 }
    starts[date.dateKey] = second
    return second
  }
}
