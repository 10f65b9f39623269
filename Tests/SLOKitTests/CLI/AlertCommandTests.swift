// `backtest`, `alerts` and what `check` says of alert rules, as a shell runs them.

import Foundation
import Testing

struct AlertCommandTests {
  private static let rules = #"""
    {"keepFiringFor": "5m", "rules": [{"severity": "page", "factor": 5, "long": "10m", "short": "5m"}]}
    """#

  /// An objective of 90 % over a day whose page rule looks back ten and five minutes; 40 minutes of an
  /// event each second but the fourth, of which ten minutes fail.
  private static func folder() throws -> EventFolder {
    let config = SampleConfig(["alerts": rules, "description": #""all""#])
      .mapping("route", to: #""route""#).mapping("trace", to: #""trace""#)
    let lines = (0..<40).flatMap { minute in
      (0..<6).map { second in
        SampleEvents.line(
          "2026-11-01T12:\(minute < 10 ? "0" : "")\(minute):0\(second)Z",
          status: (20..<30).contains(minute) ? 500 : 200, customer: "c\(second)",
          more: #", "route": "/pay", "trace": "t\#(minute)""#)
      }
    }
    return try EventFolder(config, events: lines.joined())
  }

  @Test func `a backtest is one JSON object of the rules' stretches and the log`() throws {
    let answer = try Self.folder().answer(["backtest", "events.ndjson"])
    #expect(answer.status == 0)
    #expect(answer.text("schema") == "sloctl/backtest/v1")
    #expect(answer.text("from") == "2026-11-01T12:01:00Z")
    #expect(answer.text("to") == "2026-11-01T12:50:00Z")
    #expect(answer.text("rules.0.held.0.from") == "2026-11-01T12:26:00Z")
    #expect(answer.text("rules.0.held.0.to") == "2026-11-01T12:32:00Z")
    #expect(answer.texts("alerts", "state") == ["firing", "resolved"])
    #expect(answer.text("alerts.0.kind") == "burnRate")
    #expect(answer.text("alerts.0.at") == "2026-11-01T12:26:00Z")
    #expect(answer.isNull("alerts.0.endsAt"))
    #expect(answer.text("alerts.1.endsAt") == "2026-11-01T12:37:00Z")
    #expect(answer.double("alerts.0.burn.short") == 10)
    #expect(answer.double("alerts.0.budgetSpentAtFiring") == 30.0 / 13)
    #expect(answer.text("alerts.0.exemplars.4.trace") == "t25")
    #expect(answer.text("alerts.0.explain.0.field") == "customer")
    #expect(answer.count("alerts.0.breadth.half") == 3)
    #expect(answer.count("input.lines") == 240)
  }

  @Test func `a backtest reads at 80 columns and says which policy did what`() throws {
    let folder = try Self.folder()
    try folder.write(
      "known.ndjson",
      #"{"from": "2026-11-01T12:20:00Z", "to": "2026-11-01T12:30:00Z", "name": "outage"}"#)
    let words = ["backtest", "--policy", "config", "--policy", "sloth", "--policy", "pyrra"]
    let result = try folder.run(words + ["--incidents", "known.ndjson", "events.ndjson"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    try Snapshot.expect(result.output, matches: "backtest.table.txt")
    let markdown = try folder.run(words + ["--format", "markdown", "events.ndjson"])
    #expect(markdown.output.contains("| config | 1 | 11m |"))
    let csv = try folder.run(["backtest", "--format", "csv", "events.ndjson"])
    #expect(csv.output.split(separator: "\r\n").count == 2)
  }

  @Test func `the command that an alert prints lists its failures wherever it is pasted`() throws {
    let folder = try Self.folder()
    let words = ["alerts", "-c", "slos.json", "--where", "customer != 'c0'", "events.ndjson"]
    let at = ["--at", "2026-11-01T12:28:00Z"]
    let text = try folder.run(words + at).output
    let line = try #require(text.split(separator: "\n").first { $0.contains("sloctl events") })
    let start = try #require(line.range(of: "sloctl events"))
    let listed = try folder.shell(
      "\"$SLOCTL\"" + line[start.lowerBound...].dropFirst("sloctl".count))
    let json = try folder.run(words + at + ["--format", "json", "--state", "firing"]).output
    let alert = try #require(PlainJSONReader.tree(of: json.split(separator: "\n")[0].utf8))
    #expect(listed.output.split(separator: "\n").count == alert["origins"]?["unknown"]?.integer)
    #expect(alert["without"]?["customer"]?.string == "c1")
    #expect(alert["without"]?["bad"]?.integer == 8 * 4)
  }

  @Test func `an alert tells of the deploy next to it`() throws {
    let folder = try Self.folder()
    let config = try String(
      contentsOf: folder.url.appendingPathComponent("slos.json"), encoding: .utf8)
    try folder.write(
      "slos.json",
      config.replacing("{\n\"version\"", with: "{\n\"markers\": \"d.ndjson\",\n\"version\""))
    let words = ["alerts", "--at", "2026-11-01T12:28:00Z", "events.ndjson"]
    // Nobody has noted a deploy yet: that is no reason not to tell of what fires.
    #expect(try folder.run(words).status == 0)
    try folder.write(
      "d.ndjson",
      """
      {"time":"2026-11-01T09:00:00Z","kind":"deploy","service":"api","build":"old"}
      {"time":"2026-11-01T12:19:00Z","kind":"deploy","service":"api","build":"r911.3"}
      {"time":"2026-11-01T12:40:00Z","kind":"deploy","service":"api","build":"later"}

      """)
    let text = try folder.run(words)
    #expect(text.status == 0)
    #expect(text.output.contains("  deploy      ") && text.output.contains("r911.3"))
    let json = try folder.run(words + ["--format", "json", "--state", "firing"]).output
    #expect(
      json.contains(#""deploy":{"time":"2026-11-01T12:19:00Z","service":"api","build":"r911.3"}"#))
  }

  @Test func `what is firing is told with all that it knows`() throws {
    let folder = try Self.folder()
    let words = ["alerts", "--at", "2026-11-01T12:28:00Z", "events.ndjson"]
    let table = try folder.run(words)
    #expect(table.status == 0)
    try Snapshot.expect(table.output, matches: "alerts.table.txt")
    let lines = try folder.run(words + ["--format", "json"]).output.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    let later = try folder.run(["alerts", "events.ndjson", "--state", "firing", "--format", "json"])
    #expect(later.output.split(separator: "\n").count == 1)
  }

  /// Sixty minutes of an event each of four customers, in two regions; c3, and with it the south,
  /// fails for ten of them, mostly on one route.
  private static func keyed(per field: String) throws -> EventFolder {
    let alerts = #"""
      {"keys": true, "budgetLow": "50%", "exhaustionForecast": "1h", "rules":
       [{"severity": "page", "factor": 4, "long": "10m", "short": "5m"}]}
      """#
    let config = SampleConfig(["alerts": alerts, "per": "\"\(field)\""])
      .mapping("route", to: #""route""#).mapping("trace", to: #""trace""#)
    let lines = (0..<60).flatMap { minute in
      (0..<4).map { customer in
        let region = customer < 2 ? "north" : "south"
        let route = minute % 3 == 0 ? "/cart" : "/pay"
        return SampleEvents.line(
          "2026-11-01T12:\(minute < 10 ? "0" : "")\(minute):0\(customer)Z",
          status: (20..<30).contains(minute) && customer == 3 ? 500 : 200, customer: "c\(customer)",
          more: #", "route": "\#(route)", "trace": "t\#(minute)", "region": "\#(region)""#)
      }
    }
    return try EventFolder(config, events: lines.joined())
  }

  @Test func `a customer's alert tells its routes, forecast and failures to look at`() throws {
    let folder = try Self.keyed(per: "customer")
    let answer = try folder.answer(["backtest", "events.ndjson"])
    let alerts = try #require(answer["alerts"] as? [[String: Any]])
    let index = try #require(
      alerts.firstIndex { $0["kind"] as? String == "burnRate" && $0["key"] as? String == "c3" })
    let alert = "alerts.\(index)"
    // Five of the last ten are a burn of 5; the sixth line of minute 24 stands on line 100.
    #expect(answer.text("\(alert).at") == "2026-11-01T12:25:00Z")
    #expect(answer.double("\(alert).remaining") == -1)
    #expect(answer.text("\(alert).forecast.state") == "exhausted")
    #expect(answer.isNull("\(alert).breadth"))
    #expect(answer.count("\(alert).origins.unknown") == 5)
    #expect(answer.texts("\(alert).explain", "field") == ["route", "route"])
    #expect(answer.texts("\(alert).explain", "value") == ["/pay", "/cart"])
    #expect(answer.count("\(alert).explain.0.failed") == 3)
    #expect(answer.texts("\(alert).exemplars", "trace") == ["t20", "t21", "t22", "t23", "t24"])
    #expect(answer.count("\(alert).exemplars.4.line") == 100)
    let kinds = Set(alerts.filter { $0["key"] as? String == "c3" }.map { $0["kind"] as? String })
    #expect(kinds == ["burnRate", "budgetLow", "budgetExhausted", "exhaustionForecast"])
  }

  @Test func `a region's alert tells how many of its customers are hit`() throws {
    let answer = try Self.keyed(per: "region").answer(["backtest", "events.ndjson"])
    let alerts = try #require(answer["alerts"] as? [[String: Any]])
    let index = try #require(
      alerts.firstIndex { $0["kind"] as? String == "burnRate" && $0["key"] as? String == "south" })
    let alert = "alerts.\(index)"
    #expect(answer.count("\(alert).breadth.customers") == 1)
    #expect(answer.count("\(alert).breadth.half") == 1)
    #expect(answer.texts("\(alert).explain", "field") == ["customer", "route", "route"])
    #expect(answer.texts("\(alert).explain", "value").first == "c3")
    #expect(answer["\(alert).exemplars.4.file"] as? String == "events.ndjson")
    #expect(!alerts.contains { $0["key"] as? String == "north" })
  }

  @Test func `the log is read from a file, and filtered`() throws {
    let folder = try Self.folder()
    let written = try folder.run(["alerts", "events.ndjson", "--format", "json"]).output
    try folder.write("alerts.ndjson", written)
    func read(_ words: String...) throws -> String {
      try folder.run(
        ["alerts", "events.ndjson", "--log", "alerts.ndjson", "--format", "json"] + words
      ).output
    }
    #expect(try read() == written)
    #expect(try read("--state", "resolved").split(separator: "\n").count == 1)
    #expect(try read("--since", "2026-11-01T12:30:00Z").split(separator: "\n").count == 1)
    #expect(try read("--until", "2026-11-01T12:30:00Z").split(separator: "\n").count == 1)
    #expect(try read("--key", "acme") == "")
    try folder.write("alerts.ndjson", "{}\n")
    let wrong = try folder.run(["alerts", "events.ndjson", "--log", "alerts.ndjson"])
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("alerts.ndjson:1:1: error: the alert has no \"at\""))
  }

  @Test func `without events there is no verdict`() throws {
    let folder = try EventFolder(events: "")
    for command in ["backtest", "alerts"] {
      #expect(try folder.run([command, "events.ndjson"]).status == 3)
    }
  }

  @Test(arguments: [
    (["--policy", "slot"], "did you mean sloth?"),
    (["--incidents", "nowhere"], "--incidents: nowhere could not be read"),
  ])
  func `a wrong question is refused`(_ words: [String], _ message: String) throws {
    let result = try Self.folder().run(["backtest", "events.ndjson"] + words)
    #expect(result.status == 2)
    #expect(result.error.contains(message))
  }

  // MARK: check

  private static func check(_ members: [String: String], events: String) throws -> String {
    try EventFolder(SampleConfig(members), events: events).run(["check", "events.ndjson"]).output
  }

  @Test func `check tells of look-backs longer than the window`() throws {
    let output = try Self.check(["window": #""1d""#], events: SampleEvents.lines(600))
    #expect(output.contains("the look-back of 3d is longer than the window of \"api\", 1d"))
    #expect(
      !(try Self.check(["window": #""30d""#], events: SampleEvents.lines(600)))
        .contains("longer than the window"))
  }

  @Test func `check tells of rules that can never hold`() throws {
    let output = try Self.check(["window": #""30d""#], events: SampleEvents.lines(600))
    #expect(output.contains("the page rule over 1h and 5m can never hold"))
  }

  @Test func `check tells of rules that one failure sets off, and of thin look-backs`() throws {
    let events = (0..<24).map { SampleEvents.line("2026-11-01T\($0 < 10 ? "0" : "")\($0):00:00Z") }
    let output = try Self.check(
      ["target": #""99.9%""#, "window": #""30d""#, "alerts": #"{"policy": "sloth"}"#],
      events: events.joined())
    #expect(output.contains("one failed request sets off the page rule 14.4× over 1h"))
    #expect(output.contains("the short look-back of 5m sees less than one event at this traffic"))
    let calm = try Self.check(
      ["target": #""99.9%""#, "window": #""30d""#, "alerts": #"{"policy": "default"}"#],
      events: events.joined())
    #expect(!calm.contains("one failed request sets off"))
  }
}
