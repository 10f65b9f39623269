// Which events a question is about, and as of when: every option on a dozen events whose counts are
// worked out by hand.

import Foundation
import Testing

struct FilterTests {
  /// Twelve events; those of `b` fail, and one of `a`.
  ///
  ///     12:00:00  a eu 200   12:03:00  b us 503   12:06:00  "" eu 200
  ///     12:00:30  a eu 200   12:03:30  b us 500   12:06:30  —  eu 200   (customer null)
  ///     12:01:00  a us 500   12:04:00  b eu 200   12:07:00  7  eu 200   (a number)
  ///     12:02:00  a us 200   12:05:00  c eu 200   12:08:00  —  eu 500   (no customer)
  static let events = """
    {"ts": "2026-11-01T12:00:00Z", "status": 200, "customer": "a", "region": "eu", "new": true}
    {"ts": "2026-11-01T12:00:30Z", "status": 200, "customer": "a", "region": "eu", "new": false}
    {"ts": "2026-11-01T12:01:00Z", "status": 500, "customer": "a", "region": "us", "new": true}
    {"ts": "2026-11-01T12:02:00Z", "status": 200, "customer": "a", "region": "us"}
    {"ts": "2026-11-01T12:03:00Z", "status": 503, "customer": "b", "region": "us"}
    {"ts": "2026-11-01T12:03:30Z", "status": "500", "customer": "b", "region": "us"}
    {"ts": "2026-11-01T12:04:00Z", "status": 200, "customer": "b", "region": "eu"}
    {"ts": "2026-11-01T12:05:00Z", "status": 200, "customer": "c", "region": "eu"}
    {"ts": "2026-11-01T12:06:00Z", "status": 200, "customer": "", "region": "eu"}
    {"ts": "2026-11-01T12:06:30Z", "status": 200, "customer": null, "region": "eu"}
    {"ts": "2026-11-01T12:07:00Z", "status": 200, "customer": 7, "region": "eu"}
    {"ts": "2026-11-01T12:08:00Z", "status": 500, "region": "eu"}

    """

  struct Case: CustomTestStringConvertible, Sendable {
    let words: [String]
    /// unmatched, outside, valid, bad
    let counts: [Int]
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String..., counts: [Int]) {
      self.words = words
      self.counts = counts
    }
  }

  static let cases = [
    Case(counts: [0, 0, 12, 4]),
    Case("--where", "region == 'eu'", counts: [4, 0, 8, 1]),
    Case("--where", "customer == 'a'", counts: [8, 0, 4, 1]),
    // Unknown is not true: two events have no customer.
    Case("--where", "customer != 'a'", counts: [6, 0, 6, 2]),
    Case("--where", "not customer == 'a'", counts: [6, 0, 6, 2]),
    Case("--where", "not (has customer)", counts: [10, 0, 2, 1]),
    Case("--where", "customer == 7", counts: [11, 0, 1, 0]),
    Case("--where", "customer == '7'", counts: [11, 0, 1, 0]),
    Case("--where", "customer == ''", counts: [11, 0, 1, 0]),
    Case("--where", "new == true", counts: [10, 0, 2, 1]),
    Case("--where", "status == 500", counts: [9, 0, 3, 3]),
    Case("--where", "status >= 500 and region == 'us'", counts: [9, 0, 3, 3]),
    // Without: what is not known to be so stays.
    Case("--without", "customer=b", counts: [3, 0, 9, 2]),
    Case("--without", "customer=", counts: [1, 0, 11, 4]),
    Case("--without", "customer=7", counts: [1, 0, 11, 4]),
    Case("--without", "status=500", counts: [3, 0, 9, 1]),
    Case("--without", "new=true", counts: [2, 0, 10, 3]),
    Case("--without", "customer=nobody", counts: [0, 0, 12, 4]),
    Case("--without", "customer=a", "--without", "customer=b", counts: [7, 0, 5, 1]),
    Case("--without", "customer=a", "--where", "region == 'eu'", counts: [6, 0, 6, 1]),
    // A is the end of the bucket of the time asked for, and excludes itself.
    Case("--at", "2026-11-01T12:09:00Z", counts: [0, 0, 12, 4]),
    Case("--at", "2026-11-01T12:08:00Z", counts: [0, 1, 11, 3]),
    Case("--at", "2026-11-01T12:08:00.000000001Z", counts: [0, 0, 12, 4]),
    Case("--at", "2026-11-01T12:03:00Z", counts: [0, 8, 4, 1]),
    Case("--at", "2026-11-01T12:03:01Z", counts: [0, 6, 6, 3]),
    Case("--at", "2026-11-01T13:03:01+01:00", counts: [0, 6, 6, 3]),
    Case("--at", "2026-11-02T12:00:00Z", counts: [0, 0, 12, 4]),
    Case("--at", "2026-11-02T12:01:00Z", counts: [0, 2, 10, 4]),
    Case("--at", "2026-11-02T12:00:01Z", counts: [0, 2, 10, 4]),
    Case("--at", "2030-01-01T00:00:00Z", counts: [0, 12, 0, 0]),
    Case("--at", "now", counts: [0, 12, 0, 0]),
  ]

  @Test(arguments: cases)
  func `every option takes the events that it names`(expected: Case) throws {
    let folder = try EventFolder(events: Self.events)
    let answer = try folder.answer(["budget", "events.ndjson"] + expected.words)
    // An event too far ahead of the time asked for is not even judged.
    let future = try #require(answer.count("input.future"))
    var found = answer.counts("unmatched", "outside", "valid", "bad")
    found[1] = (found[1] ?? 0) + future
    #expect(found == expected.counts)
    #expect(answer.isAccountedFor)
  }

  @Test func `events more than maxSkew after the time asked for are future`() throws {
    let folder = try EventFolder(events: Self.events)
    func future(_ time: String) throws -> Int? {
      try folder.answer(["budget", "events.ndjson", "--at", time]).count("input.future")
    }
    #expect(try future("2026-11-01T12:03:00Z") == 0)
    #expect(try future("2026-11-01T12:02:59Z") == 1)
    #expect(try future("2026-11-01T12:00:00Z") == 4)
    #expect(try future("1700-01-01T00:00:00Z") == 12)
    #expect(try future("2261-06-01T00:00:00Z") == 0)
  }

  @Test func `more keys than maxKeys are counted together, but not the worst`() throws {
    let config = SampleConfig().with("maxKeys", "1")
    let folder = try EventFolder(config, events: Self.events)
    let answer = try folder.answer(["customers", "api", "events.ndjson"])
    #expect(answer.texts("objectives.0.keys", "key") == ["b"])
    #expect(answer.count("objectives.0.keys.0.bad") == 2)
    #expect(answer.count("objectives.0.otherKeys") == 7)
    #expect(answer.count("objectives.0.pastMaxKeys") == 7)
    #expect(answer.count("objectives.0.unkeyed") == 2)
    let text = try folder.run(["customers", "api", "events.ndjson"]).output
    #expect(text.contains(#"7 events of more keys than "maxKeys" allows, counted together"#))
  }

  @Test func `keys are texts, worst first, and what has none is unkeyed`() throws {
    let folder = try EventFolder(events: Self.events)
    let all = try folder.answer(["budget", "--by", "customer", "events.ndjson"])
    #expect(all.texts("objectives.0.keys", "key") == ["b", "a", "", "7", "c"])
    #expect(all.count("objectives.0.unkeyed") == 2)
    #expect(all.count("objectives.0.otherKeys") == 0)
    let top = try folder.answer(["budget", "--by", "customer", "--top", "2", "events.ndjson"])
    #expect(top.texts("objectives.0.keys", "key") == ["b", "a"])
    #expect(top.count("objectives.0.keys.0.bad") == 2)
    #expect(top.count("objectives.0.keys.1.valid") == 4)
    #expect(top.count("objectives.0.otherKeys") == 3)
    #expect(top.count("objectives.0.unkeyed") == 2)
    for top in ["5", "6", "1000000"] {
      let answer = try folder.answer(["budget", "--by", "customer", "--top", top, "events.ndjson"])
      #expect(answer.texts("objectives.0.keys", "key").count == 5)
    }
    let flags = try folder.answer(["budget", "--by", "new", "events.ndjson"])
    #expect(flags.texts("objectives.0.keys", "key") == ["true", "false"])
    #expect(flags.count("objectives.0.unkeyed") == 9)
    let nowhere = try folder.answer(["budget", "--by", "no.such.field", "events.ndjson"])
    #expect(nowhere.texts("objectives.0.keys", "key") == [])
    #expect(nowhere.count("objectives.0.unkeyed") == 12)
    // A text and a number that are written alike are one key.
    let status = try folder.answer(["budget", "--by", "status", "events.ndjson"])
    #expect(status.texts("objectives.0.keys", "key") == ["500", "503", "200"])
    #expect(status.count("objectives.0.keys.0.bad") == 3)
  }

  @Test(arguments: [("1m", 1, 1), ("2m", 2, 1), ("5m", 6, 1), ("6m", 8, 3), ("9m", 12, 4)])
  func `a look-back takes the window's place`(last: String, valid: Int, bad: Int) throws {
    let folder = try EventFolder(events: Self.events)
    let answer = try folder.answer(["customers", "api", "--last", last, "events.ndjson"])
    #expect(answer.counts("valid", "bad", "outside") == [valid, bad, 12 - valid])
    #expect(answer.text("objectives.0.window.length") == last)
    #expect(answer.isAccountedFor)
  }

  // MARK: Weights

  @Test func `the largest weights are counted exactly`() throws {
    let folder = try EventFolder(
      SampleConfig(["target": #""99.9%""#]).mapping("weight", to: #""w""#),
      events: SampleEvents.lines(1_000, bad: 1, more: #", "w": 1000000000"#)
        + SampleEvents.line("2026-11-01T12:00:00Z", more: #", "w": null"#)
        + SampleEvents.line("2026-11-01T12:00:00Z", more: #", "w": "2""#)
        + ["0", "-1", "1.5", "1000000001", "true", "[]", "\"x\"", "1e10"].map {
          SampleEvents.line("2026-11-01T12:00:00Z", more: ", \"w\": \($0)")
        }.joined())
    let answer = try folder.answer(["budget", "--by", "customer", "events.ndjson"])
    #expect(answer.count("input.events") == 1_000_000_000_003)
    #expect(answer.count("input.malformed") == 8)
    #expect(answer.counts("valid", "bad", "badLeft") == [1_000_000_000_003, 1_000_000_000, 0])
    #expect(answer.text("objectives.0.status") == "low")
    #expect(answer.count("objectives.0.keys.0.valid") == 1_000_000_000_003)
    #expect(answer.isAccountedFor)
  }

  // MARK: Slices

  @Test func `a slice that begins before its first event is a slice`() throws {
    let config = SampleConfig([
      "budgetingMethod": #""timeslices""#, "slice": #""10m""#, "sliceTarget": #""95%""#,
    ])
    let events = [5, 15, 25].map {
      SampleEvents.line("2026-11-01T12:\($0 < 10 ? "0" : "")\($0):00Z")
    }
    let folder = try EventFolder(config, events: events.joined())
    let answer = try folder.answer(["budget", "--by", "customer", "events.ndjson"])
    #expect(answer.counts("valid", "good", "bad", "events.valid") == [3, 3, 0, 3])
    #expect(answer.count("objectives.0.keys.0.valid") == 3)
  }

  @Test(arguments: [false, true])
  func `empty slices count from the first event on, in whatever order it comes`(
    isReversed: Bool
  ) throws {
    let config = SampleConfig([
      "budgetingMethod": #""timeslices""#, "slice": #""10m""#, "sliceTarget": #""95%""#,
      "emptySlices": #""good""#,
    ])
    let events = ["2026-10-30T01:00:00Z", "2026-11-01T12:25:00Z"].map { SampleEvents.line($0) }
    let folder = try EventFolder(
      config, events: (isReversed ? events.reversed() : events).joined())
    for time in [[], ["--at", "2026-11-01T12:26:00Z"]] {
      let answer = try folder.answer(["budget", "--by", "customer", "events.ndjson"] + time)
      // As of 12:26 the window starts at 12:26 the day before: slices from 12:30 to 12:20.
      #expect(answer.counts("valid", "good", "bad") == [144, 144, 0])
      #expect(answer.count("objectives.0.keys.0.valid") == 144)
    }
  }

  @Test func `slices that touch an exclusion are left out`() throws {
    let config = SampleConfig([
      "budgetingMethod": #""timeslices""#, "slice": #""5m""#, "sliceTarget": #""100%""#,
    ]).with(
      "exclusions",
      #"[{"from": "2026-11-01T12:09:59Z", "to": "2026-11-01T12:10:01Z", "reason": "x"}]"#)
    let events = (0..<20).map { minute in
      SampleEvents.line(
        String(format: "2026-11-01T12:%02d:00Z", minute), status: minute % 5 == 4 ? 500 : 200)
    }
    let folder = try EventFolder(config, events: events.joined())
    let answer = try folder.answer(["budget", "events.ndjson"])
    // 12:00 and 12:15 are left; 12:05 and 12:10 touch the exclusion, which takes out one event.
    #expect(answer.counts("valid", "bad", "excluded", "events.valid") == [2, 2, 1, 19])
    #expect(answer.isAccountedFor)
  }

  // MARK: Far ends

  @Test(
    arguments: [
      "1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224193Z", "1678-01-01T00:00:00Z",
      "1969-12-31T23:59:59.999999999Z", "2261-12-31T23:59:59Z", "2262-04-11T23:47:16.854775807Z",
      "2262-04-11T23:47:16.854775808Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    ])
  func `the ends of time are counted, or malformed, without a crash`(instant: String) throws {
    for window in [#""1d""#, #""365d""#, #"{"calendar": "year", "zone": "Europe/Berlin"}"#] {
      let config = SampleConfig(["window": window]).mapping("id", to: #""id""#)
      let events = ["x", "y", "x"].map {
        SampleEvents.line(instant, more: ", \"id\": \"\($0)\"")
      }.joined()
      let folder = try EventFolder(
        config, events: events + SampleEvents.line("2026-11-01T12:00:00Z"))
      for time in [[], ["--at", "1678-01-01T00:00:00Z"], ["--at", "2261-06-01T00:00:00Z"]] {
        for command in [["budget", "--by", "customer"], ["burn"], ["gate"]] {
          let answer = try folder.answer(command + ["events.ndjson"] + time)
          #expect([0, 1, 3].contains(answer.status))
          #expect(answer.count("input.lines") == 4)
          let malformed = answer.count("input.malformed") ?? 0
          #expect(malformed == 3 || answer.count("input.duplicates") == 1)
          #expect(answer.isAccountedFor)
        }
      }
    }
  }
}
