// What a field is compared with: a value, another field, a list, a text. Values with which a
// comparison could never be true are refused here.

extension ExpressionParser {
  func compare(
    _ left: Operand, _ leftToken: ExpressionToken, _ comparison: Expression.Comparison,
    _ operatorToken: ExpressionToken, _ right: Operand, _ rightToken: ExpressionToken
  ) throws(ExpressionProblem) -> Expression {
    switch (left, right) {
    case (.field(let left), .field(let right)):
      return .compareFields(left, comparison, right)
    case (.field(let field), .literal(let literal)):
      try check(literal, rightToken, beside: field, comparison)
      return .compare(field, comparison, literal)
    case (.literal(let literal), .field(let field)):
      try check(literal, leftToken, beside: field, comparison.turned)
      return .compare(field, comparison.turned, literal)
    case (.literal, .literal):
      throw ExpressionProblem(
        at: operatorToken.offset, "a comparison of two values, wanted a field on one side",
        advice: "a field's name has no quotes")
    }
  }

  /// Refuses a literal with which a comparison of `field` means nothing.
  func check(
    _ literal: Expression.Literal, _ literalToken: ExpressionToken, beside field: FieldReference,
    _ comparison: Expression.Comparison?
  ) throws(ExpressionProblem) {
    let name = Expression.text(of: field)
    switch literal {
    case .duration where field != .role(.duration):
      throw ExpressionProblem(
        at: literalToken.offset,
        "the duration \(literalToken.source) beside \(name), which is not the role duration",
        advice: field == .path("duration")
          ? "map the role in events.fields: \"duration\": {\"field\": …, \"unit\": \"ms\"}"
          : "compare the role duration, or write a number in the field's own unit")
    case .text(let text) where field == .role(.duration) && TimeSpan(text) != nil:
      throw ExpressionProblem(
        at: literalToken.offset, "a text beside the role duration, which is a number",
        advice: "write the duration without quotes: \(text)")
    case .null:
      let write =
        switch comparison {
        case .equal: "not has \(name)"
        case .notEqual: "has \(name)"
        case nil: "or not has \(name) beside the list"
        default: "has \(name) or not has \(name)"
        }
      throw ExpressionProblem(
        at: literalToken.offset, "no comparison with null is ever true", advice: "write \(write)")
    case .bool where comparison != .equal && comparison != .notEqual && comparison != nil:
      throw ExpressionProblem(
        at: literalToken.offset,
        "\"\(literalToken.source)\" is neither less nor greater than anything",
        advice: "write == or !=")
    default:
      break
    }
  }

  mutating func parseWithin(
    _ field: FieldReference
  ) throws(ExpressionProblem) -> Expression {
    advance()
    let opening = token.offset
    guard take(mark: "[") else {
      throw problem(
        "\(found) after \"in\", wanted a list in square brackets",
        advice: token.isLiteral ? "write in [\(token.source)]" : "write in ['a', 'b']")
    }
    if token.kind == .mark("]") {
      throw ExpressionProblem(at: opening, "an empty list holds nothing", advice: "name a value")
    }
    var literals: [Expression.Literal] = []
    while true {
      let start = token
      guard case .literal(let literal) = try parseOperand() else {
        throw ExpressionProblem(
          at: start.offset, "the field \(start.source) in a list, wanted values",
          advice: "a text is in quotes: '\(start.source)'")
      }
      try check(literal, start, beside: field, nil)
      literals.append(literal)
      if take(mark: "]") { return .within(field, literals) }
      guard take(mark: ",") else {
        if token.kind == .end {
          throw ExpressionProblem(
            at: opening, "a \"[\" that is not closed", advice: "close it with \"]\"")
        }
        throw problem("\(found) after a value of a list, wanted \",\" or \"]\"")
      }
    }
  }

  mutating func parseTextTest(
    _ field: FieldReference, _ test: Expression.TextTest
  ) throws(ExpressionProblem) -> Expression {
    advance()
    guard case .text(let text) = token.kind else {
      throw problem(
        "\(found) after \"\(test.rawValue)\", wanted a text",
        advice: token.isLiteral || token.isWord ? "a text is in quotes: '\(token.source)'" : nil)
    }
    advance()
    return .text(field, test, text)
  }
}

extension Expression.Comparison {
  /// The comparison that says the same with its sides swapped.
  package var turned: Expression.Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
