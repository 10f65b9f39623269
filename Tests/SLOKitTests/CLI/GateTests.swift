// The deploy gate as a pipeline sees it: every exit status and every reason code, each from event
// files made for it, with the arithmetic that it prints.

import Foundation
import Testing

struct GateTests {
  /// A question put to the gate, and what it must say.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var config = SampleConfig()
    var events = SampleEvents.lines(100)
    var options: [String] = []
    /// The marker file, where the config names one.
    var deploys: String?
    let status: Int32
    var codes: [String] = []
    /// Parts of the reasons' texts.
    var says: [String] = []

    var verdict: String { ["go", "refused", "", "noVerdict"][Int(status)] }
    var testDescription: String { name }
  }

  static let at = ["--at", "2026-11-01T12:10:00Z"]

  static let perCustomer = SampleConfig([
    "per": #""customer""#, "overrides": #"{"strict": "99%", "lax": "10%"}"#,
  ])
  static let manyCustomers =
    SampleEvents.lines(100, customer: "acme") + SampleEvents.lines(100, bad: 5, customer: "strict")
    + SampleEvents.lines(10, bad: 5, customer: "lax")

  /// Failures of three hours ago, and none since; nothing at all in the last minute.
  static let oldFailures =
    (0..<20).map { SampleEvents.line("2026-11-01T09:0\($0 % 10):00Z", status: 500) }.joined()
    + SampleEvents.lines(240)

  static let markers = SampleConfig().with("markers", #""deploys.ndjson""#)

  static func deploy(_ time: String) -> String {
    #"{"time": "2026-10-01T00:00:00Z", "kind": "deploy", "build": "r910.0"}"# + "\n"
      + #"{"time": "\#(time)", "kind": "deploy", "service": "api", "build": "r911.0"}"# + "\n"
      + #"{"time": "2026-11-01T12:06:00Z", "kind": "holiday"}"# + "\n"
  }

  /// 200 events of the day before, 4 of them failed.
  static let dayBefore = (0..<200).map {
    SampleEvents.line("2026-11-01T0\($0 % 10):30:00Z", status: $0 < 4 ? 500 : 200)
  }.joined()

  /// A day and a half of 40 customers who each ask once in 15 minutes, one of whom fails.
  static let ordinaryDay = (0..<150).flatMap { span in
    (0..<40).map { customer in
      let minute = span * 15
      let instant = String(
        format: "2026-%@T%02d:%02d:00Z", minute < 24 * 60 ? "10-31" : "11-01",
        minute / 60 % 24, minute % 60)
      return SampleEvents.line(
        instant, status: customer == span % 40 ? 500 : 200,
        customer: String(format: "c%02d", customer))
    }
  }.joined()

  /// Minutes in which 30 of the 40 fail.
  static let brokenForAll = (0..<40).map { customer in
    SampleEvents.line(
      "2026-11-01T12:08:00Z", status: customer < 30 ? 500 : 200,
      customer: String(format: "c%02d", customer))
  }.joined()

  static let cases = [
    // 0
    Case(name: "no failures", status: 0),
    Case(name: "half the budget is left", events: SampleEvents.lines(100, bad: 5), status: 0),
    Case(
      name: "just as much remains as must", events: SampleEvents.lines(100, bad: 5),
      options: ["--min-remaining", "50%"], status: 0),
    Case(
      name: "it burns just as fast as it may", events: SampleEvents.lines(100, bad: 5),
      options: ["--max-burn", "1h=0.5"], status: 0),
    Case(
      name: "a target of 100% without failures", config: SampleConfig(["target": #""100%""#]),
      options: ["--min-remaining", "100%", "--max-burn", "1h=1", "--max-burn", "page"], status: 0),
    Case(
      name: "the newest event is just as old as it may be",
      events: SampleEvents.line("2026-11-01T11:10:00Z"), status: 0),
    Case(
      name: "the failures are not charged",
      config: SampleConfig().with("attribution", #"{"default": "customer"}"#),
      events: SampleEvents.lines(100, bad: 50), status: 0),
    Case(
      name: "the one customer out of budget is half a percent too few",
      config: perCustomer, events: manyCustomers,
      options: ["--max-customers-out", "33.4%"], status: 0),
    Case(
      name: "as many valid events as are wanted", options: ["--min-valid", "100"], status: 0),
    Case(
      name: "as much is covered as must be",
      events: SampleEvents.line("2026-10-31T18:10:00Z") + SampleEvents.lines(100),
      options: ["--min-coverage", "75%"], status: 0),
    Case(
      name: "malformed lines that could not turn the verdict",
      events: SampleEvents.lines(100, bad: 2) + "no event\n", status: 0),
    Case(
      name: "malformed lines that are ignored",
      events: SampleEvents.lines(100, bad: 5) + String(repeating: "no event\n", count: 6),
      options: ["--ignore-malformed"], status: 0),
    Case(
      name: "unjudged events that are ignored",
      events: SampleEvents.lines(100, bad: 9)
        + String(repeating: #"{"ts": "2026-11-01T12:08:00Z", "status": null}"# + "\n", count: 5),
      options: ["--ignore-malformed"], status: 0),

    // 1
    Case(
      name: "exhausted to the last event", events: SampleEvents.lines(100, bad: 10), status: 1,
      codes: ["exhausted"], says: ["10 bad of 100 events at 90%: a budget of 10, 100% spent"]),
    Case(
      name: "a target of 100% with a failure", config: SampleConfig(["target": #""100%""#]),
      events: SampleEvents.lines(100, bad: 1), status: 1, codes: ["exhausted"],
      says: ["1 bad of 100 events at 100%: a budget of 0, ∞ spent"]),
    Case(
      name: "less remains than must", events: SampleEvents.lines(100, bad: 5),
      options: ["--min-remaining", "50.000001%"], status: 1, codes: ["minRemaining"],
      says: ["50.0% of the budget remains, 50.000001% must"]),
    Case(
      name: "it burns faster than it may", events: SampleEvents.lines(100, bad: 5),
      options: ["--max-burn", "1h=0.25"], status: 1, codes: ["maxBurn"],
      says: ["5 bad of 100 events in 1h: a burn of 0.5, 0.25 is allowed"]),
    Case(
      name: "two burn limits, the shorter broken", config: SampleConfig(["target": #""50%""#]),
      events: oldFailures + SampleEvents.line("2026-11-01T12:09:59Z", status: 500),
      options: ["--max-burn", "6h=1", "--max-burn", "1m=1"], status: 1, codes: ["maxBurn"],
      says: ["in 1m: a burn of 2, 1 is allowed"]),
    Case(
      name: "a page rule holds", config: SampleConfig(["target": #""99%""#, "window": #""30d""#]),
      events: oldFailures + SampleEvents.lines(280, bad: 140), options: ["--max-burn", "page"],
      status: 1, codes: ["exhausted", "maxBurn"],
      says: ["2 page rules hold: 14.4× over 1h and 5m, 6× over 6h and 30m"]),
    Case(
      name: "the budget will not last",
      // 9 of 100 in the last hour, and 1,900 good ones that the window soon drops.
      config: SampleConfig(["target": #""99%""#, "window": #""2h""#]),
      events: (0..<1900).map { _ in SampleEvents.line("2026-11-01T10:11:00Z") }.joined()
        + SampleEvents.lines(100, bad: 9),
      options: ["--min-forecast", "10m"], status: 1, codes: ["minForecast"],
      says: ["the budget is forecast to be exhausted in 2m, it must last 10m"]),
    Case(
      name: "a customer is out of budget by a target of its own",
      config: perCustomer, events: manyCustomers, options: ["--per-customer"], status: 1,
      codes: ["customersOut"], says: ["1 of 3 customers are out of budget, at most 0% may be"]),
    Case(
      name: "too many customers are out of budget", config: perCustomer, events: manyCustomers,
      options: ["--max-customers-out", "33.3%"], status: 1, codes: ["customersOut"]),
    Case(
      name: "only the named origins are charged",
      config: SampleConfig().with("attribution", #"{"default": "customer"}"#),
      events: SampleEvents.lines(100, bad: 50), options: ["--charge", "customer,unknown"],
      status: 1, codes: ["exhausted"]),
    Case(
      name: "slices are counted",
      config: SampleConfig([
        "budgetingMethod": #""timeslices""#, "slice": #""1m""#, "sliceTarget": #""95%""#,
      ]), events: SampleEvents.lines(300, bad: 4), status: 1, codes: ["exhausted"],
      says: ["1 bad of 5 slices at 90%"]),

    // 3
    Case(
      name: "no events", events: "", status: 3, codes: ["noData"], says: ["no valid events"]),
    Case(
      name: "no events of the objective", config: SampleConfig(["match": #""customer == 'b'""#]),
      status: 3, codes: ["noData"]),
    Case(
      name: "all events are excused",
      config: SampleConfig().with("attribution", #"{"default": "customer"}"#),
      events: SampleEvents.lines(9, bad: 9), status: 3, codes: ["noData"]),
    Case(
      name: "all events are in an exclusion",
      config: SampleConfig().with(
        "exclusions",
        #"[{"from": "2026-11-01T12:00:00Z", "to": "2026-11-01T13:00:00Z", "reason": "upgrade"}]"#),
      status: 3, codes: ["noData"]),
    Case(
      name: "all events are in the future",
      events: SampleEvents.line("2026-11-01T12:16:00Z"), status: 3, codes: ["noData"]),
    Case(
      name: "the newest event is too old", events: SampleEvents.line("2026-11-01T11:09:59Z"),
      status: 3, codes: ["stale"],
      says: ["the newest event is 1h1s old, at most 1h is allowed"]),
    Case(
      name: "the newest event is older than asked for", options: ["--max-age", "3m"], status: 3,
      codes: ["stale"]),
    Case(
      name: "events of another objective are new",
      config: SampleConfig(["match": #""customer == 'b'""#]),
      events: SampleEvents.line("2026-11-01T11:00:00Z", customer: "b") + SampleEvents.lines(10),
      status: 3, codes: ["stale"]),
    Case(
      name: "too few valid events", options: ["--min-valid", "101"], status: 3, codes: ["noData"],
      says: ["100 valid events, at least 101 are needed"]),
    Case(
      name: "too little is covered",
      events: SampleEvents.line("2026-10-31T18:10:01Z") + SampleEvents.lines(100),
      options: ["--min-coverage", "75%"], status: 3, codes: ["coverage"],
      says: ["events cover 17h59m59s of the 1d window, at least 75% of it must be covered"]),
    Case(
      name: "malformed lines that could turn the verdict",
      events: SampleEvents.lines(100, bad: 5) + String(repeating: "no event\n", count: 6),
      status: 3, codes: ["unreadable"],
      says: ["with 6 malformed lines and 0 unjudged events counted as bad, 103.8%"]),
    Case(
      name: "unjudged events that could turn the verdict",
      events: SampleEvents.lines(100, bad: 9)
        + String(repeating: #"{"ts": "2026-11-01T12:08:00Z", "status": null}"# + "\n", count: 5),
      status: 3, codes: ["unreadable"],
      says: ["with 0 malformed lines and 5 unjudged events counted as bad, 133.3%"]),
    Case(
      name: "one malformed line at a target of 100%", config: SampleConfig(["target": #""100%""#]),
      events: SampleEvents.lines(100) + "no event\n", status: 3, codes: ["unreadable"]),
    Case(
      name: "malformed lines that could leave less than must remain",
      events: SampleEvents.lines(100, bad: 5) + "no event\n",
      options: ["--min-remaining", "50%"], status: 3, codes: ["unreadable"]),
    Case(
      name: "malformed lines that could burn too fast", config: SampleConfig(["target": #""10%""#]),
      events: oldFailures + "no event\n", options: ["--max-burn", "1m=1"], status: 3,
      codes: ["unreadable"]),
    Case(
      name: "malformed lines that could make a page rule hold",
      config: SampleConfig(["target": #""99%""#, "window": #""30d""#]).with(
        "alerts", #"{"policy": "sloth"}"#),
      events: (0..<1000).map { _ in SampleEvents.line("2026-10-20T12:00:00Z") }.joined()
        + SampleEvents.line("2026-11-01T12:09:00Z") + "no event\n",
      options: ["--max-burn", "page"], status: 3, codes: ["unreadable"]),
    Case(
      name: "a malformed line that could exhaust the budget within the time that it must last",
      config: SampleConfig(["target": #""99%""#, "window": #""2h""#]),
      events: (0..<1900).map { _ in SampleEvents.line("2026-11-01T10:11:00Z") }.joined()
        + SampleEvents.lines(100) + String(repeating: "no event\n", count: 9),
      options: ["--min-forecast", "10m"], status: 3, codes: ["unreadable"]),
    Case(
      name: "an unjudged event that could put its customer out of budget", config: perCustomer,
      events: SampleEvents.lines(100)
        + SampleEvents.lines(12, bad: 1, customer: "small")
        + #"{"ts": "2026-11-01T12:08:00Z", "status": null, "customer": "small"}"# + "\n",
      options: ["--per-customer"], status: 3, codes: ["unreadable"]),
    Case(
      name: "a malformed line that could spoil a slice",
      config: SampleConfig([
        "budgetingMethod": #""timeslices""#, "slice": #""1m""#, "sliceTarget": #""95%""#,
        "target": #""80%""#,
      ]), events: SampleEvents.lines(300) + "no event\n", status: 3, codes: ["unreadable"]),
    Case(
      name: "customers asked for, and none named", config: perCustomer,
      events: String(repeating: #"{"ts": "2026-11-01T12:08:00Z", "status": 200}"# + "\n", count: 9),
      options: ["--per-customer"], status: 3, codes: ["noData"]),

    Case(
      name: "the deploy made it worse", config: markers,
      events: dayBefore + SampleEvents.lines(100, bad: 8), options: ["--last-deploy"],
      deploys: deploy("2026-11-01T12:04:30Z"), status: 1, codes: ["lastDeploy"],
      says: [
        "since the deploy of r911.0 to api at 2026-11-01T12:04:30Z 8 bad of 100, in the day "
          + "before 4 bad of 200: worse, and not by chance"
      ]),
    Case(
      name: "the deploy changed nothing", config: markers,
      events: dayBefore + SampleEvents.lines(100, bad: 4), options: ["--last-deploy"],
      deploys: deploy("2026-11-01T12:04:30Z"), status: 0),
    Case(
      name: "the deploy is not under way yet", config: markers,
      events: dayBefore + SampleEvents.lines(100, bad: 8), options: ["--last-deploy"],
      deploys: deploy("2026-11-01T12:10:00Z"), status: 0),
    Case(
      name: "customers blamed for what hits them all",
      config: SampleConfig().with("attribution", #"{"default": "customer"}"#),
      events: ordinaryDay + brokenForAll, status: 3, codes: ["misattribution"],
      says: ["excused failures hit 30 of 40 customers within 15m, as a platform's do: c00, c01"]),
    Case(
      name: "one customer that breaks a thousand requests of its own",
      config: SampleConfig().with("attribution", #"{"default": "customer"}"#),
      events: ordinaryDay + SampleEvents.lines(290, bad: 280, customer: "c07"), status: 0),

    // Several at once: 1 outranks 3.
    Case(
      name: "exhausted and stale",
      events: SampleEvents.lines(100, bad: 10), options: ["--max-age", "1m"], status: 1,
      codes: ["exhausted", "stale"]),
    Case(
      name: "exhausted and malformed", events: SampleEvents.lines(100, bad: 10) + "no event\n",
      status: 1, codes: ["exhausted"]),
    Case(
      name: "exhausted, slow to recover, burning, too few, too old and uncovered",
      events: SampleEvents.lines(100, bad: 20),
      options: [
        "--min-remaining", "10%", "--max-burn", "1h=1", "--min-forecast", "1h", "--max-age", "1m",
        "--min-valid", "101", "--min-coverage", "50%",
      ], status: 1,
      codes: [
        "exhausted", "minRemaining", "maxBurn", "minForecast", "stale", "noData", "coverage",
      ]),
  ]

  @Test(arguments: cases)
  func `the gate gives its status, its reasons and its arithmetic`(expected: Case) throws {
    let folder = try EventFolder(expected.config, events: expected.events)
    if let deploys = expected.deploys { try folder.write("deploys.ndjson", deploys) }
    let words = ["gate", "events.ndjson"] + Self.at + expected.options
    let answer = try folder.answer(words)
    #expect(answer.status == expected.status)
    #expect(answer.text("schema") == "sloctl/gate/v1")
    #expect(answer.text("verdict") == expected.verdict)
    #expect(answer.texts("reasons", "code") == expected.codes)
    #expect(answer.texts("reasons", "objective") == expected.codes.map { _ in "api" })
    #expect(answer.isAccountedFor)
    let texts = answer.texts("reasons", "text")
    for part in expected.says { #expect(texts.contains { $0.contains(part) }, "\(texts)") }

    let table = try folder.run(words)
    #expect(table.status == expected.status)
    let heading = ["GO:", "REFUSED:", "", "NO VERDICT:"][Int(expected.status)]
    #expect(table.output.hasPrefix(heading))
    // Lines are cut to the page's width.
    let flat = table.output.split { $0.isWhitespace }.joined(separator: " ")
    for text in texts { #expect(flat.contains(text), "\(table.output)") }
  }

  @Test func `without a time asked for, age is taken at the clock`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(100))
    let old = try folder.answer(["gate", "events.ndjson"])
    #expect(old.status == 3)
    #expect(old.texts("reasons", "code") == ["stale"])
    // The answer itself is as of the newest event, however old.
    #expect(old.text("asOf") == "2026-11-01T12:07:00Z")

    let formatter = ISO8601DateFormatter()
    let fresh = SampleEvents.line(formatter.string(from: Date(timeIntervalSinceNow: -60)))
    try folder.write("fresh.ndjson", fresh)
    for time in [[], ["--at", "now"]] {
      let answer = try folder.answer(["gate", "fresh.ndjson"] + time)
      #expect(answer.status == 0)
      #expect(answer.texts("reasons", "code") == [])
    }
    #expect(try folder.run(["gate", "fresh.ndjson", "--max-age", "30s"]).status == 3)
  }

  // MARK: Inputs that cannot be read

  static let unreadable = [
    ("missing.ndjson", "No such file or directory"), ("broken.gz", "unexpected end of file"),
    ("empty", "the folder holds no files"), ("*.log", "no file matches"),
  ]

  @Test(arguments: unreadable)
  func `an input that cannot be read leaves no verdict`(name: String, reason: String) throws {
    let folder = try EventFolder(events: SampleEvents.lines(100))
    try folder.makeFolder("empty")
    try folder.write("whole.gz", bytes: Array(SampleEvents.lines(100).utf8), through: "gzip")
    let packed = try Data(contentsOf: folder.url.appendingPathComponent("whole.gz"))
    try folder.write("broken.gz", bytes: Array(packed.dropLast(40)))
    let words = ["gate", "events.ndjson", name] + Self.at
    for options in [[], ["--ignore-malformed"]] {
      let answer = try folder.answer(words + options)
      #expect(answer.status == 3)
      #expect(answer.text("verdict") == "noVerdict")
      #expect(answer.texts("reasons", "code") == ["unreadable"])
      #expect(answer.isNull("reasons.0.objective"))
      #expect(answer.text("reasons.0.text")?.contains(reason) == true)
      #expect(answer.text("input.unreadable.0.path") == name)
    }
    try folder.write("bad.ndjson", SampleEvents.lines(100, bad: 100))
    #expect(try folder.run(["gate", "bad.ndjson", name] + Self.at).status == 1)
  }

  // MARK: Several objectives

  @Test func `a refusal of one objective outranks the missing verdict of another`() throws {
    var config = SampleConfig(["name": #""quiet""#, "match": #""customer == 'nobody'""#])
    config.objectives += SampleConfig().objectives
    config.objectives += SampleConfig(["name": #""strict""#, "target": #""99%""#]).objectives
    let folder = try EventFolder(config, events: SampleEvents.lines(100, bad: 5))
    let all = try folder.answer(["gate", "events.ndjson"] + Self.at)
    #expect(all.status == 1)
    #expect(all.texts("reasons", "code") == ["noData", "exhausted"])
    #expect(all.texts("reasons", "objective") == ["quiet", "strict"])
    #expect(try folder.run(["gate", "api", "events.ndjson"] + Self.at).status == 0)
    #expect(try folder.run(["gate", "strict", "events.ndjson"] + Self.at).status == 1)
    #expect(try folder.run(["gate", "quiet", "api", "events.ndjson"] + Self.at).status == 3)
  }

  // MARK: Overriding

  @Test(arguments: ["", SampleEvents.lines(100, bad: 50), SampleEvents.lines(100)])
  func `an override lets the deploy go, and is printed and logged`(events: String) throws {
    let folder = try EventFolder(events: events)
    let words = ["gate", "events.ndjson", "--override", "INC-7: the fix\u{1B}[2J"] + Self.at
    let table = try folder.run(words)
    #expect(table.status == 0)
    #expect(table.output.contains(#"INC-7: the fix\x1b[2J"#))
    #expect(table.error.hasPrefix("sloctl: gate: "))
    #expect(table.error.contains(#"INC-7: the fix\x1b[2J"#))
    let answer = try folder.answer(words)
    #expect(answer.status == 0)
    #expect(answer.text("verdict") == "go")
    #expect(answer.texts("reasons", "code").last == "override")
    #expect(answer.texts("reasons", "text").last?.contains("INC-7: the fix\u{1B}[2J") == true)
  }

  // MARK: Formats

  @Test(arguments: [(5, 0), (50, 1), (0, 3)] as [(Int, Int32)])
  func `every format gives the same status`(bad: Int, status: Int32) throws {
    let folder = try EventFolder(events: bad == 0 ? "" : SampleEvents.lines(100, bad: bad))
    let words = ["gate", "events.ndjson"] + Self.at
    for format in ["table", "json", "github", "junit"] {
      #expect(try folder.run(words + ["--format", format]).status == status)
      #expect(
        try folder.run(words + ["--format", format], output: .closedPipe).status == status)
    }
    let github = try folder.run(words + ["--format", "github"]).output
    #expect(github.contains(" title=SLO gate%3A api ") == (status != 0))
    let junit = try folder.run(words + ["--format", "junit"]).output
    #expect(junit.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "))
    #expect(junit.contains("failures=\"\(status == 1 ? 1 : 0)\" errors=\"\(status == 3 ? 1 : 0)\""))
    for format in ["csv", "markdown"] {
      #expect(try folder.run(words + ["--format", format]).status == 2)
    }
  }

  // MARK: Closed pipes

  @Test(
    .enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"),
    arguments: [(5, 0), (50, 1), (0, 3)] as [(Int, Int32)])
  func `a reader that goes away does not change the verdict`(bad: Int, status: Int32) throws {
    let folder = try EventFolder(events: bad == 0 ? "" : SampleEvents.lines(100, bad: bad))
    let result = try folder.shell(
      """
      "$SLOCTL" gate events.ndjson --at 2026-11-01T12:10:00Z | true
      exit ${PIPESTATUS[0]}
      """)
    #expect(result.status == status)
    #expect(result.error == "")
  }

  @Test(.enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"))
  func `check keeps its verdict in a closed pipe, and other commands end well`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(100, bad: 50))
    try folder.write("wrong.json", "{}")
    func status(_ words: String) throws -> Int32 {
      let result = try folder.shell("\"$SLOCTL\" \(words) | head -n 0; exit ${PIPESTATUS[0]}")
      #expect(result.error == "")
      return result.status
    }
    #expect(try status("check") == 0)
    #expect(try status("check -c wrong.json") == 1)
    for words in ["budget", "burn", "customers api", "export openmetrics"] {
      for file in ["events.ndjson", "missing.ndjson"] {
        let result = try folder.run(
          words.split(separator: " ").map(String.init) + [file], output: .closedPipe)
        #expect(result.status == 0)
        #expect(result.error == "")
      }
    }
  }
}
