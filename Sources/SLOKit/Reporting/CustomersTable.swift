// Customers for people: how many of them are in budget, how many a burn has hit, how long they were up,
// and each one's budget, worst first.

/// The text of `customers`.
struct CustomersTable {
  let answer: Answer
  let options: ReportOptions

  init(_ answer: Answer, _ options: ReportOptions) {
    self.answer = answer
    self.options = options
  }

  var text: String {
    var page = TextPage(options)
    AnswerHeading(answer).write(to: &page)
    for objective in answer.objectives {
      page.line()
      ObjectiveTitle(objective).write(to: &page)
      guard let keys = objective.keys else {
        page.prose("no keys were asked for", .dim)
        continue
      }
      write(keys, of: objective, to: &page)
    }
    page.line()
    InputNotes(answer.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private func write(
    _ keys: KeyAnswer, of objective: ObjectiveAnswer, to page: inout TextPage
  ) {
    let field = TextEscaping.terminal(keys.field.text)
    if keys.withValid == 0 {
      page.prose("no \(field) with a valid \(objective.counted.one)", .warn, label: "in budget")
    } else {
      let share = FigureText.share(keys.inBudget, of: keys.withValid)
      let whole = keys.inBudget == keys.withValid
      page.prose(
        "\(NumberText.grouped(keys.inBudget)) of \(NumberText.count(keys.withValid, field)) (\(share))",
        whole ? .good : .bad, label: "in budget")
    }
    if let breadth = keys.breadth { page.prose(breadth.words, label: "hit") }
    page.coverage(of: objective, in: answer)
    keys.uptime.map { UptimeText($0) }?.writeSum(to: &page)
    page.line()
    KeyBudgets(keys, of: objective, showing: .origins).write(to: &page)
    keys.uptime.map { UptimeText($0) }?.writeWorst(to: &page)
  }
}
