// What customers get wrong, told by the built program: compared with a count of the lines that `events`
// lists, and with trends worked out by hand.

import Foundation
import Testing

struct ProductReportTests {
  static let words = ["report", "--for", "product", "--at", PeriodReportTests.at]

  /// The customer-caused failures of `objective` in the 30 days before `end`, as they were logged.
  static func lines(of objective: String, asOf end: String) throws -> [PlainJSON] {
    let run = try PeriodReportTests.run([
      "events", objective, "--origin", "customer", "--raw", "--last", "30d", "--at", end,
    ])
    return try run.output.split(separator: "\n").map {
      try #require(PlainJSONReader.tree(of: $0.utf8))
    }
  }

  /// What a failure looks like: route, status and code, each as it was logged.
  static func look(_ line: PlainJSON) -> [String] {
    [line["route"], line["status"], line["error"]?["code"]].map {
      $0.map { $0.string ?? $0.written() } ?? "-"
    }
  }

  static func customer(_ line: PlainJSON) -> String? {
    line["tenant"]?["id"]?.string ?? line["customer"]?.string
  }

  @Test(arguments: ["api-availability", "checkout-availability"])
  func `kinds, customers and the period before are what events lists`(name: String) throws {
    let report = try PeriodReportTests.json(Self.words)
    let objective = try PeriodReportTests.objective(name, of: report)
    let lines = try Self.lines(of: name, asOf: PeriodReportTests.at)
    let before = try Self.lines(of: name, asOf: "2026-10-21T12:00:00Z")
    #expect(objective["failures"]?.integer == lines.count)
    #expect(objective["customers"]?.integer == Set(lines.compactMap(Self.customer)).count)
    #expect(objective["before"]?["failures"]?.integer == before.count)
    let expected = Dictionary(grouping: lines, by: Self.look)
    let kinds = objective["kinds"]?.elements ?? []
    #expect(kinds.count == expected.count)
    for kind in kinds {
      let look = ["route", "status", "code"].map { kind[$0]?.string ?? "-" }
      let own = try #require(expected[look], "\(look)")
      #expect(kind["count"]?.integer == own.count)
      #expect(kind["customers"]?.integer == Set(own.compactMap(Self.customer)).count)
      let same = before.count { Self.look($0) == look }
      #expect(kind["before"]?["count"]?.integer == same)
      let most = Dictionary(grouping: own.compactMap(Self.customer)) { $0 }.values.map(\.count)
      #expect(
        (kind["topCustomers"]?.elements ?? []).compactMap { $0["count"]?.integer }
          == most.sorted(by: >).prefix(3).map { $0 })
    }
    let requests = try PeriodReportTests.objective(
      name, of: PeriodReportTests.json(["budget", "--at", PeriodReportTests.at]))
    #expect(objective["requests"]?.integer == requests["matched"]?.integer)
  }

  /// A day of 200 requests to each of three routes and the day before it, with failures by route.
  @Test func `a trend is one that chance does not make`() throws {
    let config = SampleConfig(["good": #""status < 400""#])
      .mapping("route", to: #""route""#).mapping("origin", to: #""origin""#)
    func day(_ day: Int, _ failures: [String: Int]) -> String {
      ["/a", "/b", "/c"].flatMap { route in
        (0..<200).map { index in
          let fails = index < failures[route] ?? 0
          return SampleEvents.line(
            "2026-11-0\(day)T0\(index / 60):\(index % 60 < 10 ? "0" : "")\(index % 60):00Z",
            status: fails ? 422 : 200, customer: "c\(index % 7)",
            more: #", "route": "\#(route)", "origin": "customer""#)
        }
      }.joined()
    }
    let folder = try EventFolder(
      config,
      events: day(1, ["/a": 5, "/b": 30, "/c": 10]) + day(2, ["/a": 20, "/b": 9, "/c": 12]))
    let words = ["report", "--for", "product", "--period", "2026-11-02..2026-11-03"]
    let answer = try folder.answer(
      words + ["--at", "2026-11-03T00:00:00Z", "--max-age", "1d", "events.ndjson"])
    #expect(answer.status == 0)
    #expect(answer.texts("objectives.0.kinds", "route") == ["/a", "/c", "/b"])
    #expect(answer.texts("objectives.0.kinds", "trend") == ["rising", "steady", "falling"])
    #expect(answer.count("objectives.0.kinds.0.requests") == 200)
    #expect(answer.count("objectives.0.kinds.0.customers") == 7)
    let first = try folder.answer(
      ["report", "--for", "product", "--period", "2026-11-01..2026-11-02"]
        + ["--at", "2026-11-02T00:00:00Z", "events.ndjson"])
    #expect(first.status == 3)
    #expect(Set(first.texts("objectives.0.kinds", "trend")) == ["noData"])
  }

  @Test(arguments: ["text", "markdown"])
  func `a report reads as recorded`(format: String) throws {
    let run = try PeriodReportTests.run(
      Self.words + ["api-availability", "checkout-month", "--format", format])
    #expect(run.status == 0)
    try Snapshot.expect(run.output, matches: "report-product.\(format).txt")
  }

  @Test(arguments: [
    (["--customer", "acme"], "--customer and --for exclude one another"),
    (["--only-if", "missed"], "--only-if and --for exclude one another"),
  ])
  func `what cannot be asked together is told`(words: [String], message: String) throws {
    let run = try PeriodReportTests.run(Self.words + words)
    #expect(run.status == 2)
    #expect(run.error.contains(message), "\(run.error)")
  }
}
