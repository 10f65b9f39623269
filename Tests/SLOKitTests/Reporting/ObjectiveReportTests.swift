// Explanations and comparisons in every format as they were recorded, made of events as the commands
// make them. A route among them tries to be markup, a formula and an escape sequence.

import Testing

@testable import SLOKit

struct ObjectiveReportTests {
  private static let end = SampleEngine.instant("2026-11-01T12:00:00Z")
  private static let middle = end - .minutes(30)
  private static let hour = (end - .hours(1))..<end

  /// An hour of two back ends that answer the same requests; from half past on, a new build breaks
  /// every fourth, and with the new back end every eighth more.
  private static let lines = (0..<120).flatMap { index in
    ["old", "new"].map { backend in
      let isNew = index >= 60
      let fails = isNew && (index % 8 == 0 || index % 4 == 0 && backend == "new")
      let time = hour.lowerBound + .seconds(Int64(index * 30))
      let route = index % 4 == 0 ? #"=<b>|x`\u001b[31m"# : "/v1/\(index % 4)"
      return #"{"ts": "\#(time)", "id": "\#(index)-\#(backend)", "request": "r\#(index)", "#
        + #""backend": "\#(backend)", "build": "\#(isNew ? "r2" : "r1")", "route": "\#(route)", "#
        + #""customer": "c\#(index % 5)", "origin": "\#(index % 16 == 0 ? "customer" : "infra")", "#
        + #""took": \#(20 + index % 37 * (isNew ? 3 : 1)), "status": \#(fails ? 503 : 200)}"#
    }
  }

  private static func makeSample() throws -> SampleEngine {
    try SampleEngine(
      [#"{"name": "api", "good": "status < 500", "target": "95%", "window": "1h"}"#],
      fields: #", "route": "route", "status": "status", "#
        + #""duration": {"field": "took", "unit": "ms"}"#)
  }

  /// What `ask` finds out by reading `lines` from a file.
  private static func reading<Answer>(
    in lines: [String], _ ask: (inout EventReading, Question, SampleEngine) -> Answer?
  ) throws -> Answer {
    let folder = try ScratchFolder()
    let file = try folder.write("events", lines.map { $0 + "\n" }.joined())
    var question = Question()
    question.objectives = ["api"]
    var reading = EventReading([.file(file, isNamed: true)])
    let answer = ask(&reading, question, try makeSample())
    return try #require(answer)
  }

  private static func explained(
    _ lines: [String], _ failures: ExplanationScope.Failures = .failed
  ) throws -> any ObjectiveReport {
    let found = try reading(in: lines) { reading, question, sample in
      reading.explanation(
        for: question, configuration: sample.configuration, clock: sample.clock, asOf: end,
        failures: failures)
    }
    return ExplanationReport(
      objective: "api", asOf: end, scope: found.scope, explanation: found.explanation,
      input: found.input)
  }

  private static func compared(
    _ groups: ComparedGroups, _ lines: [String] = lines, deploy: DeployMarker? = nil
  ) throws -> any ObjectiveReport {
    let sample = try makeSample()
    let makeWitness: Engine.WitnessMaker = { fields, plans in
      ComparisonWitness(groups, of: plans[0], in: sample.configuration, fields: &fields)
    }
    let engine = sample.engine(lines, end: end, makeWitness: makeWitness)
    let comparison = try #require(engine.witness as? ComparisonWitness).comparison
    let explanation = try reading(in: lines) { reading, question, sample in
      reading.explanation(
        for: question, configuration: sample.configuration, clock: sample.clock, asOf: end,
        between: groups)
    }
    return ComparisonReport(
      objective: "api", asOf: end, groups: groups, comparison: comparison, deploy: deploy,
      explanation: comparison.verdict == .worse ? explanation : nil, input: engine.accounting)
  }

  private static func paired(_ lines: [String]) throws -> any ObjectiveReport {
    let (before, after) = (Array("old".utf8), Array("new".utf8))
    let makeWitness: Engine.WitnessMaker = { fields, plans in
      PairWitness(
        by: .path("request"), .values(.path("backend"), before: before, after: after, in: hour),
        of: plans[0], fields: &fields)
    }
    let engine = try makeSample().engine(lines, end: end, makeWitness: makeWitness)
    return PairReport(
      objective: "api", asOf: end, field: "backend", before: before, after: after,
      pairs: try #require(engine.witness as? PairWitness).result(), input: engine.accounting)
  }

  private static func report(_ name: String) throws -> any ObjectiveReport {
    switch name {
    case "explain": return try explained(lines, .charged)
    case "explain-nothing": return try explained(Array(lines.prefix(60)))
    case "compare-deploy":
      let deploy = DeployMarker(time: middle, service: "api", build: "r2\u{1B}")
      return try compared(
        .spans(before: hour.lowerBound..<middle, after: middle..<end), lines + ["torn"],
        deploy: deploy)
    case "compare-field":
      let (before, after) = (Array("old".utf8), Array("new".utf8))
      return try compared(.values(.path("backend"), before: before, after: after, in: hour))
    case "compare-nothing":
      return try compared(.spans(before: hour.lowerBound..<middle, after: middle..<end), [])
    default: return try paired(lines)
    }
  }

  private static let names = [
    "explain", "explain-nothing", "compare-deploy", "compare-field", "compare-nothing",
    "compare-pairs",
  ]

  @Test(arguments: names, [OutputFormat.table, .json, .csv, .markdown])
  func `a report reads as recorded`(name: String, format: OutputFormat) throws {
    let text = try Self.report(name).rendered(as: format)
    let ending = format == .markdown ? "md" : format.rawValue
    try Snapshot.expect(text, matches: "\(name).\(ending).txt")
  }

  @Test(arguments: names) func `no line of a page is wider than 80 columns`(name: String) throws {
    let page = try Self.report(name).rendered(as: .table, options: ReportOptions(width: 80))
    for line in page.split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 80, "\(line)")
    }
  }
}
