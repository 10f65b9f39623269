// `sloctl report --customer NAME`: one customer's own page.

import SLOKit

/// `sloctl report --customer`.
enum CustomerReportCommand {
  static func run(
    _ parsed: ParsedCommand, _ inquiry: Inquiry, _ parts: [ReportPart],
    _ output: inout StandardOutput
  ) throws -> ExitStatus {
    let name = parsed.argument(of: .customer)?.bytes ?? []
    try inquiry.wantsCustomers()
    let maxAge = try parsed.maxAgeOfReport
    var report: CustomerReport?
    var input = Accounting()
    var isFresh = false
    for part in parts {
      let (answer, page) = read(part, of: name, parsed, inquiry)
      input = answer.input
      // By anybody's events: a customer may be silent, the log may not.
      isFresh = isFresh || answer.isFresh(maxAge: maxAge)
      report = report.map { $0.adding(page) } ?? page
    }
    guard let report, !report.objectives.isEmpty else {
      input.reportUnreadable()
      throw CommandFailure(
        .noVerdict,
        [
          Diagnostic(
            .error,
            "there is no event of the customer \(TextEscaping.terminal(name)) in the period",
            advice: "names are compared byte for byte; `sloctl customers` lists them")
        ])
    }
    output.write(report.rendered(as: parsed.format(or: .text), options: parsed.reportOptions()))
    input.reportUnreadable()
    return isFresh && input.unreadable.isEmpty ? .answered : .noVerdict
  }

  /// The page of one part of the objectives.
  private static func read(
    _ part: ReportPart, of name: [UInt8], _ parsed: ParsedCommand, _ inquiry: Inquiry
  ) -> (answer: Answer, page: CustomerReport) {
    var question = part.question
    question.keys = .by(.role(.customer))
    let code = parsed.value(of: .code).map { inquiry.configuration.reference(to: $0) }
    var progress = inquiry.progress
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
      progress.note(bytesRead: $0)
    }
    let (configuration, clock) = (inquiry.configuration, inquiry.clock)
    let end = reading.asOf(question, configuration: configuration, clock: clock)
    let buckets = inquiry.buckets
    let engine = reading.engine(
      for: question, configuration: configuration, clock: clock, asOf: end
    ) { fields, plans in
      CustomerWitness(
        of: name, asOf: end, code: code, plans, buckets: buckets, fields: &fields)
    }
    progress.end()
    let answer = engine.answer()
    guard let witness = engine.witness as? CustomerWitness else {
      return (answer, CustomerReport(of: name, asOf: end))
    }
    return (answer, CustomerReport(of: name, answer, seenBy: witness, buckets: buckets))
  }
}

extension Answer {
  /// Whether an objective has heard of anything in the last `maxAge` of the answer's time.
  func isFresh(maxAge: TimeSpan) -> Bool {
    objectives.contains { objective in
      objective.newestMatched.map { asOf - $0 < maxAge } ?? false
    }
  }
}
