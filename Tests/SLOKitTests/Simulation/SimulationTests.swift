// What is drawn: the same for the same seed whatever was asked for before, as much traffic as the
// scenario says, and failures where, when and as often as its incidents say.

import Testing

@testable import SLOKit

struct SimulationTests {
  private static let hours6 = #""start": "2026-11-20T00:00:00Z", "lasts": "6h", "seed": 4"#

  private static func simulation(_ members: String) throws -> Simulation {
    Simulation(try Scenario.decode(Array("{\(hours6), \(members)}".utf8), file: "day.json"))
  }

  private static func requests(_ simulation: Simulation) -> [SimulatedRequest] {
    (0..<simulation.minutes).flatMap { simulation.requests(ofMinute: $0) }
  }

  private static let busy = #""services": [{"name": "api", "requestsPerHour": 6000, "build": "a"}]"#

  @Test func `a minute is the same whichever were asked for before it`() throws {
    let simulation = Simulation(try ExampleScenario.read("failover"))
    let all = (540..<560).map { simulation.requests(ofMinute: $0) }
    for minute in [559, 540, 551] as [Int64] {
      #expect(simulation.requests(ofMinute: minute) == all[Int(minute) - 540])
    }
    let twin = Simulation(try ExampleScenario.read("failover"))
    #expect(twin.requests(ofMinute: 545) == all[5])
  }

  @Test func `another seed draws other requests`() throws {
    var scenario = try ExampleScenario.read("failover")
    let requests = Simulation(scenario).requests(ofMinute: 600)
    scenario.seed += 1
    #expect(Simulation(scenario).requests(ofMinute: 600) != requests)
  }

  @Test func `requests lie in their minute, and every id is another`() throws {
    let simulation = try Self.simulation(Self.busy)
    let first = simulation.scenario.start.nanoseconds / 1_000_000
    for minute in [0, 7, 359] as [Int64] {
      let span = first + minute * 60_000..<first + (minute + 1) * 60_000
      #expect(simulation.requests(ofMinute: minute).allSatisfy { span.contains($0.millisecond) })
    }
    let all = Self.requests(simulation)
    #expect(Set(all.map(\.id)).count == all.count)
  }

  /// Six hours of 6,000 an hour: 36,000, give or take four standard deviations of a Poisson count.
  @Test func `there is as much traffic as the scenario says`() throws {
    let count = Self.requests(try Self.simulation(Self.busy)).count
    #expect((36_000 - 760...36_000 + 760).contains(count))
  }

  @Test func `an hour has its share of the day`() throws {
    // Twice as much from 3 to 4 as from 0 to 1, and nothing from 1 to 2.
    let hours = [1, 0, 1, 2] + [Int](repeating: 1, count: 20)
    let simulation = try Self.simulation(Self.busy + ", \"byHour\": \(hours)")
    let counts = (0..<4).map { hour in
      (0..<60).reduce(0) { $0 + simulation.requests(ofMinute: Int64(hour * 60 + $1)).count }
    }
    #expect(counts[1] == 0)
    #expect((1.85...2.15).contains(Double(counts[3]) / Double(counts[0])))
  }

  @Test func `the second customer has half of the first one's traffic, the tenth a tenth`() throws {
    let all = Self.requests(try Self.simulation(Self.busy + #", "customers": {"count": 50}"#))
    func count(_ name: String) -> Double { Double(all.count { $0.customer == name }) }
    #expect((0.46...0.54).contains(count("customer-002") / count("customer-001")))
    #expect((0.085...0.115).contains(count("customer-010") / count("customer-001")))
  }

  @Test func `quantiles of the latency are those of the scenario`() throws {
    let latency = #""latency": {"p50": "40ms", "p90": "120ms", "p99": "700ms", "max": "2s"}"#
    let services = #""services": [{"name": "api", "requestsPerHour": 6000, \#(latency)}]"#
    let durations = Self.requests(try Self.simulation(services)).map(\.duration)
    func share(_ limit: String) -> Double {
      Double(durations.count { $0 <= TimeSpan(limit)! }) / Double(durations.count)
    }
    #expect((0.49...0.51).contains(share("40ms")))
    #expect((0.893...0.907).contains(share("120ms")))
    #expect((0.987...0.993).contains(share("700ms")))
    #expect(share("2s") == 1)
  }

  private static let places =
    #""regions": {"eu": 1, "us": 1}, "customers": {"names": ["acme", "b"]}"#

  /// An incident from 2:00 to 3:00, what it is about, and the share of that which fails.
  @Test(arguments: [
    ("", "", 1.0), (#""regions": ["us"]"#, "us", 1.0), (#""customers": ["acme"]"#, "acme", 1.0),
    (#""fails": "40%""#, "", 0.4),
  ])
  func `what an incident is about fails while it lasts, and nothing else`(
    _ members: String, _ about: String, _ share: Double
  ) throws {
    let fails = members.contains("fails") ? "" : #", "fails": "100%""#
    let incident =
      #"{"name": "x", "after": "2h", "lasts": "1h"\#(fails)\#(members.isEmpty ? "" : ", " + members)}"#
    let simulation = try Self.simulation(
      "\(Self.busy), \(Self.places), \"incidents\": [\(incident)]")
    let from = simulation.scenario.start.nanoseconds / 1_000_000 + 2 * 3_600_000
    let all = Self.requests(simulation)
    let isMeant = { (request: SimulatedRequest) in
      (from..<from + 3_600_000).contains(request.millisecond)
        && (about.isEmpty || [request.region, request.customer].contains(about))
    }
    #expect(all.filter { !isMeant($0) }.allSatisfy { $0.status == 200 && $0.tag == nil })
    let meant = all.filter(isMeant)
    let failed = meant.filter { $0.status == 503 && $0.code == "x" && $0.tag == "infrastructure" }
    #expect(meant.count > 1000)
    #expect(abs(Double(failed.count) / Double(meant.count) - share) < (share == 1 ? 1e-9 : 0.03))
  }

  @Test func `a rollout reaches every request by and by, and its build can fail`() throws {
    let simulation = try Self.simulation(
      Self.busy + """
        , "deploys": [{"after": "2h", "service": "api", "build": "b", "rollout": "1h"}],
        "incidents": [{"name": "x", "after": "0s", "lasts": "6h", "builds": ["b"],
                       "fails": "100%", "origin": "customer", "tag": ""}]
        """)
    func share(_ minutes: Range<Int64>) -> Double {
      let requests = minutes.flatMap { simulation.requests(ofMinute: $0) }
      #expect(requests.allSatisfy { ($0.build == "b") == ($0.status == 503) && $0.tag == nil })
      return Double(requests.count { $0.build == "b" }) / Double(requests.count)
    }
    #expect(share(0..<120) == 0)
    #expect((0.4...0.6).contains(share(145..<155)))
    #expect(share(180..<360) == 1)
  }

  @Test func `a customer's script adds requests of its own`() throws {
    let simulation = try Self.simulation(
      Self.busy + """
        , \(Self.places), "incidents": [
          {"name": "script", "after": "1h", "lasts": "2h", "customers": ["b"], "fails": "100%",
           "routes": ["POST /run"], "extraPerHour": 900, "origin": "customer", "tag": "platform"}]
        """)
    let extra = Self.requests(simulation).filter { $0.route == "/run" }
    #expect((1800 - 170...1800 + 170).contains(extra.count))
    #expect(
      extra.allSatisfy { $0.method == "POST" && $0.customer == "b" && $0.tag == "platform" })
  }
}
