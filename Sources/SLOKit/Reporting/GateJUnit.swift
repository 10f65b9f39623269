// A gate's verdict as JUnit XML: a test case an objective, failed where it refuses, in error where there
// is no verdict, skipped where somebody overrode it; reasons about the whole input are a case of
// their own. Its arithmetic is the case's output.

/// The JUnit XML of a gate.
enum GateJUnit {
  private struct TestCase {
    var name: String
    var verdict: GateVerdict
    var reasons: [GateReason]
    var steps: [String]
  }

  static func text(of decision: GateDecision, asOf: Timestamp) -> String {
    let cases = testCases(of: decision)
    let isOverridden = decision.isOverridden
    let failures = isOverridden ? 0 : cases.count { $0.verdict == .refused }
    let errors = isOverridden ? 0 : cases.count { $0.verdict == .noVerdict }
    let skipped = isOverridden ? cases.count { $0.verdict != .go } : 0
    let sums =
      "name=\"sloctl gate\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
      + " skipped=\"\(skipped)\""
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(sums) time=\"0\">",
      "  <testsuite \(sums) time=\"0\" timestamp=\"\(asOf)\">",
    ]
    for testCase in cases { lines += self.lines(of: testCase, isOverridden: isOverridden) }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func testCases(of decision: GateDecision) -> [TestCase] {
    var cases = decision.workings.map { working in
      TestCase(
        name: working.objective, verdict: working.verdict,
        reasons: decision.reasons.filter { $0.objective == working.objective },
        steps: working.steps)
    }
    let general = decision.reasons.filter { $0.objective == nil }
    if let reason = general.first(where: { $0.code != .override }) ?? general.first {
      cases.append(
        TestCase(
          name: "(input)", verdict: decision.verdict(behind: reason), reasons: general, steps: []))
    }
    return cases
  }

  private static func lines(of testCase: TestCase, isOverridden: Bool) -> [String] {
    let element =
      switch testCase.verdict {
      case .go: ""
      case .refused: isOverridden ? "skipped" : "failure"
      case .noVerdict: isOverridden ? "skipped" : "error"
      }
    let name = TextEscaping.markup(testCase.name)
    var lines = ["    <testcase classname=\"slo\" name=\"\(name)\" time=\"0\">"]
    if !element.isEmpty {
      let message = TextEscaping.markup(testCase.reasons.map(\.text).joined(separator: "; "))
      let kind = testCase.reasons.first?.code.rawValue ?? testCase.verdict.rawValue
      let type = element == "skipped" ? "" : " type=\"\(kind)\""
      lines.append("      <\(element)\(type) message=\"\(message)\"/>")
    }
    if !testCase.steps.isEmpty {
      lines.append("      <system-out>")
      lines += testCase.steps.map { TextEscaping.markup($0) }
      lines.append("      </system-out>")
    }
    return lines + ["    </testcase>"]
  }
}
