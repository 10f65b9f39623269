// `sloctl customers OBJECTIVE`: every customer's budget, worst first.

import SLOKit

/// `sloctl customers`.
enum CustomersCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    guard inquiry.configuration.fields[.customer] != nil else {
      throw CommandFailure.usage(
        "the config maps no field to the role customer",
        advice: "add \"customer\" to its \"events\".\"fields\"")
    }
    try inquiry.wantsOneObjective(of: parsed.command)
    inquiry.question.keys = .by(.role(.customer))
    inquiry.question.measuresUptime = true
    let answer = inquiry.engine(leavingOutWhatIsOld: true).answer()
    output.write(Report.customers(answer).rendered(for: parsed))
    answer.input.tellWhatWasLeftOut(beside: parsed)
    return answer.status
  }
}
