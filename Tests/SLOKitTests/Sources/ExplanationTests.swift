// What failures have in common: planted causes are found, and nothing is found where nothing is.

import Foundation
import Testing

@testable import SLOKit

struct ExplanationTests {
  /// Whether the whole study is made; CI has a few seeds of it.
  private static let isStudy = ProcessInfo.processInfo.environment["SLOCTL_SOAK"] != nil
  /// The seeds that each cause is tried with.
  private static let seeds: Range<UInt64> = isStudy ? 0..<200 : 0..<6
  /// How many failures there are, of which five of six have the cause.
  private static let failureCounts = isStudy ? [30, 60, 100, 300] : [60]

  /// Tells of the study what Tests/soak/explain.md records.
  private static func record(_ what: String, _ failures: Int, missed: [UInt64]) {
    guard isStudy else { return }
    print("\(what), \(failures) failures: \(seeds.count - missed.count) of \(seeds.count) seeds")
  }

  private static let end = SampleEngine.instant("2026-11-02T01:00:00Z")

  /// What `ask` finds out by reading `text` from a file.
  private static func reading<Answer>(
    in text: String, format: String = "ndjson",
    _ ask: (inout EventReading, Question, Configuration) -> Answer?
  ) throws -> Answer {
    let folder = try ScratchFolder()
    let file = try folder.write("events", text)
    let config = #"""
      {"version": 1, "events": {"format": "\#(format)", "fields": {
        "timestamp": "ts", "customer": "customer", "status": "status", "trace": "trace"
      }}, "objectives": [
        {"name": "api", "good": "status < 500", "target": "99%", "window": "1h"}
      ]}
      """#
    let configuration = try Configuration(json: Array(config.utf8), file: "slos.json", folder: "")
    var question = Question()
    question.objectives = ["api"]
    question.time = .at(end)
    var reading = EventReading([.file(file, isNamed: true)])
    let answer = ask(&reading, question, configuration)
    return try #require(answer)
  }

  private static let clock = SampleEngine.instant("2026-11-03T00:00:00Z")

  private static func explanation(of text: String, format: String = "ndjson") throws -> Explanation
  {
    try reading(in: text, format: format) { reading, question, configuration in
      reading.explanation(for: question, configuration: configuration, clock: clock, asOf: end)?
        .explanation
    }
  }

  @Test(arguments: PlantedCause.allCases.filter { $0 != .nothing }, failureCounts)
  func `a planted cause is the first row`(cause: PlantedCause, failures: Int) throws {
    var missed: [UInt64] = []
    for seed in Self.seeds {
      let explanation = try Self.explanation(of: cause.lines(failures: failures, seed: seed))
      let terms = explanation.rows.first.map { row in
        Dictionary(
          uniqueKeysWithValues: row.terms.map {
            (String(decoding: $0.field, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
          })
      }
      if terms != cause.terms { missed.append(seed) }
      #expect(explanation.dropped.contains(Array("session.id".utf8)))
    }
    Self.record("\(cause) is the first row", failures, missed: missed)
    #expect(missed.count * 20 <= max(20, Self.seeds.count), "not found with the seeds \(missed)")
  }

  @Test(arguments: [30, 100, 300])
  func `where nothing is planted nothing is listed`(failures: Int) throws {
    var listed: [UInt64] = []
    for seed in Self.seeds {
      let explanation = try Self.explanation(
        of: PlantedCause.nothing.lines(failures: failures, seed: seed))
      if explanation.verdict != .looksLikeTraffic { listed.append(seed) }
    }
    Self.record("nothing is listed", failures, missed: listed)
    #expect(
      listed.count * 20 <= max(20, Self.seeds.count), "something is listed with the seeds \(listed)"
    )
  }

  @Test(arguments: [
    ("logfmt", "ts=%@ status=%@ host=\"%@\" beta\n", ""),
    ("csv", "%@,%@,\"%@\"\n", "ts,status,host\n"),
    ("ndjson", #"{"ts": "%@", "status": %@, "k8s": {"app.io/host": ["x", "%@"]}}"# + "\n", ""),
  ])
  func `every format's fields are looked at, whatever they are called`(
    format: String, line: String, header: String
  ) throws {
    let lines = (0..<60).map { index in
      String(
        format: line, "2026-11-02T00:\(10 + index % 50):00Z", index < 20 ? "500" : "200",
        index < 20
          ? "web \"7\"".replacing("\"", with: format == "csv" ? "\"\"" : "\\\"") : "web \(index)")
    }
    let explanation = try Self.explanation(of: header + lines.joined(), format: format)
    let row = try #require(explanation.rows.first)
    #expect(row.terms.count == 1)
    #expect(
      String(decoding: row.terms[0].field, as: UTF8.self).hasSuffix(
        format == "ndjson" ? "k8s.app.io/host.1" : "host"))
    #expect(String(decoding: row.terms[0].value, as: UTF8.self) == "web \"7\"")
    #expect(row.split.failed == 20 && row.split.good == 0)
  }

  @Test func `numbers are of one kind between two powers of two`() throws {
    let lines = (0..<60).map { index in
      "{\"ts\": \"2026-11-02T00:30:00Z\", \"status\": \(index < 20 ? 500 : 200), "
        + "\"ms\": \(index < 20 ? 513 + index : index)}\n"
    }
    let explanation = try Self.explanation(of: lines.joined())
    #expect(
      explanation.rows.map { String(decoding: $0.terms[0].value, as: UTF8.self) } == ["512..<1024"])
  }

  @Test func `without failures, and without anything to compare them with, that is the answer`()
    throws
  {
    let good = "{\"ts\": \"2026-11-02T00:30:00Z\", \"status\": 200, \"host\": \"a\"}\n"
    let bad = good.replacing("200", with: "500")
    #expect(try Self.explanation(of: good).verdict == .noFailures)
    #expect(try Self.explanation(of: String(repeating: bad, count: 9)).verdict == .looksLikeTraffic)
  }

  /// Two half hours. In both one customer fails at one route; in the second a build fails, too, and
  /// `much` as often asks another customer for what always fails.
  private static func halves(much: Int) -> String {
    (0..<1200).map { index in
      let isAfter = index >= 600
      let isFrequent = isAfter ? index % 20 < much : index % 60 == 0
      let (customer, route) =
        index % 25 == 7
        ? ("broken", "/old") : isFrequent ? ("odd", "/odd") : ("c\(index % 9)", "/v1")
      let build = isAfter && index % 3 == 0 ? "r2" : "r1"
      let fails = customer.hasPrefix("c") ? build == "r2" && index % 4 == 0 : true
      return "{\"ts\": \"2026-11-02T00:\(10 + index / 30):00Z\", \"status\": \(fails ? 500 : 200), "
        + "\"customer\": \"\(customer)\", \"route\": \"\(route)\", \"build\": \"\(build)\"}\n"
    }.joined()
  }

  @Test(arguments: [false, true])
  func `what failed before in the same way did not get worse`(byField: Bool) throws {
    func groups(_ half: Timestamp) -> ComparedGroups {
      byField
        ? .values(
          .path("build"), before: Array("r1".utf8), after: Array("r2".utf8),
          in: (Self.end - .hours(1))..<Self.end)
        : .spans(before: (Self.end - .hours(1))..<half, after: half..<Self.end)
    }
    let between = groups(SampleEngine.instant("2026-11-02T00:30:00Z"))
    let found = try Self.reading(in: Self.halves(much: 0)) { reading, question, configuration in
      reading.explanation(
        for: question, configuration: configuration, clock: Self.clock, asOf: Self.end,
        between: between)
    }
    let values = found.rows.flatMap(\.terms).map { String(decoding: $0.value, as: UTF8.self) }
    #expect(!values.contains("broken") && !values.contains("/old"), "\(values)")
    if !byField {
      #expect(values.first == "r2")
      #expect(found.rows.first?.failedBefore == 0)
    }
  }

  @Test func `what always fails and comes more often got worse`() throws {
    let half = SampleEngine.instant("2026-11-02T00:30:00Z")
    let found = try Self.reading(in: Self.halves(much: 6)) { reading, question, configuration in
      reading.explanation(
        for: question, configuration: configuration, clock: Self.clock, asOf: Self.end,
        between: .spans(before: (Self.end - .hours(1))..<half, after: half..<Self.end))
    }
    let row = try #require(found.rows.first { $0.terms.map(\.value) == [Array("odd".utf8)] })
    #expect(row.failedBefore == 10)
    #expect(found.rows.allSatisfy { !$0.terms.map(\.value).contains(Array("broken".utf8)) })
  }
}
