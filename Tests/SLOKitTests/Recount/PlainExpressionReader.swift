// The text of an expression comes in, its tree goes out. Only right expressions are ever given to
// the recount: a wrong one throws, and the test that gave it fails.

struct PlainExpressionReader {
  struct NotAnExpression: Error { var text: String }

  private enum Token: Equatable {
    case word(String)
    case quoted(PlainText)
    case sign(String)
  }

  private let source: String
  private var tokens: [Token] = []
  private var position = 0

  static func tree(of source: String) throws -> PlainExpression {
    var reader = try PlainExpressionReader(source)
    let tree = try reader.disjunction()
    guard reader.position == reader.tokens.count else { throw reader.wrong }
    return tree
  }

  private init(_ source: String) throws {
    self.source = source
    var rest = Array(source)[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if "'\"`".contains(first) {
        rest = rest.dropFirst()
        let inside = rest.prefix { $0 != first }
        guard inside.count < rest.count else { throw wrong }
        let text = String(inside)
        tokens.append(first == "`" ? .word(text) : .quoted(PlainText(text.utf8)))
        rest = rest.dropFirst(inside.count + 1)
      } else if "=!<>()[],".contains(first) {
        let isPair = rest.count > 1 && rest[rest.startIndex + 1] == "=" && "=!<>".contains(first)
        tokens.append(.sign(String(rest.prefix(isPair ? 2 : 1))))
        rest = rest.dropFirst(isPair ? 2 : 1)
      } else {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "._+-@".contains($0) }
        guard !word.isEmpty else { throw wrong }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      }
    }
  }

  private var wrong: NotAnExpression { NotAnExpression(text: source) }
  private var here: Token? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ token: Token) -> Bool {
    guard here == token else { return false }
    position += 1
    return true
  }

  private mutating func disjunction() throws -> PlainExpression {
    var left = try conjunction()
    while take(.word("or")) { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws -> PlainExpression {
    var left = try negation()
    while take(.word("and")) { left = .and(left, try negation()) }
    return left
  }

  private mutating func negation() throws -> PlainExpression {
    take(.word("not")) ? .not(try negation()) : try comparison()
  }

  private mutating func comparison() throws -> PlainExpression {
    if take(.sign("(")) {
      let inside = try disjunction()
      guard take(.sign(")")) else { throw wrong }
      return inside
    }
    if take(.word("has")) {
      guard case .field(let name) = try operand() else { throw wrong }
      return .has(name)
    }
    let left = try operand()
    guard let verb = here else {
      if case .bool(let value) = left { return .always(value) }
      throw wrong
    }
    position += 1
    switch verb {
    case .word("in"):
      guard take(.sign("[")) else { throw wrong }
      var list: [PlainExpression.Operand] = []
      repeat { list.append(try operand()) } while take(.sign(","))
      guard take(.sign("]")) else { throw wrong }
      return .isOne(left, list)
    case .word(let how) where ["like", "startsWith", "endsWith", "contains"].contains(how):
      guard case .text(let pattern) = try operand() else { throw wrong }
      return .matches(left, how, pattern)
    case .sign(let sign) where ["==", "!=", "<", "<=", ">", ">="].contains(sign):
      return .compare(left, sign, try operand())
    default:
      guard case .bool(let value) = left else { throw wrong }
      position -= 1
      return .always(value)
    }
  }

  private mutating func operand() throws -> PlainExpression.Operand {
    defer { position += 1 }
    switch here {
    case .quoted(let bytes): return .text(bytes)
    case .word("true"): return .bool(true)
    case .word("false"): return .bool(false)
    case .word("null"): return .null
    case .word(let word):
      if let number = PlainDecimal(word.utf8) { return .number(number) }
      if let first = word.first, first.isNumber {
        guard let nanoseconds = PlainTime.duration(word) else { throw wrong }
        return .duration(nanoseconds: nanoseconds)
      }
      return .field(word)
    default: throw wrong
    }
  }
}
