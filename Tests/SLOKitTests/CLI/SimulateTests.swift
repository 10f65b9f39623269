// `simulate` as it is typed: the same bytes for the same seed, what other commands read of it, and
// real time.

import Foundation
import Testing

@testable import SLOKit

struct SimulateTests {
  private static let provider = ExampleScenario.path("provider-down")

  private static func simulate(_ words: String...) throws -> BuiltProgram.Result {
    let result = try BuiltProgram.run(["simulate"] + words)
    #expect(result.status == 0, "\(result.error)")
    return result
  }

  @Test func `the same scenario gives the same bytes, and another seed others`() throws {
    let first = try Self.simulate(Self.provider)
    #expect(first.outputBytes == (try Self.simulate(Self.provider)).outputBytes)
    #expect(first.outputBytes != (try Self.simulate(Self.provider, "--seed", "5")).outputBytes)
    // What everybody else gets for it.
    #expect(CRC32C.of(first.outputBytes) == 0xFD63_1859)
  }

  @Test(arguments: ["ndjson", "logfmt", "csv", "combined"])
  func `every format says the same`(_ format: String) throws {
    let roles =
      format == "ndjson"
      ? ["timestamp": #"{"field": "time", "unit": "ms"}"#, "status": #""http.status""#]
      : ["timestamp": format == "logfmt" ? #""ts""# : #""time""#, "status": #""status""#]
    var config = SampleConfig(["target": #""99%""#, "window": #""2d""#], format: format)
    config.fields = roles
    let folder = try EventFolder(config)
    try folder.write("events", bytes: Self.simulate(Self.provider, "--format", format).outputBytes)
    let answer = try folder.answer(["budget", "./events"])
    #expect(answer.isAccountedFor)
    #expect(answer.counts("valid", "bad") == [2823, 55])
    // A line of logfmt that is cut off is one that lacks its last fields.
    let malformed = answer.count("input.malformed") ?? 0
    #expect(malformed + (answer.count("objectives.0.unjudged") ?? 0) == 3)
  }

  @Test func `a backtest reads its incidents, and a config its deploys`() throws {
    let folder = try EventFolder(
      SampleConfig(["target": #""99.5%""#, "window": #""30d""#])
        .with("markers", #""deploys.ndjson""#),
      events: Self.simulate(ExampleScenario.path("failover")).output)
    try folder.write(
      "incidents",
      bytes: Self.simulate(
        "--write", "incidents", ExampleScenario.path("failover")
      ).outputBytes)
    try folder.write(
      "deploys.ndjson",
      bytes: Self.simulate(
        "--write", "deploys", ExampleScenario.path("bad-build")
      ).outputBytes)
    let backtest = try folder.run(["backtest", "--incidents", "incidents", "events.ndjson"])
    #expect(backtest.status == 0, "\(backtest.error)")
    let compare = try folder.run(
      ["compare", "api", "--last-deploy", "--at", "2026-11-17T08:00:00Z", "events.ndjson"])
    #expect(compare.output.contains("r911.0 to api at 2026-11-17T06:10:00Z"), "\(compare.error)")
  }

  /// A minute of which all but the last seconds are past by now.
  @Test func `followed, a scenario is written in real time and is the same`() throws {
    let folder = try EventFolder()
    try folder.write(
      "minute.json",
      """
      {"start": "2026-11-20T00:00:00Z", "lasts": "1m",
       "services": [{"name": "api", "requestsPerHour": 36000}]}
      """)
    let start = Timestamp(nanoseconds: wallClockNanoseconds()) - .seconds(57)
    let words = ["simulate", "minute.json", "--start", start.description]
    let followed = try folder.run(words + ["--follow"])
    let end = wallClockNanoseconds()
    #expect(followed.status == 0, "\(followed.error)")
    #expect(followed.outputBytes == (try folder.run(words)).outputBytes)
    #expect(end >= (start + .minutes(1)).nanoseconds - 1_000_000_000)
  }

  @Test(arguments: [
    (["nowhere.json"], "the scenario nowhere.json could not be read: No such file or directory"),
    (["slos.json"], "\"events\" is no key of the scenario"),
    ([".", "--seed", "-1"], "--seed: '-1' is not a whole number from 0"),
    ([], "'simulate' wants SCENARIO"),
  ])
  func `what is wrong is told`(_ words: [String], _ wanted: String) throws {
    let folder = try EventFolder()
    let result = try folder.run(["simulate"] + words)
    #expect(result.status == 2)
    #expect(result.error.contains(wanted), "\(result.error)")
    #expect(result.output == "")
  }

  @Test func `a reader that has enough ends it`() throws {
    let script = "\"$SLOCTL\" simulate '\(ExampleScenario.path("slow-burn"))' | head -1"
    let result = try EventFolder().shell("set -o pipefail; " + script)
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
  }
}
