// Scenarios as people write them: the examples decode, what is left out is filled in, and what is
// wrong is told with its place.

import Foundation
import Testing

@testable import SLOKit

/// A scenario of the examples.
enum ExampleScenario {
  static let names = ["bad-build", "blame", "failover", "provider-down", "region", "slow-burn"]

  static func path(_ name: String) -> String {
    BuiltProgram.packageFolder + "/examples/scenarios/\(name).json"
  }

  static func read(_ name: String) throws -> Scenario {
    let bytes = try #require(FileManager.default.contents(atPath: path(name)))
    return try Scenario.decode(Array(bytes), file: name)
  }
}

struct ScenarioTests {
  private func decode(_ text: String) throws(Diagnostics) -> Scenario {
    try Scenario.decode(Array(text.utf8), file: "day.json")
  }

  @Test(arguments: ExampleScenario.names)
  func `an example is right`(_ name: String) throws {
    let scenario = try ExampleScenario.read(name)
    #expect(!scenario.incidents.isEmpty)
    #expect(scenario.incidents.allSatisfy { $0.after + $0.length <= scenario.length })
  }

  @Test func `there are no other examples, and their schema is what is written`() throws {
    let folder = BuiltProgram.packageFolder + "/examples/scenarios"
    let found = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let wanted = ExampleScenario.names.map { $0 + ".json" } + ["scenario.schema.json"]
    #expect(found == wanted.sorted())
    let schema = FileManager.default.contents(atPath: folder + "/scenario.schema.json")
    #expect(schema.map { String(decoding: $0, as: UTF8.self) } == scenarioSchema())
  }

  @Test func `what a scenario leaves out is filled in`() throws {
    let scenario = try decode(
      """
      {"start": "2026-11-20T00:00:00Z", "lasts": "1h", "customers": {"names": ["acme"], "count": 3},
       "services": [{"name": "api", "requestsPerHour": 60, "latency": {"p50": "10ms"}}]}
      """)
    #expect(scenario.seed == 1)
    #expect(scenario.customers == ["acme", "customer-002", "customer-003"])
    #expect(scenario.regions.isEmpty)
    let service = try #require(scenario.services.first)
    #expect(service.logger == .flat)
    #expect(service.routes.map(\.name) == ["GET /"])
    #expect(service.latency.p90 == TimeSpan("30ms"))
    #expect(service.latency.p99 == TimeSpan("120ms"))
    #expect(service.latency.longest == TimeSpan("360ms"))
  }

  /// What stands where in a scenario that is otherwise right, and what is told of it.
  @Test(arguments: [
    (#""lasts": "90s""#, "error: \"lasts\" is \"90s\", wanted whole minutes, 1m to 366d"),
    (
      #""lasts": "1h", "byhour": [1]"#,
      "\"byhour\" is no key of the scenario; did you mean \"byHour\"?"
    ),
    (#""lasts": "1h", "byHour": [1, 2]"#, "\"byHour\" has 2 numbers, wanted 24"),
    (#""lasts": "1h", "byWeekday": [0, 0, 0, 0, 0, 0, 0]"#, "\"byWeekday\" is 0 throughout"),
    (#""lasts": "1h", "regions": {"eu": -1}"#, "the weight of \"eu\" is -1, wanted a whole number"),
    (#""lasts": "1h", "regions": ["eu"]"#, "wanted an object of names and weights"),
    (
      #""lasts": "1h", "customers": {"names": ["a", "b"], "count": 1}"#, "there are 2 names already"
    ),
    (
      #""lasts": "1h", "deploys": [{"after": "1m", "service": "apj", "build": "b"}]"#,
      "\"apj\" is not a service of the scenario; did you mean \"api\"?"
    ),
    (
      #""lasts": "1h", "incidents": [{"name": "x", "after": "1m"}]"#,
      "an incident without \"lasts\""
    ),
    (
      #""lasts": "1h", "incidents": [{"name": "x", "after": "1m", "lasts": "1m", "regions": ["eu"]}]"#,
      "\"eu\" is not a region of the scenario; it has none"
    ),
    (
      #""lasts": "1h", "incidents": [{"name": "x", "after": "1m", "lasts": "1m", "routes": ["/a"]}]"#,
      "\"/a\" is no route; write it \"GET /path\""
    ),
    (
      #""lasts": "1h", "incidents": [{"name": "x", "after": "1m", "lasts": "1m", "fails": "140%"}]"#,
      "\"fails\" is \"140%\", wanted at most 100%"
    ),
  ])
  func `what is wrong is told`(_ members: String, _ wanted: String) {
    let text = """
      {"start": "2026-11-20T00:00:00Z", "services": [\
      {"name": "api", "requestsPerHour": 60}], \(members)}
      """
    do throws(Diagnostics) {
      _ = try decode(text)
      Issue.record("accepted: \(members)")
    } catch {
      #expect(error.problems.contains { $0.description.contains(wanted) }, "\(error.description)")
      #expect(error.problems.allSatisfy { $0.description.hasPrefix("day.json:1:") })
    }
  }

  @Test(arguments: [
    (#""requestsPerHour": 0"#, "wanted a whole number from 1 to 36000000"),
    (#""requestsPerHour": 36000000"#, "has 864000000 requests in its busiest hour"),
    (#""requestsPerHour": 1, "latency": {"p50": "2s", "p90": "1s"}"#, "in ascending order"),
    (#""requestsPerHour": 1, "logger": "flit""#, "did you mean \"flat\"?"),
    (#""requestsPerHour": 1, "routes": {"/": 1}"#, "\"/\" is no route"),
  ])
  func `what is wrong with a service is told`(_ members: String, _ wanted: String) {
    let hours = (0..<24).map { $0 == 5 ? "1" : "0" }.joined(separator: ", ")
    let text = """
      {"start": "2026-11-20T00:00:00Z", "lasts": "1h", "byHour": [\(hours)],
       "services": [{"name": "api", \(members)}]}
      """
    do throws(Diagnostics) {
      _ = try decode(text)
      Issue.record("accepted: \(members)")
    } catch {
      #expect(error.problems.contains { $0.description.contains(wanted) }, "\(error.description)")
    }
  }

  @Test func `no damage to a scenario does more than have it refused`() throws {
    let bytes = Array(
      try #require(FileManager.default.contents(atPath: ExampleScenario.path("blame"))))
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      _ = try? Scenario.decode(mutated(bytes, using: &generator), file: "day.json")
    }
  }
}
