// A document for terminals and mails: 80 columns, so that cron can mail it as it is. Charts are left
// out; what they show stands in the tables and facts around them.

/// The text of a document.
struct DocumentText {
  let document: Document
  let options: ReportOptions

  init(_ document: Document, _ options: ReportOptions) {
    self.document = document
    var options = options
    options.width = options.width ?? 80
    self.options = options
  }

  var text: String {
    var page = TextPage(options)
    write(document.title, underlinedBy: "=", to: &page)
    for block in document.blocks {
      switch block {
      case .heading(let level, let runs):
        page.line()
        write(runs, underlinedBy: level == 2 ? "-" : nil, to: &page)
      case .paragraph(let runs):
        page.line()
        page.items(words(runs), indent: 0)
      case .facts(let facts):
        page.line()
        let columns = max(TextPage.labelColumns, (facts.map(\.label.count).max() ?? 0) + 2)
        for (label, value) in facts {
          page.items(words(value), label: label, labelColumns: columns)
        }
      case .table(let table): write(table, to: &page)
      case .entries(let entries): for entry in entries { write(entry, to: &page) }
      case .chart: break
      case .glossary(let words):
        page.line()
        for (term, meaning) in words {
          page.prose(TextEscaping.terminal("\(term): \(meaning)"), hanging: 2)
        }
      }
    }
    return page.text
  }

  private func write(
    _ title: [Document.Run], underlinedBy line: String?, to page: inout TextPage
  ) {
    let styled = styled(title, .heading)
    page.line(styled)
    if let line { page.line(StyledText(String(repeating: line, count: styled.width))) }
  }

  private func write(_ table: Document.Table, to page: inout TextPage) {
    page.line()
    var text = TextTable(
      table.columns.map {
        TextTable.Column($0.title.uppercased(), $0.isRight ? .right : .left, minimum: $0.minimum)
      }, indent: 2)
    for (cells, notes) in table.rows {
      text.row(cells.map { styled($0) })
      if !notes.isEmpty {
        text.line("  " + styled(notes, .dim).truncated(to: page.columns - 4))
      }
    }
    page.table(text)
  }

  private func write(_ entry: Document.Entry, to page: inout TextPage) {
    page.line()
    page.line("  " + styled(entry.title), right: styled(entry.aside))
    for (label, value) in entry.facts { page.items(words(value), label: label, indent: 4) }
  }

  private func styled(_ runs: [Document.Run], _ style: TextStyle = .plain) -> StyledText {
    runs.reduce(StyledText()) {
      $0 + StyledText(TextEscaping.terminal($1.text), $1.style == .plain ? style : $1.style)
    }
  }

  /// Words that lines may be broken between. A space between two runs is one of theirs.
  private func words(_ runs: [Document.Run]) -> [StyledText] {
    var words: [StyledText] = []
    var isOpen = false
    for run in runs {
      let text = TextEscaping.terminal(run.text)
      let parts = text.split(omittingEmptySubsequences: false) { $0 == " " }
      for (index, part) in parts.enumerated() {
        let word = StyledText(String(part), run.style)
        if index == 0 && isOpen {
          words[words.count - 1] += word
        } else {
          words.append(word)
        }
      }
      isOpen = !words.isEmpty
    }
    return words
  }
}
