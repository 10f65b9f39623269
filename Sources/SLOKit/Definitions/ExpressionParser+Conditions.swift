// One condition of an expression: a field and what is asked of it. What looks like a condition and is
// none is told with what to write.

extension ExpressionParser {
  mutating func parseCondition() throws(ExpressionProblem) -> Expression {
    if take(word: "has") { return .has(try parseHasField()) }
    let start = token
    let left = try parseOperand()
    let operatorToken = token
    switch token.kind {
    case .comparison(let comparison):
      advance()
      let rightToken = token
      let right = try parseOperand()
      if case .comparison = token.kind {
        let middle = if case .field = right { rightToken.source } else { start.source }
        let next = index + 1 < tokens.count - 1 ? tokens[index + 1].source : "…"
        throw problem(
          "comparisons do not chain",
          advice: "write \(start.source) \(operatorToken.source) \(rightToken.source) and "
            + "\(middle) \(token.source) \(next)")
      }
      return try compare(left, start, comparison, operatorToken, right, rightToken)
    case .word("in"):
      return try parseWithin(try field(left, start, before: "in"))
    case .word("not"):
      advance()
      let test = token.kind == .end ? "in" : token.source
      throw ExpressionProblem(
        at: operatorToken.offset, "\"not\" after a field",
        advice: "it stands before the whole: not \(start.source) \(test) …")
    case .word(let word):
      if let test = Expression.TextTest(rawValue: word) {
        return try parseTextTest(try field(left, start, before: word), test)
      }
      if case .literal(.bool(let bool)) = left { return .constant(bool) }
      throw try notACondition(left, start)
    default:
      if case .literal(.bool(let bool)) = left { return .constant(bool) }
      throw try notACondition(left, start)
    }
  }

  /// Why `left`, which no operator follows, is no condition.
  func notACondition(
    _ left: Operand, _ start: ExpressionToken
  ) throws(ExpressionProblem) -> ExpressionProblem {
    guard case .field(let field) = left else {
      return ExpressionProblem(
        at: start.offset, "\(shown(start)) alone is no condition",
        advice: "compare it with a field: FIELD == \(start.source)")
    }
    if token.kind == .mark("(") {
      return function(start)
    }
    if case .word(let word) = token.kind, !["and", "or"].contains(word) {
      let near = nearestName(to: word, in: ExpressionParser.infixWords)
      return problem(
        "\(found) is no operator",
        advice: near.map { "did you mean \"\($0)\"?" }
          ?? "wanted ==, !=, <, <=, >, >=, in, like, startsWith, endsWith, contains, and, or")
    }
    switch token.kind {
    case .word, .end, .mark(")"): break
    default: return problem("\(found) after the field \(start.source), wanted a comparison")
    }
    let name = Expression.text(of: field)
    return ExpressionProblem(
      at: start.offset, "the field \(name) alone is no condition",
      advice: "write \(name) == true, or has \(name)")
  }

  /// Why a name before a parenthesis is no condition.
  func function(_ name: ExpressionToken) -> ExpressionProblem {
    let near = nearestName(to: name.source, in: Expression.TextTest.allCases.map(\.rawValue))
    return ExpressionProblem(
      at: name.offset, "\"\(name.source)(…)\": there are no functions",
      advice: near.map { "write FIELD \($0) 'text'" }
        ?? "compare fields with ==, in, like, startsWith, endsWith, contains")
  }

  mutating func parseOperand() throws(ExpressionProblem) -> Operand {
    let operand: Operand
    switch token.kind {
    case .path(let path): operand = .field(.path(path))
    case .text(let text): operand = .literal(.text(text))
    case .number(let number): operand = .literal(.number(number))
    case .duration(let span): operand = .literal(.duration(span))
    case .word("true"): operand = .literal(.bool(true))
    case .word("false"): operand = .literal(.bool(false))
    case .word("null"): operand = .literal(.null)
    case .word(let word):
      if ExpressionLexer.keywords.contains(word) {
        if Expression.TextTest(rawValue: word) != nil, tokens[index + 1].kind == .mark("(") {
          throw function(token)
        }
        throw problem(
          "\(found) where a field or a value was wanted",
          advice: "a field of that name is written in backticks: `\(word)`")
      }
      operand = .field(reference(word))
    case .mark("["):
      throw problem("a list where a field or a value was wanted", advice: "write FIELD in […]")
    default: throw problem("\(found) where a field or a value was wanted")
    }
    advance()
    return operand
  }

  func reference(_ name: String) -> FieldReference {
    guard let role = Role(rawValue: name), roles.contains(role) else { return .path(name) }
    return .role(role)
  }

  mutating func parseHasField() throws(ExpressionProblem) -> FieldReference {
    let start = token
    if take(mark: "(") {
      let name = token.kind == .end ? "FIELD" : token.source
      throw ExpressionProblem(
        at: start.offset, "\"(\" after \"has\"", advice: "write has \(name)")
    }
    guard case .field(let field) = try parseOperand() else {
      throw ExpressionProblem(at: start.offset, "\(shown(start)) after \"has\", wanted a field")
    }
    return field
  }

  func field(
    _ operand: Operand, _ start: ExpressionToken, before word: String
  ) throws(ExpressionProblem) -> FieldReference {
    guard case .field(let field) = operand else {
      throw ExpressionProblem(
        at: start.offset, "\(shown(start)) before \"\(word)\", wanted a field")
    }
    return field
  }
}
