// What contrib/ holds for other programs, looked at by those programs.

import Foundation
import Testing

@testable import SLOKit

struct ContribTests {
  private static let folder = BuiltProgram.packageFolder + "/contrib"

  private static func run(
    _ name: String, _ arguments: [String], folder: String = folder
  ) throws -> BuiltProgram.Result {
    let program = try #require(BuiltProgram.installed(name))
    return try BuiltProgram.run(arguments, folder: folder, program: program)
  }

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  @Test(.enabled(if: BuiltProgram.installed("systemd-analyze") != nil, "needs systemd-analyze"))
  func `systemd finds nothing wrong with the unit, and little that it need not do`() throws {
    let scratch = try ScratchFolder()
    // The program is not installed where the tests run.
    let unit = try Self.text("sloctl.service")
      .replacing("/usr/local/bin/sloctl", with: BuiltProgram.path)
    let path = scratch.file("sloctl.service").text
    try unit.write(toFile: path, atomically: true, encoding: .utf8)
    let verified = try Self.run("systemd-analyze", ["verify", "--man=no", path])
    #expect(verified.status == 0 && verified.output + verified.error == "")
    let judged = try Self.run(
      "systemd-analyze", ["security", "--offline=true", "--threshold=15", "--no-pager", path])
    #expect(judged.status == 0, "\(judged.output.suffix(200))")
  }

  @Test(.enabled(if: BuiltProgram.installed("promtool") != nil, "needs promtool"))
  func `promtool finds nothing wrong with the scrape config and the rules`() throws {
    let config = try Self.run("promtool", ["check", "config", "prometheus-scrape.yml"])
    #expect(config.status == 0, "\(config.output)\(config.error)")
    let rules = try Self.run("promtool", ["check", "rules", "prometheus-rules.yml"])
    #expect(rules.status == 0, "\(rules.output)\(rules.error)")
  }

  @Test(.enabled(if: BuiltProgram.installed("amtool") != nil, "needs amtool"))
  func `Alertmanager can read the route`() throws {
    let checked = try Self.run("amtool", ["check-config", "alertmanager-route.yml"])
    #expect(checked.status == 0, "\(checked.output)\(checked.error)")
  }

  @Test func `the rules and the route speak of metrics, warnings and alerts that there are`() throws
  {
    let now = Timestamp(epochSecond: 0)
    var status = DaemonStatus(startedAt: now, now: now)
    status.decidedTo = now
    status.receivers = [DaemonStatus.Receiver(kind: "webhook", place: "http://localhost")]
    let metrics = OpenMetrics.text(of: try EngineDesk().answer(to: Question()), status: status)
    let warnings = DaemonWarning.Name.allCases.map(\.rawValue)
    let rules = try Self.text("prometheus-rules.yml")
    for word in Self.words(in: rules) where word.hasPrefix("sloctl_") {
      #expect(metrics.contains("# TYPE \(word) gauge"), "no metric is called \(word)")
    }
    for line in rules.split(separator: "\n") where line.contains("name") && line.contains("\"") {
      let names = line.split(separator: "\"")[1].split(separator: "|").map(String.init)
      for name in names where !name.contains("$") && !name.contains(" ") {
        #expect(warnings.contains(name), "no warning is called \(name)")
      }
    }
    let route = try Self.text("alertmanager-route.yml")
    for kind in AlertKind.allCases {
      let name = kind.alertName
      #expect(route.contains(name) || name.hasPrefix("ErrorBudget"), "no route for \(name)")
    }
  }

  @Test func `the runbook speaks of every warning and of every metric of the daemon`() throws {
    let path = BuiltProgram.packageFolder + "/man/sloctl-daemon.8"
    let page = try String(contentsOfFile: path, encoding: .utf8)
    for name in DaemonWarning.Name.allCases {
      #expect(page.contains(".It \\&\\fB\(name.rawValue)\\fR"), "nothing about \(name)")
    }
    let now = Timestamp(epochSecond: 0)
    var status = DaemonStatus(startedAt: now, now: now)
    (status.decidedTo, status.memoryBytes, status.checkpoint.savedAt) = (now, 1, now)
    status.receivers = [DaemonStatus.Receiver(kind: "webhook", place: "http://localhost")]
    let answer = try EngineDesk().answer(to: Question())
    let metrics = Self.names(in: OpenMetrics.text(of: answer, status: status))
    let others = Self.names(in: OpenMetrics.text(of: answer))
    #expect(metrics.count - others.count >= 28)
    for name in metrics.subtracting(others) {
      #expect(page.contains(".It \\&\\fB\(name)\\fR"), "nothing about \(name)")
    }
  }

  /// The families of `metrics`.
  private static func names(in metrics: String) -> Set<String> {
    Set(
      metrics.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
        .map { String($0.split(separator: " ")[2]) })
  }

  private static func words(in text: String) -> Set<String> {
    Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    )
  }
}
