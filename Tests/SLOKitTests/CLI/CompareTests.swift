// `compare`, `explain` and `mark` as they are typed.

import Foundation
import Testing

struct CompareTests {
  private static let examples = BuiltProgram.packageFolder + "/examples"

  private static func answer(_ words: String...) throws -> JSONAnswer {
    try JSONAnswer(BuiltProgram.run(words + ["--format", "json"], folder: examples))
  }

  @Test func `the last deploy of the example made it worse, and what its failures share is said`()
    throws
  {
    let answer = try Self.answer("compare", "api-availability", "--last-deploy")
    #expect(answer.status == 0)
    #expect(answer.text("verdict") == "worse")
    #expect(answer.text("deploy.build") == "r911.0")
    // As the gate has it.
    let gate = try BuiltProgram.run(
      ["gate", "api-availability", "--last-deploy", "--at", "2026-11-20T12:00:00Z"],
      folder: Self.examples)
    let (after, valid) = (answer.count("after.bad") ?? -1, answer.count("after.valid") ?? -1)
    #expect(gate.output.contains("\(after) bad of \(valid)"), "\(gate.output)")
    #expect(answer.text("rows.0.terms.0.value") == "nil_discount")
  }

  @Test func `two builds are compared by name, or where there are but two without`() throws {
    let named = try Self.answer(
      "compare", "api-availability", "--field", "build", "--before", "r909.2", "--after", "r911.0",
      "--last", "1d")
    #expect(named.text("verdict") == "worse")
    let alone = try Self.answer(
      "compare", "api-availability", "--field", "build", "--last", "1d", "--where",
      "build in ['r909.2', 'r911.0']")
    #expect(alone.text("before.value") == "r909.2" && alone.text("after.value") == "r911.0")
    #expect(alone.count("after.bad") == named.count("after.bad"))
    let many = try BuiltProgram.run(
      ["compare", "api-availability", "--field", "region"], folder: Self.examples)
    #expect(many.status == 2)
    #expect(many.error.contains("region has 3 values: "))
  }

  @Test func `two spans hold what events count in them`() throws {
    let answer = try Self.answer(
      "compare", "api-availability", "--before", "2026-11-10T00:00:00Z..2026-11-11T00:00:00Z",
      "--after", "2026-11-12T00:00:00Z..2026-11-13T00:00:00Z")
    for (side, end) in [("before", "2026-11-11T00:00:00Z"), ("after", "2026-11-13T00:00:00Z")] {
      let events = try BuiltProgram.run(
        ["events", "api-availability", "--bad", "--last", "1d", "--at", end], folder: Self.examples)
      #expect(answer.count("\(side).bad") == events.output.split(separator: "\n").count)
    }
  }

  @Test(arguments: [
    (["compare", "api"], "compare wants to know what to compare"),
    (["compare", "api", "--before", "x", "--after", "y"], "--before: 'x' is not a span of time"),
    (
      ["compare", "api", "--before", "2026-11-01T12:00:00Z..2026-11-01T11:00:00Z", "--after", "y"],
      "is not a span of time"
    ),
    (["compare", "api", "--last-deploy"], "the config names no file of deploy markers"),
    (
      [
        "compare", "api", "--pair", "id", "--before", "2026-11-01T11:00:00Z..2026-11-01T12:00:00Z",
        "--after", "2026-11-01T12:00:00Z..2026-11-01T13:00:00Z",
      ], "--pair wants --field"
    ),
    (["mark", "deploy"], "the config names no file of deploy markers"),
    (["mark", "release"], "'release' is not deploy"),
    (["explain"], "'explain' wants OBJECTIVE"),
    (["explain", "api", "--from", "2027-01-01T00:00:00Z"], "is not before"),
  ])
  func `a wrong question is told what is wrong`(words: [String], message: String) throws {
    let folder = try EventFolder(
      SampleConfig().with("sources", #"["e.ndjson"]"#), events: nil)
    try folder.write("e.ndjson", SampleEvents.lines(3))
    let result = try folder.run(words)
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.output == "")
  }

  @Test func `a marker is appended whole, by however many at once, and read`() throws {
    let folder = try EventFolder(
      SampleConfig().with("markers", #""deploys.ndjson""#), events: SampleEvents.lines(9, bad: 9))
    try folder.write("deploys.ndjson", #"{"time": "2026-11-01T12:00:00Z", "kind": "freeze"}"#)
    let script = """
      for i in 1 2 3 4 5 6 7 8; do
        "$SLOCTL" mark deploy --service s --build r$i --time 2026-11-01T12:05:0${i}Z -q &
      done
      wait
      """
    #expect(try folder.shell(script).status == 0)
    let text = try String(
      contentsOf: folder.url.appendingPathComponent("deploys.ndjson"), encoding: .utf8)
    let lines = text.split(separator: "\n").sorted()
    #expect(text.hasSuffix("\n") && lines.count == 9)
    #expect(
      lines.dropFirst().map(String.init)
        == (1...8).map {
          #"{"time":"2026-11-01T12:05:0\#($0)Z","kind":"deploy","service":"s","build":"r\#($0)"}"#
        })
    let said = try folder.run([
      "mark", "deploy", "--build", "r9\u{1B}", "--time", "2026-11-01T12:05:09Z",
    ])
    #expect(said.output == "marked deploy r9\\x1b at 2026-11-01T12:05:09Z\n")
    let compared = try folder.answer(["compare", "api", "--last-deploy", "events.ndjson"])
    #expect(compared.text("deploy.build") == "r9\u{1B}")
  }

  @Test func `a marker that cannot be written is told of`() throws {
    let folder = try EventFolder(SampleConfig().with("markers", #""no/such/folder""#))
    let result = try folder.run(["mark", "deploy"])
    #expect(result.status == 3)
    #expect(result.error.contains("could not be written: No such file or directory"))
  }

  @Test func `the same requests answered twice are compared pair by pair`() throws {
    let events = (0..<8).map { index in
      SampleEvents.line(
        "2026-11-01T12:05:00Z", more: ", \"trace_id\": \"t\(index)\", \"backend\": \"old\"")
        + SampleEvents.line(
          "2026-11-01T12:06:00Z", status: index < 6 ? 502 : 200,
          more: ", \"trace_id\": \"t\(index)\", \"backend\": \"new\"")
    }
    let folder = try EventFolder(events: events.joined())
    let words = ["compare", "api", "events.ndjson", "--pair", "trace_id", "--field", "backend"]
    let answer = try folder.answer(words)
    #expect(answer.status == 0 && answer.text("verdict") == "worse")
    #expect(answer.count("pairs") == 8 && answer.count("onlyAfterBad") == 6)
    #expect(answer.text("kinds.0.before") == "good 200")
    #expect(answer.text("kinds.0.after") == "bad 502")
    #expect(answer.count("kinds.0.requests.0.after.line") == 2)
    let table = try folder.run(words)
    #expect(table.output.contains("t0 events.ndjson:1 events.ndjson:2"))
  }

  @Test(arguments: ["table", "json", "csv", "markdown"])
  func `hostile values come out harmless`(format: String) throws {
    let folder = try EventFolder(
      SampleConfig().mapping("route", to: #""route""#), events: HostileNamesTests.events)
    for words in [
      ["explain", "api"],
      ["compare", "api", "--field", "route", "--before", "\tx", "--after", "-1"],
      ["compare", "api", "--pair", "ts", "--field", "route", "--before", "\tx", "--after", "-1"],
    ] {
      let result = try folder.run(words + ["events.ndjson", "--format", format])
      #expect(result.status == 0, "\(result.error)")
      let text = result.output.replacing("\r\n", with: "\n")
      #expect(!text.unicodeScalars.contains { HostileNamesTests.isHarmful($0) })
    }
  }
}
