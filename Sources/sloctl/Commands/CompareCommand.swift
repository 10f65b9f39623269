// `sloctl compare OBJECTIVE`: did the change make it worse?

import SLOKit

/// `sloctl compare`.
enum CompareCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let inquiry = try Inquiry(parsed)
    try inquiry.wantsOneObjective(of: parsed.command)
    var progress = inquiry.progress
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount) {
      progress.note(bytesRead: $0)
    }
    // Of pairs every line's number is told, and a window needs nearly all there is.
    if !parsed.isSet(.pair), !parsed.isSet(.field) || inquiry.question.lookback != nil {
      reading.leaveOutWhatIsOld()
    }
    let result = Result {
      var known: Int
      var answer: (any ObjectiveReport, ExitStatus)?
      repeat {
        known = reading.disorderedCount
        let end = reading.asOf(
          inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock)
        var run = ComparisonRun(parsed: parsed, inquiry: inquiry, end: end)
        answer = try run.answer(&reading)
      } while reading.disorderedCount > known
      return answer
    }
    progress.end()
    guard let (report, status) = try result.get() else { return .noVerdict }
    output.write(report.rendered(as: parsed.format(), options: parsed.reportOptions()))
    report.input.tellWhatWasLeftOut(beside: parsed)
    return status
  }
}

/// One comparison on its way from options to a report.
private struct ComparisonRun {
  let parsed: ParsedCommand
  let inquiry: Inquiry
  let end: Timestamp
  private var deploy: DeployMarker?

  init(parsed: ParsedCommand, inquiry: Inquiry, end: Timestamp) {
    self.parsed = parsed
    self.inquiry = inquiry
    self.end = end
  }

  mutating func answer(
    _ reading: inout EventReading
  ) throws -> (any ObjectiveReport, ExitStatus)? {
    let groups = try groups(&reading)
    let pair = parsed.value(of: .pair).map { inquiry.configuration.reference(to: $0) }
    if let pair { return try pairs(by: pair, groups, &reading) }
    let configuration = inquiry.configuration
    let engine = reading.engine(
      for: inquiry.question, configuration: configuration, clock: inquiry.clock, asOf: end
    ) { fields, plans in
      ComparisonWitness(groups, of: plans[0], in: configuration, fields: &fields)
    }
    guard let witness = engine.witness as? ComparisonWitness else { return nil }
    let comparison = witness.comparison
    let cause =
      comparison.verdict == .worse
      ? reading.explanation(
        for: inquiry.question, configuration: configuration, clock: inquiry.clock, asOf: end,
        between: groups) : nil
    var report = ComparisonReport(
      objective: inquiry.question.objectives[0], asOf: end, groups: groups,
      comparison: comparison, deploy: deploy, explanation: cause,
      input: reading.wholeAccounting(of: engine))
    if let top = inquiry.question.top { report.top = top }
    return (report, status(comparison.verdict, engine.accounting))
  }

  private func status(_ verdict: Comparison.Verdict, _ input: Accounting) -> ExitStatus {
    verdict != .noData && input.unreadable.isEmpty ? .answered : .noVerdict
  }

  private func pairs(
    by pair: FieldReference, _ groups: ComparedGroups, _ reading: inout EventReading
  ) throws -> (any ObjectiveReport, ExitStatus)? {
    guard case .values(let field, let before, let after, _) = groups else {
      throw CommandFailure.usage(
        "--pair wants --field", advice: "name the field that tells the two answers apart")
    }
    let engine = reading.engine(
      for: inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock, asOf: end
    ) { fields, plans in
      PairWitness(by: pair, groups, of: plans[0], fields: &fields)
    }
    guard let witness = engine.witness as? PairWitness else { return nil }
    var report = PairReport(
      objective: inquiry.question.objectives[0], asOf: end, field: field.text, before: before,
      after: after, pairs: witness.result(), input: engine.accounting)
    if let top = inquiry.question.top { report.top = top }
    return (report, status(report.pairs.verdict, engine.accounting))
  }

  // MARK: Which groups

  private mutating func groups(_ reading: inout EventReading) throws -> ComparedGroups {
    let (before, after) = (parsed.argument(of: .before), parsed.argument(of: .after))
    if let name = parsed.value(of: .field) {
      let field = inquiry.configuration.reference(to: name)
      if let before, let after {
        return .values(field, before: before.bytes, after: after.bytes, in: window)
      }
      return try onlyTwoValues(of: field, &reading)
    }
    if parsed.isSet(.lastDeploy) { return try lastDeploy() }
    guard let before, let after else {
      throw CommandFailure.usage(
        "compare wants to know what to compare",
        advice: "give it --before T1..T2 and --after T3..T4, or --last-deploy, or --field FIELD")
    }
    return .spans(
      before: try span(before.text, of: .before), after: try span(after.text, of: .after))
  }

  /// The window, or the look-back asked for.
  private var window: Range<Timestamp> {
    let name = inquiry.question.objectives[0]
    let objective = inquiry.configuration.objectives.first { $0.name == name }
    let window = inquiry.question.lookback.map { Window.rolling($0) } ?? objective?.window
    return window?.interval(asOf: end, buckets: inquiry.buckets) ?? end..<end
  }

  private mutating func lastDeploy() throws -> ComparedGroups {
    let end = end
    guard let deploy = try inquiry.readDeploys().last(where: { $0.time < end }) else {
      throw CommandFailure(
        .noVerdict,
        [
          Diagnostic(
            .error, "no deploy is marked before \(end)",
            advice: "mark it with 'sloctl mark deploy'")
        ])
    }
    self.deploy = deploy
    let spans = DeployEffect.spans(of: deploy, asOf: end, buckets: inquiry.buckets)
    return .spans(before: spans.before, after: spans.after)
  }

  /// `T1..T2`.
  private func span(_ text: String, of option: CommandOption) throws -> Range<Timestamp> {
    let bytes = Array(text.utf8)
    let dots = bytes.indices.dropLast().first { bytes[$0...].starts(with: "..".utf8) }
    guard let dots, let from = Timestamp.parse(String(decoding: bytes[..<dots], as: UTF8.self)),
      let to = Timestamp.parse(String(decoding: bytes[(dots + 2)...], as: UTF8.self)), from < to
    else {
      throw parsed.refusal(
        of: text, for: option,
        because: "is not a span of time such as 2026-10-03T14:00:00Z..2026-10-03T15:00:00Z")
    }
    return from..<to
  }

  /// The two values that `field` has, the older one first.
  private func onlyTwoValues(
    of field: FieldReference, _ reading: inout EventReading
  ) throws -> ComparedGroups {
    let window = window
    let engine = reading.engine(
      for: inquiry.question, configuration: inquiry.configuration, clock: inquiry.clock, asOf: end
    ) { fields, _ in FieldValueWitness(field, in: window, fields: &fields) }
    let values = (engine.witness as? FieldValueWitness)?.values() ?? []
    guard values.count == 2 else {
      let names = values.prefix(8).map { TextEscaping.terminal($0) }.joined(separator: ", ")
      throw CommandFailure.usage(
        "\(TextEscaping.terminal(field.text)) has \(NumberText.count(Int64(values.count), "value"))"
          + (values.isEmpty ? "" : ": \(names)\(values.count > 8 ? ", …" : "")"),
        advice: "name two with --before VALUE and --after VALUE")
    }
    return .values(field, before: values[0], after: values[1], in: window)
  }
}
