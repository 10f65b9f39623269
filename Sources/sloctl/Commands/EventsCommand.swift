// `sloctl events OBJECTIVE`: the very events behind a number, as they were logged.

import SLOKit

/// `sloctl events`.
enum EventsCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let inquiry = try Inquiry(parsed)
    try inquiry.wantsOneObjective(of: parsed.command)
    var criteria = EventCriteria(parsed)
    let form: EventListing.Form =
      parsed.isSet(.raw) ? .raw : parsed.value(of: .format) == "json" ? .json : .text
    var progress = inquiry.progress
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
      progress.note(bytesRead: $0)
    }
    if inquiry.question.lookback != nil { reading.leaveOutWhatIsOld() }
    var end = reading.asOf(
      inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock)
    var boundary: SelectedEvent.Rank?
    while true {
      let known = reading.disorderedCount
      let engine = reading.engine(
        for: inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock,
        asOf: end
      ) { [criteria, boundary] fields, plans in
        EventSelection(
          criteria, of: plans[0], asOf: end, behind: boundary, fields: &fields)
      }
      progress.end()
      if boundary == nil, reading.disorderedCount > known {
        end = reading.asOf(
          inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock)
        continue
      }
      guard let selection = engine.witness as? EventSelection else { return .noVerdict }
      let listing = EventListing(
        form, of: engine.plans[0], colour: parsed.appearance.colour)
      let events = selection.events()
      for event in events {
        output.write(listing.line(of: form == .raw ? event : reading.placed(event)))
        if output.isClosed { return .answered }
      }
      criteria.limit = criteria.limit.map { $0 - events.count }
      guard selection.hasMore, criteria.limit ?? 1 > 0, let last = events.last else {
        let input = reading.wholeAccounting(of: engine)
        input.tellWhatWasLeftOut(beside: parsed)
        return status(of: input)
      }
      boundary = last.rank
    }
  }

  private static func status(of input: Accounting) -> ExitStatus {
    input.reportUnreadable()
    return input.judged > 0 && input.unreadable.isEmpty ? .answered : .noVerdict
  }
}

extension EventCriteria {
  /// What the options of `parsed` ask for: bad events, unless told otherwise; of an origin, all
  /// that failed.
  fileprivate init(_ parsed: ParsedCommand) {
    self.init()
    let flags: [(CommandOption, Kind)] = [
      (.bad, .bad), (.excused, .excused), (.unjudged, .unjudged), (.good, .good),
      (.excluded, .excluded), (.outside, .outside), (.unmatched, .unmatched),
    ]
    kinds = Set(flags.filter { parsed.isSet($0.0) }.map(\.1))
    origins = parsed.argument(of: .origin).map {
      OriginSet($0.commaSeparated.compactMap { Origin(name: $0) })
    }
    if kinds.isEmpty { kinds = origins == nil ? [.bad] : [.bad, .excused] }
    customer = parsed.argument(of: .customer)?.bytes
    limit = parsed.value(of: .limit).flatMap { Int($0) }
  }
}
