// `sloctl budget`: how much of each budget is spent, what is left, and whose failures spent it.

import SLOKit

/// `sloctl budget`.
enum BudgetCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let answer = try Inquiry(parsed).engine().answer()
    output.write(Report.budget(answer).rendered(for: parsed))
    return answer.status
  }
}

extension Report {
  /// The report in the format and looks that `parsed` asks for.
  func rendered(for parsed: ParsedCommand) -> String {
    let appearance = parsed.appearance
    return rendered(
      as: parsed.value(of: .format).flatMap { OutputFormat(rawValue: $0) } ?? .table,
      options: ReportOptions(
        colour: appearance.colour, width: appearance.maxWidth, verbose: parsed.isSet(.verbose)))
  }
}
