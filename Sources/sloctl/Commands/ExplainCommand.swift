// `sloctl explain OBJECTIVE`: which field values the failures have in common.

import SLOKit

/// `sloctl explain`.
enum ExplainCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    try inquiry.wantsOneObjective(of: parsed.command)
    inquiry.question.top = nil
    let from = try parsed.instant(of: .from, now: inquiry.clock)
    let to = try parsed.instant(of: .to, now: inquiry.clock)
    if let to { inquiry.question.time = .at(to) }
    var progress = inquiry.progress
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
      progress.note(bytesRead: $0)
    }
    if inquiry.question.lookback != nil || from != nil { reading.leaveOutWhatIsOld() }
    var end: Timestamp
    var found: (explanation: Explanation, scope: ExplanationScope, input: Accounting)?
    var known: Int
    repeat {
      known = reading.disorderedCount
      end = reading.asOf(
        inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock)
      if let from, from >= to ?? end {
        throw CommandFailure.usage("--from \(from) is not before \(to ?? end), the end")
      }
      found = reading.explanation(
        for: inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock,
        asOf: end, within: from.map { $0..<(to ?? end) },
        failures: parsed.isSet(.charged) ? .charged : parsed.isSet(.excused) ? .excused : .failed,
        customer: parsed.argument(of: .customer)?.bytes)
    } while reading.disorderedCount > known
    progress.end()
    guard let found else { return .noVerdict }
    var report = ExplanationReport(
      objective: inquiry.question.objectives[0], asOf: end, scope: found.scope,
      explanation: found.explanation, input: found.input)
    if let top = parsed.value(of: .top).flatMap({ Int($0) }) { report.top = top }
    output.write(report.rendered(as: parsed.format(), options: parsed.reportOptions()))
    report.input.tellWhatWasLeftOut(beside: parsed)
    let all = found.explanation.all
    return all.failed + all.good > 0 && found.input.unreadable.isEmpty ? .answered : .noVerdict
  }
}
