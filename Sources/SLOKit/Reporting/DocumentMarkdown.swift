// A document for wikis and pull requests, in GitHub's Markdown. Charts are left out; what they show
// stands in the tables and facts around them.

/// The Markdown of a document.
struct DocumentMarkdown {
  let document: Document

  init(_ document: Document) { self.document = document }

  var text: String {
    var lines = ["# " + inline(document.title)]
    for block in document.blocks {
      switch block {
      case .heading(let level, let runs):
        lines += ["", String(repeating: "#", count: level) + " " + inline(runs)]
      case .paragraph(let runs): lines += ["", inline(runs)]
      case .facts(let facts): lines += [""] + list(facts)
      case .table(let table): lines += self.lines(of: table)
      case .entries(let entries):
        for entry in entries {
          let aside = entry.aside.isEmpty ? "" : ": " + inline(entry.aside)
          lines += ["", "**\(inline(entry.title))**\(aside)", ""] + list(entry.facts)
        }
      case .chart: break
      case .glossary(let words):
        lines.append("")
        for (term, meaning) in words {
          lines.append("- **\(TextEscaping.markdown(term))**: \(TextEscaping.markdown(meaning))")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func list(_ facts: [(label: String, value: [Document.Run])]) -> [String] {
    facts.map { "- \($0.label): \(inline($0.value))" }
  }

  private func lines(of table: Document.Table) -> [String] {
    let hasNotes = table.rows.contains { !$0.notes.isEmpty }
    let titles =
      table.columns.map { ($0.isRight ? ">" : "") + $0.title }
      + (hasNotes ? [table.notesTitle] : [])
    let rows = table.rows.map { row in
      row.cells.map { inline($0) } + (hasNotes ? [inline(row.notes)] : [])
    }
    return [""] + MarkdownTable(titles, rows).lines
  }

  private func inline(_ runs: [Document.Run]) -> String {
    runs.reduce(into: "") { line, run in
      if run.isName {
        line += TextEscaping.markdownCode(run.text)
      } else if [.bad, .warn, .strong].contains(run.style) {
        line += "**\(TextEscaping.markdown(run.text))**"
      } else {
        line += TextEscaping.markdown(run.text)
      }
    }
  }
}
