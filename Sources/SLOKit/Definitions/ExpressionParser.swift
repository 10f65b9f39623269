// Text to `Expression`: `not` binds before `and`, `and` before `or`. What cannot mean anything is
// refused here with what to write instead, so that an expression that was accepted never surprises:
// a comparison with null, a field alone, a duration beside a field that is none, a chain `a < b < c`.
//
// Chains of `and` and of `or` come out flat and balanced, whatever parentheses they were written
// with. So a tree is as deep as its nesting, which is bounded, and never as deep as it is long.

extension Expression {
  /// How deep parentheses and `not` may nest.
  package static let depthLimit = 200
  /// The longest text taken.
  package static let lengthLimit = 65_536

  /// The predicate that `text` writes.
  ///
  /// A name that is one of `roles` means that role; any other name, one in backticks too, is a
  /// path of the event.
  package static func parse(
    _ text: String, roles: Set<Role>
  ) throws(ExpressionProblem) -> Expression {
    guard text.utf8.count <= lengthLimit else {
      throw ExpressionProblem(at: 0, "an expression of more than \(lengthLimit) bytes")
    }
    var parser = ExpressionParser(try ExpressionLexer.tokens(of: text), roles: roles)
    return try parser.parseWhole()
  }
}

/// One pass over the tokens of an expression.
struct ExpressionParser {
  /// The words that may follow a field.
  static let infixWords = ["in", "like", "startsWith", "endsWith", "contains", "and", "or"]

  /// What a comparison compares.
  enum Operand {
    case field(FieldReference)
    case literal(Expression.Literal)
  }

  let tokens: [ExpressionToken]
  let roles: Set<Role>
  private(set) var index = 0
  var depth = 0

  init(_ tokens: [ExpressionToken], roles: Set<Role>) {
    self.tokens = tokens
    self.roles = roles
  }

  /// The token here; the last one is the end, which is never passed.
  var token: ExpressionToken { tokens[index] }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  mutating func take(word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    advance()
    return true
  }

  mutating func take(mark: Character) -> Bool {
    guard token.kind == .mark(mark) else { return false }
    advance()
    return true
  }

  func problem(_ message: String, advice: String? = nil) -> ExpressionProblem {
    ExpressionProblem(at: token.offset, message, advice: advice)
  }

  /// The token here in the words of a message.
  var found: String { shown(token) }

  func shown(_ token: ExpressionToken) -> String {
    switch token.kind {
    case .end: "the end"
    case .text, .path: token.source
    default: "\"\(token.source)\""
    }
  }

  // MARK: Structure

  mutating func parseWhole() throws(ExpressionProblem) -> Expression {
    guard token.kind != .end else {
      throw problem("an empty expression", advice: "write a condition, such as status < 500")
    }
    let expression = try parseAlternatives()
    guard token.kind == .end else { throw unexpectedAfterCondition() }
    return expression
  }

  mutating func parseAlternatives() throws(ExpressionProblem) -> Expression {
    var terms = [try parseConjunction()]
    while take(word: "or") { terms.append(try parseConjunction()) }
    return Expression.alternative(of: terms)
  }

  mutating func parseConjunction() throws(ExpressionProblem) -> Expression {
    var terms = [try parseNegation()]
    while take(word: "and") { terms.append(try parseNegation()) }
    return Expression.conjunction(of: terms)
  }

  mutating func parseNegation() throws(ExpressionProblem) -> Expression {
    guard token.kind == .word("not") || token.kind == .mark("(") else {
      return try parseCondition()
    }
    guard depth < Expression.depthLimit else {
      throw problem(
        "nested deeper than \(Expression.depthLimit) levels", advice: "write it flatter")
    }
    depth += 1
    defer { depth -= 1 }
    if take(word: "not") { return .not(try parseNegation()) }
    let opening = token.offset
    advance()
    let inner = try parseAlternatives()
    guard take(mark: ")") else {
      if token.kind == .end {
        throw ExpressionProblem(
          at: opening, "a \"(\" that is not closed", advice: "close it with \")\"")
      }
      throw unexpectedAfterCondition()
    }
    return inner
  }

  func unexpectedAfterCondition() -> ExpressionProblem {
    if case .comparison(let comparison) = token.kind {
      return problem(
        "comparisons do not chain: \"\(comparison.rawValue)\" after a whole condition",
        advice: "write a < b and b < c")
    }
    if case .word(let word) = token.kind, !ExpressionLexer.keywords.contains(word),
      let near = nearestName(to: word, in: ["and", "or"])
    {
      return problem("\(found) after a condition", advice: "did you mean \"\(near)\"?")
    }
    if token.kind == .mark(")") {
      return problem("\")\" without a \"(\" before it", advice: "remove it")
    }
    return problem("\(found) after a condition, wanted \"and\", \"or\" or the end")
  }
}
