// `init` as it is typed: on what `simulate` writes and on logs of the world, the config is one that
// `check` passes, and its first budget is right.

import Foundation
import Testing

@testable import SLOKit

struct InitTests {
  /// A folder in which `init` has written a config for `events`.
  private static func folder(
    _ name: String, _ events: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (folder: EventFolder, result: BuiltProgram.Result) {
    let folder = try EventFolder()
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("slos.json"))
    try folder.write(name, bytes: events)
    let result = try folder.run(["init", name])
    #expect(result.status == 0, "\(result.error)", sourceLocation: sourceLocation)
    let check = try folder.run(["check"])
    #expect(check.status == 0, sourceLocation: sourceLocation)
    #expect(check.output.contains("slos.json: right"), sourceLocation: sourceLocation)
    return (folder, result)
  }

  /// Half a day of one service, and how many of its requests failed.
  private static func simulated(
    _ format: EventFormat, _ logger: Scenario.Logger
  ) throws -> (events: [UInt8], all: Int, bad: Int, customers: Int) {
    var scenario = try ExampleScenario.read("failover")
    scenario.services.removeLast()
    scenario.services[0].logger = logger
    scenario.length = .hours(12)
    let simulation = Simulation(scenario)
    let spelling = RequestSpelling(format, of: scenario)
    let requests = (0..<simulation.minutes).flatMap { simulation.requests(ofMinute: $0) }
    return (
      requests.reduce(into: spelling.header) { $0 += spelling.lines(of: $1) }, requests.count,
      requests.count { $0.status >= 500 }, Set(requests.map(\.customer)).count
    )
  }

  @Test(arguments: [
    (EventFormat.ndjson, Scenario.Logger.flat), (.ndjson, .nested), (.ndjson, .otel),
    (.logfmt, .flat), (.csv, .flat), (.combined, .flat),
  ])
  func `the first budget of what was simulated is right`(
    _ format: EventFormat, _ logger: Scenario.Logger
  ) throws {
    let simulated = try Self.simulated(format, logger)
    let (folder, _) = try Self.folder("events.log", simulated.events)
    let answer = try folder.answer(["budget"])
    #expect(answer.isAccountedFor)
    #expect(answer.count("input.malformed") == 0)
    #expect(answer.text("objectives.0.name") == "availability")
    #expect(answer.counts("valid", "bad") == [simulated.all, simulated.bad])
    #expect((answer.double("objectives.0.remaining") ?? -1) >= 0)
    let latency = answer.text("objectives.1.name")
    #expect(latency == (format == .combined ? nil : "latency"))
    let customers = try folder.answer(["customers", "availability"])
    #expect(customers.count("objectives.0.customersInBudget.customers") == simulated.customers)
  }

  @Test func `a scenario with several services gives each objectives of its own`() throws {
    let events = try BuiltProgram.run(["simulate", ExampleScenario.path("failover")]).outputBytes
    let (folder, result) = try Self.folder("events.ndjson", events)
    let answer = try folder.answer(["budget"])
    #expect(
      answer.texts("objectives", "name")
        == ["api-availability", "api-latency", "search-availability", "search-latency"])
    #expect(result.output.contains("customer    customer"))
  }

  @Test func `a config that is there is not written over`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(10))
    let before = try String(
      contentsOf: folder.url.appendingPathComponent("slos.json"), encoding: .utf8)
    let result = try folder.run(["init", "events.ndjson"])
    #expect(result.status == 2)
    #expect(result.error.contains("slos.json is there already, and is not written over"))
    #expect(
      try String(contentsOf: folder.url.appendingPathComponent("slos.json"), encoding: .utf8)
        == before)
    let other = try folder.run(["init", "-c", "other.json", "events.ndjson"])
    #expect(other.status == 0, "\(other.error)")
    #expect(try folder.answer(["budget", "-c", "other.json"]).count("objectives.0.valid") == 10)
  }

  @Test(arguments: [
    (["nowhere.log"], "", "nowhere.log could not be read"),
    (["-"], "", "there is no line in it"),
    (["-"], "hello world\nhello moon\n", "no access log"),
    (["-"], "{\"a\":1}\n{\"a\":2}\n", "no field of 1 (a) holds a time that can be read"),
  ])
  func `where there is nothing to go by, that is said`(
    _ words: [String], _ input: String, _ wanted: String
  ) throws {
    let folder = try EventFolder()
    let result = try folder.run(["init", "-c", "new.json"] + words, input: Array(input.utf8))
    #expect(result.status == 3)
    #expect(result.error.contains(wanted), "\(result.error)")
    #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/new.json"))
  }

  /// Logs of the world, and what must come of them: valid and bad events of the first objective.
  @Test(
    .enabled(if: SharedData.isThere, "needs the shared folder of test data"),
    arguments: [
      ("elastic-apache/apache_logs", 10_000, 3), ("k8s-audit/demo.log", 37, 0),
    ] as [(String, Int, Int)])
  func `logs of the world get a config that counts them`(
    _ path: String, _ valid: Int, _ bad: Int
  ) throws {
    let (folder, _) = try Self.folder("events.log", try SharedData.bytes(path))
    let answer = try folder.answer(["budget"])
    #expect(answer.isAccountedFor)
    #expect(answer.counts("valid", "bad") == [valid, bad])
  }

  /// Every other file has a config, or is told what it lacks; none ends the program.
  @Test(.enabled(if: SharedData.isThere, "needs the shared folder of test data"))
  func `every log of the world gets a config that is right, or is told what it lacks`() throws {
    for name in try SharedData.names(in: "lnav-formats") {
      let folder = try EventFolder()
      try folder.write("events.log", bytes: try SharedData.bytes("lnav-formats/\(name)"))
      let result = try folder.run(["init", "-c", "new.json", "events.log"])
      #expect([0, 3].contains(result.status), "\(name): \(result.error)")
      guard result.status == 0 else {
        #expect(result.error.hasPrefix("sloctl: error: no config for events.log: "), "\(name)")
        continue
      }
      let check = try folder.run(["check", "-c", "new.json"])
      #expect(check.status == 0, "\(name): \(check.output)")
      let answer = try folder.answer(["budget", "-c", "new.json"])
      #expect(answer.isAccountedFor, "\(name)")
      #expect((answer.count("objectives.0.valid") ?? 0) > 0, "\(name)")
    }
  }
}
