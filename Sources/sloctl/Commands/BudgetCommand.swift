// `sloctl budget`: how much of each budget is spent, what is left, and whose failures spent it.

import SLOKit

/// `sloctl budget`.
enum BudgetCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    inquiry.question.weighsCustomers = true
    let answer = inquiry.engine().answer()
    let events = parsed.isSet(.verbose) ? inquiry.eventsCommand(parsed, asOf: answer.asOf) : nil
    output.write(Report.budget(answer).rendered(for: parsed, events: events))
    return answer.status
  }
}

extension Report {
  /// The report in the format and looks that `parsed` asks for.
  func rendered(for parsed: ParsedCommand, events: EventsCommandLine? = nil) -> String {
    let appearance = parsed.appearance
    return rendered(
      as: parsed.value(of: .format).flatMap { OutputFormat(rawValue: $0) } ?? .table,
      options: ReportOptions(
        colour: appearance.colour, width: appearance.maxWidth, verbose: parsed.isSet(.verbose),
        events: events))
  }
}
