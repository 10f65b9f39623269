// A gate's verdict as GitHub workflow commands: an annotation a reason, which the run's page and the pull
// request show, then a plain line for the log. GitHub shows ten annotations of a kind from one step,
// so that what is past them goes to the log alone. The full picture belongs in the job's summary:
//
//     sloctl gate --format markdown >> "$GITHUB_STEP_SUMMARY"

/// The workflow commands of a gate.
enum GateGitHub {
  private static let mostAnnotations = 10

  static func text(of decision: GateDecision, asOf: Timestamp) -> String {
    var lines: [String] = []
    for reason in decision.reasons.prefix(mostAnnotations) {
      let whose = reason.objective.map { " \($0)" } ?? ""
      let steps = decision.workings.first { $0.objective == reason.objective }?.steps ?? []
      lines.append(
        command(
          kind(of: reason, in: decision), title: "SLO gate:\(whose) \(reason.code.rawValue)",
          [reason.text] + steps))
    }
    if decision.reasons.isEmpty {
      lines.append(
        command(
          "notice", title: "SLO gate: \(GateTable.word(decision.verdict))", [decision.headline]))
    }
    for reason in decision.reasons.dropFirst(mostAnnotations) {
      let whose = reason.objective.map { TextEscaping.terminal($0) + ": " } ?? ""
      lines.append("gate: \(whose)\(TextEscaping.terminal(reason.text))")
    }
    lines.append("gate: \(decision.headline), as of \(asOf)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A refusal is an error, a missing verdict a warning; once overridden neither stops anything.
  private static func kind(of reason: GateReason, in decision: GateDecision) -> String {
    switch decision.verdict(behind: reason) {
    case .go: "notice"
    case .noVerdict: "warning"
    case .refused: decision.isOverridden ? "warning" : "error"
    }
  }

  private static func command(_ kind: String, title: String, _ message: [String]) -> String {
    "::\(kind) title=\(TextEscaping.githubProperty(title))::\(TextEscaping.githubMessage(message))"
  }
}
