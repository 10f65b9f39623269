// The markup of the table's prose, read: paragraphs and lists of runs. ManualText says what it is.

/// Prose that was read.
enum Prose {
  /// A run of text.
  enum Run: Equatable {
    case plain(String)
    /// Typed or printed.
    case code(String)
    /// Stands for another word, or is new.
    case emphasis(String)
  }

  /// A paragraph or a list.
  enum Block: Equatable {
    case paragraph([Run])
    case bullets([[Run]])
    case terms([(term: [Run], text: [Run])])

    static func == (lhs: Block, rhs: Block) -> Bool { "\(lhs)" == "\(rhs)" }
  }

  /// The blocks of `text`.
  static func blocks(of text: String) -> [Block] {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let paragraphs = lines.split(whereSeparator: \.isEmpty).map { Array($0) }
    return paragraphs.map { lines in
      guard lines.allSatisfy({ $0.starts(with: "- ".utf8) }) else {
        return .paragraph(lines.map { runs(of: $0) }.joined(separator: [.plain(" ")]).merged)
      }
      let items = lines.map { $0.dropFirst(2) }
      let terms = items.compactMap { item -> (term: [Run], text: [Run])? in
        let colon = item.indices.first { item[$0...].starts(with: ": ".utf8) }
        return colon.map { (runs(of: item[..<$0]), runs(of: item[$0...].dropFirst(2))) }
      }
      return terms.count == items.count ? .terms(terms) : .bullets(items.map { runs(of: $0) })
    }
  }

  /// The runs of one line: `code` between backticks, _emphasis_ between underscores. An underscore
  /// inside a word is a letter of it.
  static func runs(of line: Substring.UTF8View) -> [Run] {
    var runs: [Run] = []
    var plain: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      let isMark = byte == UInt8(ascii: "`") || byte == UInt8(ascii: "_") && !endsInWord(plain)
      guard isMark, let end = rest.firstIndex(of: byte) else {
        plain.append(byte)
        continue
      }
      if !plain.isEmpty { runs.append(.plain(String(decoding: plain, as: UTF8.self))) }
      plain = []
      let text = String(Substring(rest[..<end]))
      runs.append(byte == UInt8(ascii: "`") ? .code(text) : .emphasis(text))
      rest = rest[end...].dropFirst()
    }
    return plain.isEmpty ? runs : runs + [.plain(String(decoding: plain, as: UTF8.self))]
  }

  private static func endsInWord(_ bytes: [UInt8]) -> Bool {
    bytes.last.map { ![UInt8(ascii: " "), UInt8(ascii: "(")].contains($0) } ?? false
  }

  /// The runs of `text`, which is one paragraph.
  static func runs(of text: String) -> [Run] { runs(of: Substring(text).utf8) }
}

extension Sequence<Prose.Run> {
  /// Without neighbours that could be one.
  fileprivate var merged: [Prose.Run] {
    reduce(into: []) { runs, run in
      if case .plain(let text) = run, case .plain(let before) = runs.last {
        runs[runs.count - 1] = .plain(before + text)
      } else {
        runs.append(run)
      }
    }
  }
}
