// Metrics that Prometheus takes, and that leave out what nobody knows.

import Foundation
import Testing

@testable import SLOKit

@Suite struct OpenMetricsTests {
  static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static let answers: [(String, Answer, Bool)] = [
    ("plain", Sample.answer([Sample.burning] + Sample.everyState.dropFirst()), false),
    ("no data", Sample.answer([Sample.noData]), false), ("nothing", Sample.answer([]), false),
    ("hostile keys", Sample.hostile, true),
  ]

  @Test(.enabled(if: promtool != nil, "promtool is not installed"), arguments: answers)
  func `promtool finds nothing to say`(name: String, answer: Answer, keys: Bool) throws {
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(Self.promtool))
    process.arguments = ["check", "metrics"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForWriting.write(
      contentsOf: Data(OpenMetrics.text(of: answer, keys: keys).utf8))
    try input.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && said.isEmpty, "\(said)")
  }

  @Test func `an absent number has no sample, and the document ends as it must`() {
    let text = OpenMetrics.text(of: Sample.answer([Sample.noData]))
    #expect(text.hasSuffix("\n# EOF\n"))
    #expect(!text.contains("NaN"))
    #expect(!text.contains("slo_ratio") && !text.contains("remaining"))
    #expect(text.contains("slo_events{objective=\"batch-freshness\",outcome=\"excused\"} 12\n"))
  }

  @Test func `no label holds a key unless keys are asked for`() {
    let text = OpenMetrics.text(of: Sample.customers)
    #expect(!text.contains("acme") && !text.contains("key="))
    let withKeys = OpenMetrics.text(of: Sample.customers, keys: true)
    #expect(withKeys.contains("by=\"customer\",key=\"umbrella-europe\""))
  }

  @Test func `an infinite figure is written as Prometheus reads it`() {
    let text = OpenMetrics.text(of: Sample.answer([Sample.perfect]))
    #expect(text.contains("slo_error_budget_spent_ratio{objective=\"ledger-integrity\"} +Inf\n"))
    #expect(
      text.contains("slo_error_budget_remaining_ratio{objective=\"ledger-integrity\"} -Inf\n"))
  }
}
