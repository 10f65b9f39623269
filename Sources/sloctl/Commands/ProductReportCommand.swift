// `sloctl report --for product`: what customers get wrong, for those who make the product.

import SLOKit

/// `sloctl report --for product`.
enum ProductReportCommand {
  static func run(
    _ parsed: ParsedCommand, _ inquiry: Inquiry, _ parts: [ReportPart],
    _ output: inout StandardOutput
  ) throws -> ExitStatus {
    try inquiry.wantsCustomers()
    for option in [CommandOption.customer, .onlyIf] where parsed.isSet(option) {
      throw CommandFailure.usage("\(option.long) and --for exclude one another")
    }
    let maxAge = try parsed.maxAgeOfReport
    let code = parsed.value(of: .code).map { inquiry.configuration.reference(to: $0) }
    var report = ProductReport()
    var isFresh = false
    for part in parts {
      let answer = read(part, code: code, inquiry, into: &report)
      isFresh = isFresh || answer.isFresh(maxAge: maxAge)
    }
    report.sort(as: inquiry.asked)
    output.write(report.rendered(as: parsed.format(or: .text), options: parsed.reportOptions()))
    report.input.reportUnreadable()
    return isFresh && report.input.unreadable.isEmpty ? .answered : .noVerdict
  }

  /// Reads what one part of the objectives is about, and adds it to `report`.
  private static func read(
    _ part: ReportPart, code: FieldReference?, _ inquiry: Inquiry, into report: inout ProductReport
  ) -> Answer {
    let (configuration, clock) = (inquiry.configuration, inquiry.clock)
    var progress = inquiry.progress
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
      progress.note(bytesRead: $0)
    }
    let end = reading.asOf(part.question, configuration: configuration, clock: clock)
    let engine = reading.engine(
      for: part.question, configuration: configuration, clock: clock, asOf: end
    ) { fields, plans in
      let spans = plans.map { plan -> ProductWitness.Spans in
        let now = plan.span(asOf: end)
        let length = now.upperBound - now.lowerBound
        let before = part.before[plan.objective.name]
        return (now, before ?? (now.lowerBound - length)..<now.lowerBound)
      }
      return ProductWitness(spans: spans, code: code, fields: &fields)
    }
    progress.end()
    let answer = engine.answer()
    if let witness = engine.witness as? ProductWitness {
      report.add(ProductReport(answer, seenBy: witness))
    }
    return answer
  }
}

extension ProductReport {
  /// Puts the objectives into the order of the config.
  fileprivate mutating func sort(as order: [Objective]) {
    let names = order.map(\.name)
    objectives.sort { a, b in
      let (left, right) = (a.objective.name, b.objective.name)
      return names.firstIndex(of: left) ?? 0 < names.firstIndex(of: right) ?? 0
    }
  }
}

extension Inquiry {
  /// Refuses a question about customers where no field names them.
  func wantsCustomers() throws {
    if configuration.fields[.customer] != nil { return }
    throw CommandFailure.usage(
      "the config maps no field to the role customer",
      advice: "add \"customer\" to its \"events\".\"fields\"")
  }
}
