// Wrong configs and wrong expressions, each with the exact text that a person gets to read. The
// snapshots hold the inputs too: `=== name`, the input, `---`, what is printed. To add a case, add
// its input and record anew (SLOCTL_RECORD_SNAPSHOTS=1).

import Foundation
import Testing

@testable import SLOKit

struct WrongInputTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Snapshots")

  private static let isRecording =
    ProcessInfo.processInfo.environment["SLOCTL_RECORD_SNAPSHOTS"] == "1"

  /// The parts of a snapshot that start with `=== `, without it.
  private static func cases(of snapshot: String) throws -> [String] {
    let text = try String(contentsOf: folder.appending(path: snapshot), encoding: .utf8)
    return ("\n" + text).components(separatedBy: "\n=== ").dropFirst().map { $0 }
  }

  private static func record(_ cases: [String], in snapshot: String) throws {
    let text = cases.map { "=== \($0)\n" }.joined(separator: "\n")
    try Data(text.utf8).write(to: folder.appending(path: snapshot))
  }

  @Test func `every wrong config is told what is wrong with it`() throws {
    var recorded: [String] = []
    let cases = try WrongInputTests.cases(of: "wrong-configs.txt")
    for text in cases {
      let parts = text.components(separatedBy: "\n---\n")
      let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
      let input = lines.dropFirst().joined(separator: "\n")
      let printed = printedProblems(ofConfig: input)
      if !WrongInputTests.isRecording {
        let wanted = parts.dropFirst().joined(separator: "\n---\n")
        #expect(printed == wanted.trimmingCharacters(in: .newlines), "\(lines[0])")
      }
      recorded.append("\(parts[0])\n---\n\(printed)")
    }
    #expect(cases.count >= 80)
    if WrongInputTests.isRecording {
      try WrongInputTests.record(recorded, in: "wrong-configs.txt")
    }
  }

  private func printedProblems(ofConfig text: String) -> String {
    do throws(Diagnostics) {
      _ = try ConfigDecoder.decode(Array(text.utf8), file: "slos.json", folder: "")
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test func `every wrong expression is told what is wrong with it`() throws {
    var recorded: [String] = []
    let cases = try WrongInputTests.cases(of: "wrong-expressions.txt")
    for text in cases {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let input = String(lines[0])
      let printed = printedProblem(ofExpression: input)
      if !WrongInputTests.isRecording {
        let wanted = lines.dropFirst().joined(separator: "\n")
        #expect(printed == wanted.trimmingCharacters(in: .newlines), "\(input)")
      }
      recorded.append("\(input)\n\(printed)")
    }
    #expect(cases.count >= 70)
    if WrongInputTests.isRecording {
      try WrongInputTests.record(recorded, in: "wrong-expressions.txt")
    }
  }

  private func printedProblem(ofExpression text: String) -> String {
    do throws(ExpressionProblem) {
      let roles: Set<Role> = [.status, .service, .route, .duration]
      return "accepted: \(try Expression.parse(text, roles: roles))"
    } catch {
      return error.diagnostic(in: text, named: "--where").description
    }
  }
}
