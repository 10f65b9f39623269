// A report before it is text: headings, facts, tables and charts in the order of the page. One
// composition gives all formats for people: DocumentText, DocumentMarkdown and DocumentHTML lay the
// same blocks out, and each escapes for its own.

/// A report in blocks.
struct Document {
  /// A run of text.
  struct Run {
    /// Not escaped for any output.
    var text: [UInt8]
    var style = TextStyle.plain
    /// Whether it is a name that a log or a config brought, set apart as such.
    var isName = false
    /// What only pages of HTML show besides the text.
    var trim: Trim?

    /// What a page adds to a text that says it all without.
    enum Trim {
      /// A frame with a sign of the text's style: a verdict.
      case badge
      /// A bar, full to this share; nothing is left where it is below 0.
      case gauge(Double)
      /// A way to the heading of level 2 of this number, the first being 0.
      case part(Int)
    }

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = Array(text.utf8)
      self.style = style
    }

    /// A name that a log or a config brought.
    static func name(_ bytes: [UInt8]) -> Run {
      var run = Run("")
      run.text = bytes.isEmpty ? Array("(empty)".utf8) : bytes
      run.isName = true
      return run
    }

    static func name(_ text: String) -> Run { name(Array(text.utf8)) }

    /// The same with `trim`, on pages that have it.
    func with(_ trim: Trim?) -> Run {
      var run = self
      run.trim = trim
      return run
    }
  }

  /// A column of a table.
  struct Column {
    var title: String
    var isRight = false
    /// Whether its cells are never broken over lines, as times are not.
    var isWhole = false
    /// The fewest columns of a terminal to which its cells may be cut; nil never cuts them.
    var minimum: Int?

    init(_ title: String, right: Bool = false, whole: Bool = false, minimum: Int? = nil) {
      self.title = title
      isRight = right
      isWhole = whole
      self.minimum = minimum
    }
  }

  /// A table; `notes` of a row are what only wide pages have columns for.
  struct Table {
    var caption: String
    var columns: [Column]
    /// The title of the notes' column.
    var notesTitle = ""
    var rows: [(cells: [[Run]], notes: [Run])] = []
  }

  /// Something of its own: a title with facts below it.
  struct Entry {
    var title: [Run]
    var aside: [Run] = []
    var facts: [(label: String, value: [Run])] = []
  }

  enum Block {
    /// Below the title, which is of level 1.
    case heading(level: Int, [Run])
    case paragraph([Run])
    /// A short label and what it says.
    case facts([(label: String, value: [Run])])
    case table(Table)
    case entries([Entry])
    case chart(Chart)
    /// Words and what they mean.
    case glossary([(term: String, meaning: String)])
  }

  var title: [Run]
  var blocks: [Block] = []

  init(title: [Run]) { self.title = title }

  var hasCharts: Bool {
    blocks.contains { block in
      if case .chart = block { true } else { false }
    }
  }

  mutating func heading(_ level: Int, _ runs: Run...) {
    blocks.append(.heading(level: level, runs))
  }

  mutating func paragraph(_ runs: Run...) { blocks.append(.paragraph(runs)) }

  /// The document in `format`, ending with a newline.
  func rendered(as format: OutputFormat, options: ReportOptions) -> String {
    switch format {
    case .html: DocumentHTML(self).text
    case .markdown: DocumentMarkdown(self).text
    default: DocumentText(self, options).text
    }
  }
}

extension Document.Run: ExpressibleByStringInterpolation {
  init(stringLiteral text: String) { self.init(text) }
}

extension [Document.Run] {
  /// Without its styles and not escaped, for titles and text alternatives.
  var plain: String { String(decoding: flatMap(\.text), as: UTF8.self) }
}
