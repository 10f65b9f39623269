// `sloctl report`: one period's story, one customer's own page, or what customers get wrong.

import SLOKit

/// `sloctl report`.
enum ReportCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let inquiry = try Inquiry(parsed)
    let parts = try ReportPart.parts(parsed, inquiry)
    if parsed.isSet(.reader) {
      return try ProductReportCommand.run(parsed, inquiry, parts, &output)
    }
    if parsed.isSet(.customer) {
      return try CustomerReportCommand.run(parsed, inquiry, parts, &output)
    }
    let maxAge = try parsed.maxAgeOfReport
    let report = try report(of: parts, inquiry)
    let isWhole = report.isWhole(maxAge: maxAge)
    if !isWhole || parsed.value(of: .onlyIf).map({ report.tells(of: $0) }) ?? true {
      output.write(report.rendered(as: parsed.format(or: .text), options: parsed.reportOptions()))
    }
    report.input.reportUnreadable()
    return isWhole ? .answered : .noVerdict
  }

  private static func report(
    of parts: [ReportPart], _ inquiry: Inquiry
  ) throws -> PeriodReport {
    let deploys = try inquiry.readDeploys(orNone: true)
    let (configuration, clock) = (inquiry.configuration, inquiry.clock)
    var whole = PeriodReport()
    for part in parts {
      var question = part.question
      question.recordsHistory = true
      question.weighsCustomers = true
      if configuration.fields[.customer] != nil { question.keys = .by(.role(.customer)) }
      var progress = inquiry.progress
      var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
        progress.note(bytesRead: $0)
      }
      let end = reading.asOf(question, configuration: configuration, clock: clock)
      var engine = reading.engine(
        for: question, configuration: configuration, clock: clock, asOf: end
      ) { fields, plans in
        LatencyWitness(asOf: end, plans, in: configuration, fields: &fields)
      }
      var report = engine.periodReport(before: part.before, deploys: deploys)
      reading.explainEpisodes(
        of: &report, for: question, configuration: configuration, clock: clock, asOf: end)
      progress.end()
      whole.add(report)
    }
    let order = inquiry.asked.map(\.name)
    whole.objectives.sort { a, b in
      let (left, right) = (a.answer.objective.name, b.answer.objective.name)
      return order.firstIndex(of: left) ?? 0 < order.firstIndex(of: right) ?? 0
    }
    return whole
  }
}

extension PeriodReport {
  /// Whether there are data in the period, no older at its end than `maxAge`, all of them read.
  fileprivate func isWhole(maxAge: TimeSpan) -> Bool {
    let hasData = objectives.contains { $0.answer.figures.valid > 0 }
    let isFresh = objectives.contains { period in
      period.answer.newestMatched.map { period.span.upperBound - $0 < maxAge } ?? false
    }
    return hasData && isFresh && input.unreadable.isEmpty
  }

  /// Whether there is something to say for who only wants to hear of `what`.
  fileprivate func tells(of what: String) -> Bool {
    objectives.contains { period in
      let figures = period.answer.figures
      return switch what {
      case "missed": figures.budget.isMet == false
      case "low": figures.status != .ok
      default: figures.budget.isMet != period.before?.budget.isMet
      }
    }
  }
}

extension ParsedCommand {
  /// How old the newest event may be at the end of a report's period.
  var maxAgeOfReport: TimeSpan {
    get throws { try duration(of: .maxAge) ?? .hours(1) }
  }
}
