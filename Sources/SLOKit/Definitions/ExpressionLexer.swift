// The text of an expression to its tokens, each with the offset of its first byte. Slips that only
// the letters show (typographic quotes, `=`, `&&`, an open quote) are told here.

/// One token of an expression.
struct ExpressionToken {
  enum Kind: Equatable {
    /// A keyword or a plain name, which of them the parser knows from where it stands.
    case word(String)
    /// A path in backticks.
    case path(String)
    case text(String)
    /// A JSON number, as written.
    case number(String)
    case duration(TimeSpan)
    case comparison(Expression.Comparison)
    /// One of `( ) [ ] ,`.
    case mark(Character)
    case end
  }

  var kind: Kind
  var offset: Int
  /// As written, for messages.
  var source: String

  var isWord: Bool {
    if case .word = kind { true } else { false }
  }

  /// Whether it is a text, a number or a duration.
  var isLiteral: Bool {
    switch kind {
    case .text, .number, .duration: true
    default: false
    }
  }
}

/// One pass over an expression.
struct ExpressionLexer {
  /// The words that are no names.
  static let keywords = [
    "and", "or", "not", "has", "in", "like", "startsWith", "endsWith", "contains", "true", "false",
    "null",
  ]

  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether `byte` may be in a plain name.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: byte.isDigit || isNameStart(byte)
    }
  }

  /// Whether a plain name may start with `byte`.
  static func isNameStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "$"): true
    default: false
    }
  }

  /// All tokens, the last of them the end.
  static func tokens(of text: String) throws(ExpressionProblem) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    var tokens: [ExpressionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionProblem) -> ExpressionToken {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    let start = index
    let kind = try nextKind()
    return ExpressionToken(
      kind: kind, offset: start, source: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func nextKind() throws(ExpressionProblem) -> ExpressionToken.Kind {
    guard index < bytes.count else { return .end }
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      index += 1
      return .mark(Character(Unicode.Scalar(byte)))
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return .text(try quoted(by: byte))
    case UInt8(ascii: "`"):
      return .path(try backquoted())
    case UInt8(ascii: "-"):
      return try numberOrDuration()
    case _ where byte.isDigit:
      return try numberOrDuration()
    case _ where ExpressionLexer.isNameStart(byte):
      let start = index
      while index < bytes.count, ExpressionLexer.isNameByte(bytes[index]) { index += 1 }
      return .word(String(decoding: bytes[start..<index], as: UTF8.self))
    default:
      return .comparison(try comparison())
    }
  }

  // MARK: Operators

  /// What other languages write, the longer before what they start with, and what is written here.
  private static let foreignOperators: [(foreign: String, advice: String)] = [
    ("===", "write =="), ("!==", "write !="), ("<=>", "write ==, <, <=, > or >="),
    ("=~", "there are no regular expressions: write like, startsWith, endsWith or contains"),
    ("!~", "there are no regular expressions: write not FIELD like '…'"),
    ("=<", "write <="), ("=>", "write >="), ("<>", "write !="), ("&&", "write and"),
    ("||", "write or"), ("=", "write =="), ("!", "write not"), ("&", "write and"),
    ("|", "write or"),
  ]

  private mutating func comparison() throws(ExpressionProblem) -> Expression.Comparison {
    let rest = bytes[index...]
    let comparison = Expression.Comparison.allCases
      .filter { rest.starts(with: $0.rawValue.utf8) }
      .max { $0.rawValue.utf8.count < $1.rawValue.utf8.count }
    let slip = ExpressionLexer.foreignOperators.first { rest.starts(with: $0.foreign.utf8) }
    if let slip, slip.foreign.utf8.count > comparison?.rawValue.utf8.count ?? 0 {
      throw ExpressionProblem(
        at: index, "\"\(slip.foreign)\" is no operator here", advice: slip.advice)
    }
    if let comparison {
      index += comparison.rawValue.utf8.count
      return comparison
    }
    throw unexpectedCharacter()
  }

  private func unexpectedCharacter() -> ExpressionProblem {
    let rest = String(decoding: bytes[index...].prefix(4), as: UTF8.self)
    guard let scalar = rest.unicodeScalars.first else {
      return ExpressionProblem(at: index, "nothing where something was wanted")
    }
    switch scalar {
    case "‘", "’", "‚", "“", "”", "„", "«", "»":
      return ExpressionProblem(
        at: index, "\(scalar) is a typographic quote", advice: "texts are in ' or \"")
    case "+" where index + 1 < bytes.count && bytes[index + 1].isDigit:
      return ExpressionProblem(
        at: index, "\"+\" before a number", advice: "a positive number has no sign")
    case "+", "*", "/", "%", "^", "?":
      return ExpressionProblem(
        at: index, "\"\(scalar)\" is no operator here",
        advice: "there is no arithmetic, and a text is in quotes")
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      return ExpressionProblem(at: index, "a control character between the words")
    case "~", ";", "#", "{", "}", "\\":
      return ExpressionProblem(at: index, "\"\(scalar)\" means nothing here")
    default:
      return ExpressionProblem(
        at: index, "\"\(scalar)\" is not part of a plain name",
        advice: "a field whose name has it is written in backticks: `…`")
    }
  }

  // MARK: Literals

  /// A text in `quote`; a backslash escapes itself, a quote, and n, r, t.
  private mutating func quoted(by quote: UInt8) throws(ExpressionProblem) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch index < bytes.count ? bytes[index] : 0 {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case let same where same == UInt8(ascii: "\\") || "'\"".utf8.contains(same):
        text.append(same)
      default:
        throw ExpressionProblem(
          at: index - 1, "\"\\\" before what it cannot escape",
          advice: "a \"\\\" in a text is written twice")
      }
      index += 1
    }
    throw ExpressionProblem(
      at: start, "a text that is not closed",
      advice: "close it with \(Character(Unicode.Scalar(quote)))")
  }

  /// A path in backticks; two of them mean one.
  private mutating func backquoted() throws(ExpressionProblem) -> String {
    let start = index
    index += 1
    var path: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "`") {
        guard index < bytes.count, bytes[index] == byte else {
          guard !path.isEmpty else {
            throw ExpressionProblem(at: start, "an empty name", advice: "name a field")
          }
          return String(decoding: path, as: UTF8.self)
        }
        index += 1
      }
      path.append(byte)
    }
    throw ExpressionProblem(
      at: start, "a name in backticks that is not closed", advice: "close it with `")
  }

  private mutating func numberOrDuration() throws(ExpressionProblem) -> ExpressionToken.Kind {
    let start = index
    index += 1
    while index < bytes.count {
      let isSignOfExponent =
        bytes[index] == UInt8(ascii: "+")
        && (bytes[index - 1] == UInt8(ascii: "e") || bytes[index - 1] == UInt8(ascii: "E"))
      guard isSignOfExponent || ExpressionLexer.isNameByte(bytes[index]) else { break }
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if unsafe DecimalNumber.isNumber(bytes.span.bytes.extracting(start..<index)) {
      return .number(text)
    }
    if let span = TimeSpan(text) { return .duration(span) }
    let advice = "a text is in quotes, a duration whole numbers with w d h m s ms us ns"
    throw ExpressionProblem(
      at: start, "\"\(text)\" is neither a number nor a duration", advice: advice)
  }
}
