// `sloctl budget`: how much of each budget is spent, what is left, and whose failures spent it.

import SLOKit

/// `sloctl budget`.
enum BudgetCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    if let customer = parsed.argument(of: .customer) {
      try inquiry.ask(about: customer, by: parsed.value(of: .by))
    } else {
      inquiry.question.weighsCustomers = true
    }
    let answer = inquiry.engine().answer()
    let events = parsed.isSet(.verbose) ? inquiry.eventsCommand(parsed, asOf: answer.asOf) : nil
    output.write(Report.budget(answer).rendered(for: parsed, events: events))
    return answer.status
  }
}

extension Inquiry {
  /// Asks for the figures of one customer beside those of the objectives.
  fileprivate mutating func ask(about customer: Argument, by field: String?) throws {
    guard configuration.fields[.customer] != nil else {
      throw CommandFailure.usage(
        "the config maps no field to the role customer",
        advice: "add \"customer\" to its \"events\".\"fields\"")
    }
    guard field == nil else {
      throw CommandFailure.usage(
        "--customer and --by cannot be given together", advice: "leave out one of them")
    }
    question.keys = .by(.role(.customer))
    question.customer = customer.bytes
  }
}

extension Report {
  /// The report in the format and looks that `parsed` asks for.
  func rendered(for parsed: ParsedCommand, events: EventsCommandLine? = nil) -> String {
    rendered(as: parsed.format(), options: parsed.reportOptions(events: events))
  }
}
