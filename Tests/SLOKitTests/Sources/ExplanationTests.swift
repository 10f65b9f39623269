// What failures have in common: planted causes are found, and nothing is found where nothing is.

import Foundation
import Testing

@testable import SLOKit

struct ExplanationTests {
  /// How many seeds each cause is tried with; the whole study has 200.
  private static let seeds: Range<UInt64> =
    ProcessInfo.processInfo.environment["SLOCTL_SOAK"] == nil ? 0..<6 : 0..<200

  private static func explanation(of text: String, format: String = "ndjson") throws -> Explanation
  {
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
    let clock = SampleEngine.instant("2026-11-03T00:00:00Z")
    let end = SampleEngine.instant("2026-11-02T01:00:00Z")
    question.time = .at(end)
    var reading = EventReading([.file(file, isNamed: true)])
    let found = reading.explanation(
      for: question, configuration: configuration, clock: clock, asOf: end)
    return try #require(found).explanation
  }

  @Test(arguments: PlantedCause.allCases.filter { $0 != .nothing })
  func `a planted cause is the first row`(cause: PlantedCause) throws {
    var missed: [UInt64] = []
    for seed in Self.seeds {
      let explanation = try Self.explanation(of: cause.lines(failures: 60, seed: seed))
      let terms = explanation.rows.first.map { row in
        Dictionary(
          uniqueKeysWithValues: row.terms.map {
            (String(decoding: $0.field, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
          })
      }
      if terms != cause.terms { missed.append(seed) }
      #expect(explanation.dropped.contains(Array("session.id".utf8)))
    }
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
}
