// The recount itself, held against numbers that were worked out by hand. They double as a short
// tour of the semantics.

import Foundation
import Testing

@Suite struct PlainRecountTests {
  /// 2026-03-01T12:00:00Z, a Sunday.
  static let noon = 1_772_366_400 * PlainTime.second

  static func config(_ objective: PlainJSON, extra: PlainJSON = [:]) -> PlainJSON {
    guard case .object(let general) = extra, case .object(let own) = objective else { return .null }
    let objective = PlainJSON.object(
      [
        (PlainText("name".utf8), "web"), (PlainText("good".utf8), "status < 500"),
        (PlainText("window".utf8), "1d"),
      ] + own)
    let fields: PlainJSON = [
      "timestamp": "ts", "customer": "customer", "origin": "origin", "id": "id",
      "weight": "weight", "duration": ["field": "ms", "unit": "ms"],
    ]
    return .object(
      [
        (PlainText("version".utf8), 1),
        (PlainText("events".utf8), ["format": "ndjson", "fields": fields]),
        (PlainText("objectives".utf8), .array([objective])),
      ] + general)
  }

  /// One event a line: minutes before noon, status, and any more members.
  static func line(_ minutes: Double, _ status: Int, _ more: String = "") -> String {
    let instant = noon - Int(minutes * 60) * PlainTime.second
    return "{\"ts\":\"\(PlainTime.text(ofInstant: instant))\",\"status\":\(status)\(more)}\n"
  }

  static func answer(
    _ config: PlainJSON, _ text: String, _ question: PlainQuestion = PlainQuestion()
  ) throws -> Expected {
    var question = question
    question.at = question.at ?? noon
    let recount = try PlainRecount(
      config: config, files: [("events", Array(text.utf8))], question: question, clock: noon)
    return try recount.answer()
  }

  static func shown(_ tree: Expected?, _ keys: String...) -> [String] {
    keys.map { tree?[$0]?.description ?? "–" }
  }

  @Test func `2 bad of 1000 at 99 percent spend a fifth of the budget`() throws {
    var text = (0..<998).map { Self.line(Double($0), 200) }.joined()
    text += Self.line(5, 503) + Self.line(6, 500)
    let answer = try Self.answer(Self.config(["target": "99%"]), text)
    let web = answer["objectives"]?.elements.first
    let found = Self.shown(web, "valid", "bad", "budget", "spent", "remaining", "badLeft", "status")
    // Noon itself is not before noon: that event is outside.
    #expect(
      found == ["999", "2", "9.99", "0.2002002002002002", "0.7997997997997998", "7", "\"ok\""])
    #expect(Self.shown(web, "outside") == ["1"])
  }

  @Test func `excused failures leave the denominator`() throws {
    let text =
      Self.line(1, 200) + Self.line(2, 200) + Self.line(3, 500, ",\"origin\":\"Tenant\"")
      + Self.line(4, 500, ",\"origin\":\"infra\"") + Self.line(5, 500)
      + Self.line(6, 500, ",\"origin\":\"gremlins\"") + "{\"ts\":\"2026-03-01T11:00:00Z\"}\n"
    let web = try Self.answer(Self.config(["target": "50%"]), text)["objectives"]?.elements.first
    #expect(
      Self.shown(web, "matched", "valid", "good", "bad", "excused", "unjudged")
        == ["7", "5", "2", "3", "1", "1"])
    #expect(
      Self.shown(web?["origins"], "infrastructure", "customer", "dependency", "unknown")
        == ["1", "1", "0", "2"])
    let diluted = try Self.answer(Self.config(["target": "50%", "excused": "good"]), text)
    let other = diluted["objectives"]?.elements.first
    #expect(Self.shown(other, "valid", "good", "bad", "ratio") == ["6", "2", "3", "0.5"])
    #expect(Self.shown(other, "spent", "remaining", "status") == ["1.0", "0.0", "\"exhausted\""])
  }

  @Test func `every line is in one count`() throws {
    let text =
      Self.line(10, 200, ",\"id\":\"a\",\"weight\":7") + "\n" + "{\n"
      + Self.line(70, 200, ",\"id\":\"a\"") + Self.line(71, 200, ",\"id\":\"a\"")
      + Self.line(3, 200, ",\"weight\":0") + Self.line(-6, 200) + Self.line(-5, 200) + " \t\n"
      + Self.line(4, 200)
    let answer = try Self.answer(Self.config(["target": "50%"]), text)
    // The event 60 minutes away is a duplicate; the one 61 minutes away is not. Six minutes ahead
    // is the future, five are only outside.
    #expect(
      Self.shown(
        answer["input"], "lines", "blank", "malformed", "specimens", "events", "duplicates",
        "future", "judged") == ["10", "2", "2", "6", "12", "1", "1", "10"])
    let web = answer["objectives"]?.elements.first
    #expect(Self.shown(web, "outside", "matched") == ["1", "9"])
  }

  @Test func `nothing valid is no number, and a perfect target is infinitely strict`() throws {
    let none = try Self.answer(Self.config(["target": "99%"]), "")["objectives"]?.elements.first
    #expect(
      Self.shown(none, "ratio", "spent", "remaining", "interval", "status")
        == ["null", "null", "null", "null", "\"noData\""])
    let perfect = Self.config(["target": "100%"])
    let clean = try Self.answer(perfect, Self.line(1, 200))["objectives"]?.elements.first
    #expect(Self.shown(clean, "spent", "remaining", "status") == ["0.0", "1.0", "\"ok\""])
    let one = try Self.answer(perfect, Self.line(1, 500))["objectives"]?.elements.first
    #expect(
      Self.shown(one, "spent", "remaining", "badLeft", "status")
        == ["\"inf\"", "\"-inf\"", "-1", "\"exhausted\""])
  }

  @Test func `one failure of ten burns at 100 times and pages nobody, two do`() throws {
    let config = Self.config(["target": "99.9%", "window": "30d"])
    func rule(failures: Int) throws -> Expected? {
      let text = (0..<10).map { Self.line(4, $0 < failures ? 500 : 200) }.joined()
      let answer = try Self.answer(config, text, PlainQuestion(command: "burn"))
      return answer["objectives"]?.elements.first?["rules"]?.elements.first
    }
    let one = try rule(failures: 1)
    #expect(
      Self.shown(one, "severity", "factor", "long", "longRate", "holds")
        == ["\"page\"", "14.4", "\"1h\"", "100.0", "false"])
    #expect(Self.shown(try rule(failures: 2), "longRate", "holds") == ["200.0", "true"])
    // P(X ≥ 1) and P(X ≥ 2) of 10 at 14.4 × 0.1 %, as SEMANTICS quotes them.
    #expect(abs(PlainBinomial.tail(1, of: 10, probability: 0.0144) - 0.135) < 0.0005)
    #expect(abs(PlainBinomial.tail(2, of: 10, probability: 0.0144) - 0.0086) < 0.0005)
  }

  @Test func `a burn exactly at the factor does not hold`() throws {
    // 144 of 10,000 bad at 99.9 % is a burn of exactly 14.4.
    let text =
      Self.line(1, 500, ",\"weight\":144") + Self.line(1, 200, ",\"weight\":9856")
    let config = Self.config(
      ["target": "99.9%", "window": "30d"], extra: ["alerts": ["policy": "sloth"]])
    let answer = try Self.answer(config, text, PlainQuestion(command: "burn"))
    let rule = answer["objectives"]?.elements.first?["rules"]?.elements.first
    #expect(Self.shown(rule, "longRate", "holds") == ["14.4", "false"])
  }

  @Test func `the forecast names the bucket in which nothing remains`() throws {
    // 600 good long ago in the window, and in the last hour 60 bad of 60: a bucket adds 1 and 1.
    var text = Self.line(600, 200, ",\"weight\":600")
    for minute in 0..<60 { text += Self.line(Double(minute) + 0.5, 500) }
    let web = try Self.answer(Self.config(["target": "80%"]), text)["objectives"]?.elements.first
    // (60 + k) ≥ 0.2 × (660 + k) at k = 90.
    #expect(
      Self.shown(web?["forecast"], "state", "at") == ["\"within\"", "\"2026-03-01T13:30:00Z\""])
    let quiet = try Self.answer(Self.config(["target": "80%"]), Self.line(600, 200))
    let forecast = quiet["objectives"]?.elements.first?["forecast"]
    #expect(Self.shown(forecast, "state", "at") == ["\"noData\"", "null"])
  }

  @Test func `slices take the place of events`() throws {
    let text =
      Self.line(14, 200) + Self.line(13, 200) + Self.line(12, 500)
      + Self.line(8, 200) + Self.line(2, 500)
    let config = Self.config([
      "target": "50%", "budgetingMethod": "timeslices", "slice": "5m", "sliceTarget": "60%",
    ])
    let web = try Self.answer(config, text)["objectives"]?.elements.first
    // [11:45, 11:50) has 2 good of 3, [11:50, 11:55) 1 of 1, [11:55, 12:00) 0 of 1.
    #expect(Self.shown(web, "valid", "good", "bad", "spent") == ["3", "2", "1", spent])
    #expect(Self.shown(web?["events"], "valid", "good", "bad") == ["5", "3", "2"])
  }

  private var spent: String { "\(1.0 / 1.5)" }

  @Test func `customers come worst first, with their own targets`() throws {
    var text = ""
    for (customer, statuses) in [
      ("acme", [200, 500]), ("bolt", [200, 200]), ("café", [500]), ("", [200]),
    ] {
      for (minute, status) in statuses.enumerated() {
        text += Self.line(Double(10 - minute), status, ",\"customer\":\"\(customer)\"")
      }
    }
    text += Self.line(3, 200) + Self.line(3, 500, ",\"customer\":[1]")
    let config = Self.config([
      "target": "50%", "per": "customer", "overrides": ["bolt": "100%", "café": "100%"],
    ])
    let answer = try Self.answer(
      config, text, PlainQuestion(command: "customers", objectives: ["web"], top: 3))
    let web = answer["objectives"]?.elements.first
    let keys = (web?["keys"]?.elements ?? []).flatMap { Self.shown($0, "key", "spent", "status") }
    #expect(
      keys == [
        "\"café\"", "\"inf\"", "\"exhausted\"", "\"acme\"", "1.0", "\"exhausted\"",
        "\"bolt\"", "0.0", "\"ok\"",
      ])
    #expect(Self.shown(web, "unkeyed", "otherKeys") == ["2", "1"])
    // Exhausted and met at once: acme has spent all of it and not a bit more.
    #expect(
      Self.shown(web?["customersInBudget"], "inBudget", "customers", "ratio") == ["3", "4", "0.75"])
    #expect(Self.shown(web?["breadth"], "customers", "half") == ["2", "1"])
    // acme is up for the minute between its two events; each last event holds for the 9 or 10
    // minutes up to noon.
    #expect(
      Self.shown(web?["userUptime"], "upSeconds", "downSeconds")
        == ["\(60.0 + 600 + 600)", "\(540.0 + 600)"])
  }

  @Test func `the gate refuses before it doubts`() throws {
    let config = Self.config(["target": "99%"])
    func verdict(_ text: String, _ gate: PlainGate = PlainGate()) throws -> [String] {
      let question = PlainQuestion(command: "gate", gate: gate)
      let answer = try Self.answer(config, text, question)
      let codes = answer["reasons"]?.elements.flatMap { Self.shown($0, "code") } ?? []
      return Self.shown(answer, "verdict") + codes
    }
    let good = Self.line(1, 200, ",\"weight\":1000")
    #expect(try verdict(good) == ["\"go\""])
    #expect(try verdict("") == ["\"noVerdict\"", "\"noData\""])
    #expect(try verdict(good + Self.line(2, 500, ",\"weight\":11")).first == "\"refused\"")
    #expect(
      try verdict(Self.line(61, 200, ",\"weight\":1000")) == ["\"noVerdict\"", "\"stale\""])
    // Ten lines that could not be read are ten failures that would not fit the budget.
    let broken = good + String(repeating: "{\n", count: 11)
    #expect(try verdict(broken) == ["\"noVerdict\"", "\"unreadable\""])
    #expect(try verdict(broken, PlainGate(ignoresMalformed: true)) == ["\"go\""])
  }

  @Test(arguments: [
    // A month in Berlin has 23 and 25 hour days; it starts at local midnight.
    ("month", "Europe/Berlin", "2024-04-01T00:00:00Z", "2024-03-31T22:00:00Z"),
    ("day", "Europe/Berlin", "2024-10-27T12:00:00Z", "2024-10-26T22:00:00Z"),
    // As of a month's first midnight it is the month just ended.
    ("month", "UTC", "2024-03-01T00:00:00Z", "2024-02-01T00:00:00Z"),
    ("month", "UTC", "2024-03-01T00:01:00Z", "2024-03-01T00:00:00Z"),
    ("week", "UTC", "2024-03-06T10:00:00Z", "2024-03-04T00:00:00Z"),
    ("quarter", "UTC", "2024-06-30T10:00:00Z", "2024-04-01T00:00:00Z"),
    ("year", "Asia/Kathmandu", "2024-06-30T10:00:00Z", "2023-12-31T18:15:00Z"),
    // No midnight: São Paulo went from 23:59:59 to 01:00:00 on 4 November 2018.
    ("day", "America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z"),
    // Two midnights: Havana's clock shows 00:00 to 00:59 of 3 November 2024 twice.
    ("day", "America/Havana", "2024-11-03T12:00:00Z", "2024-11-03T04:00:00Z"),
    // A day that never was: Samoa went from 29 to 31 December 2011.
    ("day", "Pacific/Apia", "2011-12-30T11:00:00Z", "2011-12-30T10:00:00Z"),
  ])
  func `a calendar window begins at its first date's first instant`(
    unit: String, zone: String, end: String, start: String
  ) throws {
    let calendar = PlainCalendar(
      unit: unit, zone: try #require(TimeZone(identifier: zone)), resolution: PlainTime.minute)
    let end = try #require(PlainTime.instant(PlainText(end.utf8)))
    #expect(PlainTime.text(ofInstant: calendar.window(asOf: end).from) == start)
  }

  @Test(arguments: [
    ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"), ("2024-02-30T00:00:00Z", nil),
    ("2024-01-01t00:00:00.5z", "2024-01-01T00:00:00.5Z"),
    ("2024-01-01 00:00:00.1234567899+01:00", "2023-12-31T23:00:00.123456789Z"),
    ("2024-01-01T24:00:00Z", nil), ("2024-01-01T00:00:00", nil), ("2024-01-01T00:00:00.Z", nil),
    ("2300-01-01T00:00:00Z", nil), ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
    ("2024-01-01T00:00:00+24:00", nil), ("2024-01-01T00:00:00-00:00", "2024-01-01T00:00:00Z"),
  ])
  func `a time is read to the nanosecond or not at all`(text: String, instant: String?) {
    let found = PlainTime.instant(PlainText(text.utf8)).map(PlainTime.text(ofInstant:))
    #expect(found == instant)
  }

  @Test(arguments: [
    ("status < 500", "true"), ("missing < 500", "–"), ("not missing < 500", "–"),
    ("missing == 1 and status > 600", "false"), ("missing == 1 or status == 200", "true"),
    ("has missing", "false"), ("status == '200'", "true"), ("status == 2e2", "true"),
    ("name == 200", "false"), ("name != 200", "true"), ("name < 200", "–"),
    ("name like 'a?m*'", "true"), ("name in ['x', 'acme']", "true"), ("name in ['x']", "false"),
    ("duration <= 300ms", "true"), ("duration <= 300", "true"), ("duration < 300ms", "false"),
    ("a.b.1 == 7", "true"), ("not name contains 'cm' or status == 1", "false"),
    ("tree == 1", "–"), ("`x.y` == 3", "true"), ("big > 9007199254740992", "true"),
  ])
  func `an expression is true, false or unknown`(text: String, truth: String) throws {
    let line = """
      {"status": 200, "name": "acme", "ms": 300, "a": {"b": [1, 7]}, "tree": {}, "x.y": 3,
       "big": 9007199254740993}
      """
    let fields = try #require(PlainJSONReader.tree(of: line.utf8))
    let role = PlainRole(paths: ["ms"], unitPower: 6)
    let event = PlainEvent(fields: fields, roles: ["duration": role])
    let found = try PlainExpressionReader.tree(of: text).truth(for: event)
    #expect((found.map { "\($0)" } ?? "–") == truth)
  }

  @Test func `a difference tells its path, what was expected and what was found`() {
    let expected = Expected.object([
      ("a", .array([.integer(1), .double(0.1)])), ("b", .null), ("c", .anyText),
    ])
    let same = PlainJSONReader.tree(of: #"{"b":null,"c":"x","a":[1,0.10000000000000001]}"#.utf8)
    #expect(expected.differences(from: same).isEmpty)
    let other = PlainJSONReader.tree(of: #"{"a":[1.0,0.2],"c":"x","d":1}"#.utf8)
    #expect(
      expected.differences(from: other) == [
        "$.a[0]: expected 1, found 1.0", "$.a[1]: expected 0.1, found 0.2",
        "$.b: expected null, found nothing", "$.d: not expected, found 1",
      ])
  }
}
