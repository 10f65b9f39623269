// Every report in every format as it was recorded.

import Testing

@testable import SLOKit

@Suite struct ReportSnapshotTests {
  static let cases: [(String, OutputFormat)] = Sample.reports.flatMap { entry in
    let isGate = entry.name.hasPrefix("gate")
    let formats = isGate ? OutputFormat.ofGates : OutputFormat.ofAnswers
    return formats.map { (entry.name, $0) }
  }

  private static let endings: [OutputFormat: String] = [.markdown: "md", .junit: "xml"]

  @Test(arguments: cases) func `a report reads as recorded`(
    name: String, format: OutputFormat
  ) throws {
    let report = try #require(Sample.reports.first { $0.name == name }).report
    let ending = Self.endings[format] ?? format.rawValue
    try Snapshot.expect(report.rendered(as: format), matches: "\(name).\(ending).txt")
  }

  @Test func `colour and width change how a table looks and not what it says`() throws {
    let options = ReportOptions(colour: true, width: 100, verbose: true)
    for (name, report) in Sample.reports where name == "budget" || name == "burn" {
      let text = report.rendered(as: .table, options: options)
      try Snapshot.expect(text, matches: "\(name)-coloured.table.txt")
    }
  }

  @Test(arguments: [false, true]) func `metrics read as recorded`(withKeys: Bool) throws {
    let answer =
      withKeys ? Sample.hostile : Sample.answer([Sample.burning] + Sample.everyState.dropFirst())
    let name = withKeys ? "hostile" : "metrics"
    try Snapshot.expect(
      OpenMetrics.text(of: answer, keys: withKeys), matches: "\(name).openmetrics.txt")
  }

  // Names are never cut, so that hostile ones may be wider.
  @Test(arguments: Sample.reports.map(\.name).filter { !$0.hasSuffix("hostile") })
  func `no line of a table is wider than 80 columns`(
    name: String
  ) throws {
    let report = try #require(Sample.reports.first { $0.name == name }).report
    let table = report.rendered(as: .table, options: ReportOptions(width: 80))
    for line in table.split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 80, "\(line)")
    }
  }
}
