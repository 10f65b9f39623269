// Zones from zoneinfo files: every installed one against the C library, and hostile ones.

import Testing

@testable import SLOKit

@Suite struct ZoneTests {
  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `every installed zone has the C library's offsets from 1900 to 2100`() async {
    await #expect(processExitsWith: .success) {
      var random = SeededGenerator(seed: 17)
      let years: Range<Int64> = -2_208_988_800..<4_102_444_800
      var compared = 0
      for name in ZoneFiles.names {
        let zone = try Zone.named(name)
        LibraryClock.useZone(name)
        var seconds: [Int64] = []
        for change in zone.changes where years.contains(change) {
          seconds += [change - 1, change, change + 1]
        }
        for _ in 0..<200 { seconds.append(.random(in: years, using: &random)) }
        for second in seconds {
          let ours = zone.offsetSeconds(at: Timestamp(epochSecond: second))
          let theirs = LibraryClock.local(at: second).offsetSeconds
          guard ours != theirs else { continue }
          Issue.record("\(name) at \(second): \(ours), the C library says \(theirs)")
          break
        }
        compared += seconds.count
      }
      #expect(compared > 100_000)
    }
  }

  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `a local time is the first second that shows it, or goes on from before the gap`() throws {
    var random = SeededGenerator(seed: 19)
    var skipped = 0
    for name in ZoneFiles.names {
      let zone = try Zone.named(name)
      func offset(at second: Int64) -> Int64 {
        Int64(zone.offsetSeconds(at: Timestamp(epochSecond: second)))
      }
      // Around changes, where there is something to get wrong.
      let changes = zone.changes.filter { Timestamp.latest.epochSecond - 200_000 > $0 }
      for _ in 0..<50 {
        let change = changes.randomElement(using: &random) ?? 0
        let local = change + offset(at: change) + .random(in: -9000...9000, using: &random)
        let found = zone.epochSecond(ofLocal: local)
        let showing = Set(zone.offsets).map { local - $0 }.filter { $0 + offset(at: $0) == local }
        if let first = showing.min() {
          #expect(found == first, "\(name) \(local)")
          #expect(zone.firstEpochSecond(atOrAfterLocal: local) <= first, "\(name) \(local)")
        } else {
          let jump = zone.firstEpochSecond(atOrAfterLocal: local)
          #expect(zone.changes.contains(jump), "\(name) \(local)")
          #expect(found == local - offset(at: jump - 1), "\(name) \(local)")
          skipped += 1
        }
      }
    }
    #expect(skipped > 500)
  }

  @Test(arguments: [
    ("", "a zone's name is missing"),
    ("/etc/passwd", "a / with nothing beside it"),
    ("Europe//Berlin", "a / with nothing beside it"),
    ("Europe/", "a / with nothing beside it"),
    ("../../../etc/passwd", "a zone's name has only letters, digits and + - _ /"),
    ("Europe/..", "a zone's name has only letters, digits and + - _ /"),
    ("Europe/Berlin\u{0}", "a zone's name has only letters, digits and + - _ /"),
    ("Europe/Bérlin", "a zone's name has only letters, digits and + - _ /"),
    (String(repeating: "a", count: 256), "too long for a zone's name"),
  ])
  func `a name that is no zone's never becomes a path`(name: String, what: String) {
    #expect(throws: ZoneProblem.badName(what: what)) { try Zone.named(name) }
  }

  @Test func `a zone that is not installed says where it was looked for`() {
    let problem = #expect(throws: ZoneProblem.self) {
      try Zone.named("Europe/Berln", in: "/nowhere")
    }
    #expect(problem?.text.contains("/nowhere/Europe/Berln") == true)
    #expect(problem?.text.contains("Europe/Berlin") == true)
  }

  @Test func `UTC needs no file`() throws {
    let zone = try Zone.named("UTC", in: "/nowhere")
    #expect(zone.offsetSeconds(at: Timestamp(nanoseconds: 0)) == 0)
    #expect(zone.changes.isEmpty)
  }

  @Test(.enabled(if: ZoneFiles.haveLeapSeconds, "no right/ zoneinfo files here"))
  func `a zone that counts leap seconds is refused`() throws {
    let data = try readWholeFile(FilePath(ZoneFiles.folder + "/right/UTC"), limitBytes: 1 << 20)
    #expect(throws: ZoneProblem.countsLeapSeconds) { try Zone(name: "right/UTC", data: data) }
  }

  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `a file cut anywhere is refused`() throws {
    let data = try readWholeFile(FilePath(ZoneFiles.folder + "/Europe/Berlin"), limitBytes: 1 << 20)
    for count in data.indices {
      #expect(throws: ZoneProblem.self) { try Zone(name: "cut", data: Array(data[..<count])) }
    }
  }

  @Test(.enabled(if: ZoneFiles.areInstalled, "no zoneinfo files here"))
  func `damaged files are refused or read, and never trap`() throws {
    var random = SeededGenerator(seed: 23)
    for name in ["Europe/Berlin", "Africa/Casablanca", "Etc/UTC"] {
      let data = try readWholeFile(FilePath("\(ZoneFiles.folder)/\(name)"), limitBytes: 1 << 20)
      for _ in 0..<3000 {
        var damaged = data
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          damaged[Int.random(in: damaged.indices, using: &random)] =
            [0, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
        }
        guard let zone = try? Zone(name: name, data: damaged) else { continue }
        #expect(zip(zone.changes, zone.changes.dropFirst()).allSatisfy { $0 < $1 })
        for instant in [Timestamp.earliest, Timestamp(nanoseconds: 0), .latest] {
          _ = zone.offsetSeconds(at: instant)
          _ = zone.epochSecond(ofLocal: instant.epochSecond)
          _ = CalendarUnit.month.period(of: instant, in: zone)
        }
      }
    }
  }
}

@Suite struct ZoneRuleTests {
  /// A version 2 file of one type, whose footer is `rule`.
  static func file(rule: String, version: UInt8 = UInt8(ascii: "3")) -> [UInt8] {
    let header =
      Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
      + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
    let block: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("ABC\u{0}".utf8)
    return header + block + header + block + Array("\n\(rule)\n".utf8)
  }

  @Test(arguments: [
    // zone, second before a change of 2025 or 2024, offsets before and after
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2025-03-30T01:00:00Z", 3600, 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2025-10-26T01:00:00Z", 7200, 3600),
    ("EST5EDT,M3.2.0,M11.1.0", "2025-03-09T07:00:00Z", -18000, -14400),
    ("EST5EDT4,M3.2.0,M11.1.0", "2025-11-02T06:00:00Z", -14400, -18000),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2025-03-30T01:00:00Z", -7200, -3600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2025-03-30T01:00:00Z", 0, 3600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2025-10-26T01:00:00Z", 3600, 0),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2025-03-29T00:00:00Z", 7200, 10800),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2025-10-04T15:30:00Z", 37800, 39600),
    // the 60th day with and without counting the leap day
    ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,J59/0,J300/0", "2024-02-28T00:00:00Z", 0, 3600),
    ("AAA0BBB,59/0,J300/0", "2024-02-29T00:00:00Z", 0, 3600),
    ("AAA0BBB,59/0,J300/0", "2025-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,0/0,300/0", "2025-01-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,J1/167,J300/0", "2025-01-07T23:00:00Z", 0, 3600),
    ("AAA0BBB,J100/-167,J300/0", "2025-04-03T01:00:00Z", 0, 3600),
  ])
  func `a rule changes the clocks at its moments`(
    rule: String, change: String, before: Int, after: Int
  ) throws {
    let zone = try Zone(name: rule, data: Self.file(rule: rule))
    let instant = try #require(Timestamp.parse(change))
    #expect(zone.offsetSeconds(at: Timestamp(nanoseconds: instant.nanoseconds - 1)) == before)
    #expect(zone.offsetSeconds(at: instant) == after)
  }

  @Test func `a rule may save daylight all year`() throws {
    let zone = try Zone(name: "all year", data: Self.file(rule: "EST5EDT,0/0,J365/25"))
    for text in ["1700-01-01", "2024-12-31", "2025-01-01", "2025-07-01", "2200-12-31"] {
      #expect(zone.offsetSeconds(at: try #require(Timestamp.parse(text))) == -14400)
    }
  }

  @Test(arguments: [
    "CET", "CE-1", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J300",
    "CET-1CEST,366,J300", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "<>-1",
    "<CET-1", "CET-1:60", "-1",
  ])
  func `a rule that is none is refused`(rule: String) {
    #expect(throws: ZoneProblem.damaged(what: "the footer is no POSIX TZ rule", offset: 109)) {
      try Zone(name: rule, data: Self.file(rule: rule))
    }
  }

  @Test func `an empty footer leaves the last offset`() throws {
    #expect(try Zone(name: "none", data: Self.file(rule: "")).changes.isEmpty)
  }

  @Test func `an unknown version is refused`() {
    #expect(throws: ZoneProblem.damaged(what: "an unknown version", offset: 4)) {
      try Zone(name: "v", data: Self.file(rule: "", version: UInt8(ascii: "1")))
    }
  }
}
