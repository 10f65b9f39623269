// `sloctl export openmetrics`: the figures of now as metrics, for Prometheus and its kin.

import SLOKit

/// `sloctl export`.
enum ExportCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    inquiry.question.wantsBurn = true
    let answer = inquiry.engine().answer()
    output.write(OpenMetrics.text(of: answer, keys: inquiry.question.keys != .none))
    return answer.status
  }
}
