// An expression as text again: fewest parentheses, texts in single quotes, names in backticks only
// where they need them. Parsing it gives the same tree, whatever roles are mapped: a path that has
// a role's name is in backticks.

extension Expression: CustomStringConvertible {
  /// As it is written in a config, in one canonical way.
  public var description: String {
    switch self {
    case .constant(let value): "\(value)"
    case .and: conjuncts.map { $0.isAlternative ? "(\($0))" : "\($0)" }.joined(separator: " and ")
    case .or: alternatives.map { "\($0)" }.joined(separator: " or ")
    case .not(let inner): inner.isChain ? "not (\(inner))" : "not \(inner)"
    case .has(let field): "has \(Expression.text(of: field))"
    case .compare(let field, let comparison, let literal):
      "\(Expression.text(of: field)) \(comparison.rawValue) \(literal)"
    case .compareFields(let left, let comparison, let right):
      "\(Expression.text(of: left)) \(comparison.rawValue) \(Expression.text(of: right))"
    case .within(let field, let literals):
      "\(Expression.text(of: field)) in ["
        + literals.map { "\($0)" }.joined(separator: ", ") + "]"
    case .text(let field, let test, let text):
      "\(Expression.text(of: field)) \(test.rawValue) \(Literal.text(text))"
    }
  }

  private var isAlternative: Bool {
    if case .or = self { true } else { false }
  }

  private var isChain: Bool {
    switch self {
    case .and, .or: true
    default: false
    }
  }

  /// A field as an expression names it.
  package static func text(of field: FieldReference) -> String {
    switch field {
    case .role(let role): return role.rawValue
    case .path(let path):
      if isPlain(path) { return path }
      var quoted: [UInt8] = []
      for byte in path.utf8 {
        if byte == UInt8(ascii: "`") { quoted.append(byte) }
        quoted.append(byte)
      }
      return "`" + String(decoding: quoted, as: UTF8.self) + "`"
    }
  }

  /// Whether a path needs no backticks.
  private static func isPlain(_ path: String) -> Bool {
    guard let first = path.utf8.first, ExpressionLexer.isNameStart(first),
      path.utf8.allSatisfy(ExpressionLexer.isNameByte)
    else { return false }
    return !ExpressionLexer.keywords.contains(path) && Role(rawValue: path) == nil
  }
}

extension Expression.Literal: CustomStringConvertible {
  /// As it is written in an expression.
  public var description: String {
    switch self {
    case .number(let number): return number
    case .duration(let span): return span.description
    case .bool(let bool): return "\(bool)"
    case .null: return "null"
    case .text(let text):
      var quoted: [UInt8] = []
      for byte in text.utf8 {
        switch byte {
        case 0x0A: quoted.append(contentsOf: "\\n".utf8)
        case 0x0D: quoted.append(contentsOf: "\\r".utf8)
        case 0x09: quoted.append(contentsOf: "\\t".utf8)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"):
          quoted.append(UInt8(ascii: "\\"))
          quoted.append(byte)
        default: quoted.append(byte)
        }
      }
      return "'" + String(decoding: quoted, as: UTF8.self) + "'"
    }
  }
}
