// One way from an answer to any output: a question's answer and a format in, text out. Pure: the
// same answer gives the same bytes, whatever the clock, the locale and the environment say.

/// An answer with the question that it answers, which decides what is shown of it.
package enum Report: Sendable {
  /// What is spent and what is left.
  case budget(Answer)
  /// How fast it burns, and which alert rules hold.
  case burn(Answer)
  /// Every key's budget, worst first.
  case customers(Answer)
  /// Whether a deploy may go, and the budgets behind it.
  case gate(GateDecision, Answer)

  /// What was answered.
  package var answer: Answer {
    switch self {
    case .budget(let answer), .burn(let answer), .customers(let answer): answer
    case .gate(_, let answer): answer
    }
  }

  /// The report in `format`, ending with a newline. `github` and `junit` know gates alone: of
  /// anything else they give the table.
  package func rendered(
    as format: OutputFormat, options: ReportOptions = ReportOptions()
  ) -> String {
    switch (format, self) {
    case (.json, _): AnswerJSON.text(of: self)
    case (.csv, _): AnswerCSV.text(of: self)
    case (.markdown, _): AnswerMarkdown.text(of: self)
    case (.github, .gate(let decision, let answer)):
      GateGitHub.text(of: decision, asOf: answer.asOf)
    case (.junit, .gate(let decision, let answer)): GateJUnit.text(of: decision, asOf: answer.asOf)
    case (_, .budget(let answer)): BudgetTable(answer, options).text
    case (_, .burn(let answer)): BurnTable(answer, options).text
    case (_, .customers(let answer)): CustomersTable(answer, options).text
    case (_, .gate(let decision, let answer)): GateTable(decision, answer, options).text
    }
  }
}
