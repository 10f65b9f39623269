// `check` as people run it: every problem of a config in one run, and beside event files what is
// right and yet does not fit them.

import Foundation
import Testing

struct CheckTests {
  @Test func `a right config is right`() throws {
    let folder = try EventFolder(SampleConfig(["target": #""99%""#, "window": #""30d""#]))
    let result = try folder.run(["check"])
    #expect(result.status == 0)
    #expect(result.output == "slos.json: right\n")
    #expect(result.error == "")
  }

  @Test func `every problem of a wrong config is told in one run`() throws {
    let folder = try EventFolder(
      SampleConfig([
        "good": #""status <> 500""#, "target": #""99.9""#, "windo": #""1d""#, "per": "1",
      ]).with("resolution", #""7s""#).mapping("timestamp", to: #"{"field": "ts", "unit": "min"}"#))
    let result = try folder.run(["check"])
    #expect(result.status == 1)
    #expect(result.error == "")
    try Snapshot.expect(result.output, matches: "check-wrong-config.txt")
    // Other commands refuse the config with the same words.
    let budget = try folder.run(["budget", "events.ndjson"])
    #expect(budget.status == 2)
    #expect(budget.output == "")
    #expect(result.output.hasPrefix(budget.error.trimmingCharacters(in: .newlines)))
  }

  @Test(arguments: ["missing.json", "folder"])
  func `a config that cannot be read is a wrong question`(name: String) throws {
    let folder = try EventFolder()
    try folder.makeFolder("folder")
    let result = try folder.run(["check", "-c", name])
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.error.hasPrefix("sloctl: error: the config \(name) could not be read: "))
  }

  @Test(arguments: ["", "[]", "{", "null", "\u{FEFF}", "{} {}", "{\"version\": 1}", "\u{0}"])
  func `a config that is no config is wrong`(text: String) throws {
    let folder = try EventFolder()
    try folder.write("slos.json", text)
    let result = try folder.run(["check"])
    #expect(result.status == 1)
    #expect(result.output.contains("slos.json:1:"))
    #expect(result.output.hasSuffix("error\n") || result.output.hasSuffix("errors\n"))
    #expect(try folder.run(["budget", "-"]).status == 2)
  }

  // MARK: Alert rules

  @Test func `an alert rule that cannot fire at the target is told once`() throws {
    let folder = try EventFolder(SampleConfig(["window": #""30d""#]))
    let result = try folder.run(["check"])
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("slos.json: right, 1 warning\n"))
    #expect(result.output.contains("14.4"))
    #expect(result.output.contains("93.06%"))
    #expect(result.output.contains("90%"))
  }

  @Test(
    arguments: [
      ("93.05%", true), ("93.0555555%", true), ("93.0555556%", false), ("93.06%", false),
    ])
  func `14_4 needs a target above 93_06 percent`(target: String, isWarned: Bool) throws {
    let folder = try EventFolder(SampleConfig(["target": "\"\(target)\"", "window": #""30d""#]))
    let result = try folder.run(["check"])
    #expect(result.output.contains("warning") == isWarned, "\(result.output)")
  }

  /// Ten events an hour for four days: one failure in an hour burns 100 at 99.9 %.
  static let tenAnHour = (1...4).flatMap { day in
    (0..<24).flatMap { hour in
      (0..<10).map { index in
        SampleEvents.line(String(format: "2026-11-%02dT%02d:%02d:00Z", day, hour, index * 6))
      }
    }
  }.joined()

  @Test(arguments: [("sloth", 4), ("default", 0), ("workbook", 3), ("pyrra", 3)])
  func `rules that one failure sets off are told by policy`(policy: String, count: Int) throws {
    let config = SampleConfig(["target": #""99.9%""#, "window": #""30d""#])
      .with("alerts", "{\"policy\": \"\(policy)\"}")
    let folder = try EventFolder(config, events: Self.tenAnHour)
    let result = try folder.run(["check", "events.ndjson"])
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n").filter {
      $0.contains("one failed request sets off")
    }
    #expect(lines.count == count, "\(result.output)")
    if policy == "sloth" {
      #expect(
        lines.first?.hasSuffix(
          "api: one failed request sets off the page rule 14.4× over 1h, which sees some 10 events "
            + "at this traffic; use the policy default, or set \"minBad\": 2 and "
            + "\"confidence\": 0.95") == true)
    }
  }

  // MARK: Events

  @Test(arguments: [(9_999, true), (10_000, false)])
  func `a budget of fewer than ten events is thin`(count: Int, isThin: Bool) throws {
    let folder = try EventFolder(
      SampleConfig(["target": #""99.9%""#]),
      events: String(repeating: SampleEvents.line("2026-11-01T12:00:00Z"), count: count))
    let result = try folder.run(["check", "events.ndjson"])
    #expect(result.output.contains("api: the budget is ") == isThin, "\(result.output)")
  }

  @Test func `what never meets the events is told at its place`() throws {
    var config = SampleConfig(["target": #""99%""#])
    config.objectives +=
      SampleConfig([
        "name": #""web""#, "match": #""customer == 'nobody'""#, "good": #""statsu < 500""#,
        "target": #""99%""#,
      ]).objectives
    config.fields["route"] = #""rute""#
    config.fields["service"] = #"["svc", "service.name"]"#
    config.others["attribution"] = #"""
      {"rules": [
      {"when": "eror == 'x'", "origin": "customer"},
      {"when": "customer == 'acme'", "origin": "dependency"},
      {"when": "customer == 'late'", "origin": "customer"}]}
      """#
    let folder = try EventFolder(config, events: SampleEvents.lines(1_000, bad: 1))
    let result = try folder.run(["check", "events.ndjson"])
    #expect(result.status == 0)
    #expect(result.error == "")
    for part in [
      "no event has the field rute, mapped to route",
      "no event has the field svc or service.name, mapped to service",
      "no event has the field eror",
      "no event has the field statsu", "web matches no event",
    ] { #expect(result.output.contains(part), "\(part)") }
    let idle = result.output.split(separator: "\n").filter { $0.contains("decides about no") }
    #expect(idle.count == 2)
  }

  @Test func `an event file that cannot be read leaves no verdict`() throws {
    let folder = try EventFolder(SampleConfig(["target": #""99%""#]), events: "no event\n")
    for file in ["missing.ndjson", "events.ndjson"] {
      let result = try folder.run(["check", file])
      #expect(result.status == 3)
      #expect(result.output.contains(file))
      #expect(result.output.contains("warning: "))
    }
  }

  @Test func `a single objective may be checked`() throws {
    var config = SampleConfig(["target": #""99%""#])
    config.objectives += SampleConfig(["name": #""web""#, "target": #""99%""#]).objectives
    config.objectives += SampleConfig(["name": #""shop""#, "target": #""99%""#]).objectives
    let folder = try EventFolder(config, events: SampleEvents.lines(1_000))
    let result = try folder.run(["check", "web", "events.ndjson"])
    #expect([0, 2].contains(result.status), "\(result.error.suffix(500))")
  }
}
