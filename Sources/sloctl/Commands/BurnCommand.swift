// `sloctl burn`: how fast each budget burns, and which alert rules hold.

import SLOKit

/// `sloctl burn`.
enum BurnCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    inquiry.question.wantsBurn = true
    let answer = inquiry.engine().answer()
    output.write(Report.burn(answer).rendered(for: parsed))
    return answer.status
  }
}
