// A document as one HTML file: no network, no script, light and dark as the reader's system has it,
// and made to be printed, too. Colour never says what words or patterns beside it do not.

/// The HTML of a document.
struct DocumentHTML {
  let document: Document

  init(_ document: Document) { self.document = document }

  var text: String {
    var html = HTMLWriter()
    html.element("html", ["lang": "en"]) { html in
      html.newline()
      html.element("head") { writeHead(to: &$0) }
      html.newline()
      html.element("body") { html in
        if document.hasCharts { Chart.writePatterns(to: &html) }
        html.element("main") { html in
          html.newline()
          html.element("h1") { write(document.title, to: &$0) }
          html.newline()
          var part = 0
          for block in document.blocks {
            if case .heading(2, let runs) = block {
              html.element("h2", ["id": "part-\(part)"]) { write(runs, to: &$0) }
              part += 1
            } else {
              write(block, to: &html)
            }
            html.newline()
          }
        }
      }
    }
    return "<!doctype html>\n" + html.markup + "\n"
  }

  private func writeHead(to html: inout HTMLWriter) {
    html.empty("meta", ["charset": "utf-8"])
    html.empty(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
      ])
    html.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    html.empty("meta", ["name": "color-scheme", "content": "light dark"])
    html.empty("meta", ["name": "referrer", "content": "no-referrer"])
    html.element("title", text: document.title.plain)
    html.newline()
    html.style(DocumentHTML.style)
  }

  private func write(_ block: Document.Block, to html: inout HTMLWriter) {
    switch block {
    case .heading(_, let runs): html.element("h3") { write(runs, to: &$0) }
    case .paragraph(let runs): html.element("p") { write(runs, to: &$0) }
    case .facts(let facts): write(facts, "facts", to: &html)
    case .table(let table): write(table, to: &html)
    case .entries(let entries): for entry in entries { write(entry, to: &html) }
    case .chart(let chart): chart.write(to: &html)
    case .glossary(let words):
      html.element("dl", ["class": "glossary"]) { html in
        for (term, meaning) in words {
          html.element("dt", text: term)
          html.element("dd", text: meaning)
        }
      }
    }
  }

  private func write(
    _ facts: [(label: String, value: [Document.Run])], _ kind: String, to html: inout HTMLWriter
  ) {
    html.element("dl", ["class": kind]) { html in
      for (label, value) in facts {
        html.element("div") { html in
          html.element("dt", text: label)
          html.element("dd") { write(value, to: &$0) }
        }
      }
    }
  }

  private func write(_ entry: Document.Entry, to html: inout HTMLWriter) {
    html.element("section", ["class": "entry"]) { html in
      html.element("h4") { html in
        html.element("span") { write(entry.title, to: &$0) }
        html.text(" ")
        html.element("span", ["class": "aside"]) { write(entry.aside, to: &$0) }
      }
      write(entry.facts, "rows", to: &html)
    }
    html.newline()
  }

  /// A table that scrolls by itself where the page is narrower; a reader of the keyboard gets to it.
  private func write(_ table: Document.Table, to html: inout HTMLWriter) {
    let hasNotes = table.rows.contains { !$0.notes.isEmpty }
    html.element(
      "div",
      ["class": "scroll", "role": "group", "aria-label": table.caption, "tabindex": "0"]
    ) { html in
      html.element("table") { html in
        html.element("caption", text: table.caption)
        html.element("thead") { html in
          html.element("tr") { html in
            for column in table.columns {
              html.element(
                "th", ["scope": "col", "class": DocumentHTML.kind(of: column)],
                text: column.title)
            }
            if hasNotes { html.element("th", ["scope": "col"], text: table.notesTitle) }
          }
        }
        html.newline()
        html.element("tbody") { html in
          for (cells, notes) in table.rows {
            html.element("tr") { html in
              for (column, cell) in zip(table.columns, cells) {
                html.element("td", ["class": DocumentHTML.kind(of: column)]) {
                  write(cell, to: &$0)
                }
              }
              if hasNotes { html.element("td", ["class": "notes"]) { write(notes, to: &$0) } }
            }
            html.newline()
          }
        }
      }
    }
  }

  private func write(_ runs: [Document.Run], to html: inout HTMLWriter) {
    for run in runs {
      switch run.trim {
      case .part(let number)?:
        html.element("a", ["href": "#part-\(number)"]) { writeText(of: run, to: &$0) }
      case .gauge(let share)?:
        Chart.writeGauge(share, run.style, to: &html)
        writeText(of: run, to: &html)
      case .badge?, nil: writeText(of: run, to: &html)
      }
    }
  }

  private func writeText(of run: Document.Run, to html: inout HTMLWriter) {
    if run.isName {
      html.element("code") { $0.text(bytes: run.text) }
    } else if let kind = DocumentHTML.kind(of: run.style) {
      let isBadge = if case .badge? = run.trim { true } else { false }
      html.element("span", ["class": isBadge ? "badge \(kind)" : kind]) {
        $0.text(bytes: run.text)
      }
    } else {
      html.text(bytes: run.text)
    }
  }

  private static func kind(of column: Document.Column) -> String {
    column.isRight ? "number" : column.isWhole ? "date" : "text"
  }

  private static func kind(of style: TextStyle) -> String? {
    switch style {
    case .plain: nil
    case .heading, .strong: "strong"
    case .good: "good"
    case .warn: "warn"
    case .bad: "bad"
    case .dim: "dim"
    }
  }
}
