// A gate's verdict for people: may it go, what speaks against it, and the arithmetic of every
// objective.

/// The text of `gate`.
struct GateTable {
  let decision: GateDecision
  let answer: Answer
  let options: ReportOptions

  init(_ decision: GateDecision, _ answer: Answer, _ options: ReportOptions) {
    self.decision = decision
    self.answer = answer
    self.options = options
  }

  var text: String {
    var page = TextPage(options)
    page.line(
      StyledText(decision.headline, Self.style(decision.verdict)),
      right: StyledText("as of \(answer.asOf)"))
    for reason in decision.reasons { write(reason, to: &page) }
    for working in decision.workings {
      page.line()
      page.line(
        TextPage.label(Self.word(working.verdict).uppercased(), Self.style(working.verdict))
          + StyledText(TextEscaping.terminal(working.objective), .heading))
      for step in working.steps { page.prose(TextEscaping.terminal(step), hanging: 2) }
    }
    page.line()
    InputNotes(answer.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private func write(_ reason: GateReason, to page: inout TextPage) {
    let verdict = decision.verdict(behind: reason)
    let text = TextEscaping.terminal(reason.text)
    let whose = reason.objective.map { TextEscaping.terminal($0) + ": " } ?? ""
    page.prose("- \(whose)\(text)", Self.style(verdict), hanging: 2)
  }

  static func word(_ verdict: GateVerdict) -> String {
    switch verdict {
    case .go: "go"
    case .refused: "refused"
    case .noVerdict: "no verdict"
    }
  }

  static func style(_ verdict: GateVerdict) -> TextStyle {
    switch verdict {
    case .go: .good
    case .refused: .bad
    case .noVerdict: .warn
    }
  }
}

extension GateDecision {
  /// Whether somebody let a deploy go that the figures do not.
  var isOverridden: Bool { reasons.contains { $0.code == .override } }

  /// `REFUSED: 1 of 3 objectives refuses`.
  var headline: String {
    let word = GateTable.word(verdict).uppercased()
    let count = NumberText.count(Int64(workings.count), "objective")
    if isOverridden { return "\(word), OVERRIDDEN" }
    switch verdict {
    case .go:
      return workings.count == 1 ? "\(word): it allows it" : "\(word): all \(count) allow it"
    case .refused, .noVerdict:
      let number = workings.count { $0.verdict == verdict }
      if number == 0 { return word }
      let verb = verdict == .refused ? "refuse" : "cannot tell"
      let ending = verdict == .refused && number == 1 ? "s" : ""
      return "\(word): \(number) of \(count) \(verb)\(ending)"
    }
  }

  /// The verdict that `reason` leads to: its objective's own, else what its code means.
  func verdict(behind reason: GateReason) -> GateVerdict {
    switch reason.code {
    case .exhausted, .minRemaining, .maxBurn, .minForecast, .customersOut, .lastDeploy: .refused
    case .noData, .stale, .coverage, .unreadable, .misattribution: .noVerdict
    case .override: .go
    }
  }
}
