// Expressions: what binds to what, what is turned round, what is the same in any writing, and that
// no text, however deep or damaged, does more than be refused.

import Testing

@testable import SLOKit

struct ExpressionTests {
  private static let roles: Set<Role> = [.status, .service, .route, .duration, .customer]

  private func parse(_ text: String) throws -> Expression {
    try Expression.parse(text, roles: ExpressionTests.roles)
  }

  private static let a = Expression.compare(.path("a"), .equal, .number("1"))
  private static let b = Expression.compare(.path("b"), .equal, .number("2"))
  private static let c = Expression.compare(.path("c"), .equal, .number("3"))

  @Test(arguments: [
    ("a == 1 or b == 2 and c == 3", Expression.or(a, .and(b, c))),
    ("a == 1 and b == 2 or c == 3", .or(.and(a, b), c)),
    ("(a == 1 or b == 2) and c == 3", .and(.or(a, b), c)),
    ("not a == 1 and b == 2", .and(.not(a), b)),
    ("not (a == 1 and b == 2)", .not(.and(a, b))),
    ("not not a == 1", .not(.not(a))),
    ("a == 1 and (b == 2 and c == 3)", .and(.and(a, b), c)),
    ("true", .constant(true)),
    ("false or a == 1", .or(.constant(false), a)),
    ("true == x", .compare(.path("x"), .equal, .bool(true))),
  ])
  func `not binds before and, and before or`(_ text: String, _ expected: Expression) throws {
    #expect(try parse(text) == expected)
  }

  @Test(arguments: [
    ("500 <= status", "status >= 500"), ("500 < status", "status > 500"),
    ("500 > status", "status < 500"), ("500 >= status", "status <= 500"),
    ("'api' == service", "service == 'api'"), ("5 != x", "x != 5"),
    ("300ms >= duration", "duration <= 300ms"),
  ])
  func `a value on the left is turned round`(_ text: String, _ turned: String) throws {
    #expect(try parse(text) == parse(turned))
    #expect(try parse(text).description == turned)
  }

  @Test(arguments: [
    ("status == 1", FieldReference.role(.status)), ("`status` == 1", .path("status")),
    ("trace == 1", .path("trace")), ("error.code == 1", .path("error.code")),
    ("`in` == 1", .path("in")), ("`a b` == 1", .path("a b")), ("`a``b` == 1", .path("a`b")),
    ("@timestamp == 1", .path("@timestamp")), ("$a:b-c.0 == 1", .path("$a:b-c.0")),
    ("`5xx` == 1", .path("5xx")),
  ])
  func `a mapped role's name is the role and any other name a path`(
    _ text: String, _ field: FieldReference
  ) throws {
    #expect(try parse(text).fieldReferences == [field])
  }

  @Test(arguments: [
    ("x == 'it''", nil), ("x == 'it\\'s'", "it's"), (#"x == "it's""#, "it's"),
    (#"x == "a\\b\n\r\t\"""#, "a\\b\n\r\t\""), ("x == ''", ""), ("x == 'é\u{301}'", "é\u{301}"),
  ])
  func `texts are in either quotes with a few escapes`(_ text: String, _ value: String?) throws {
    guard let value else {
      #expect(throws: ExpressionProblem.self) { try parse(text) }
      return
    }
    #expect(try parse(text) == .compare(.path("x"), .equal, .text(value)))
  }

  @Test func `the fields of an expression are each named once in the order of the text`() throws {
    let expression = try parse(
      "has b and not (status == 1 or a like 'x*') and b in [1, 2] and c < d and service == 'x'")
    #expect(
      expression.fieldReferences == [
        .path("b"), .role(.status), .path("a"), .path("c"), .path("d"), .role(.service),
      ])
  }

  @Test func `ten thousand alternatives are few levels deep`() throws {
    let text = (0..<8000).map { "a == \($0)" }.joined(separator: " or ")
    #expect(throws: ExpressionProblem.self) { try parse(text) }
    let shorter = (0..<4000).map { "a == \($0)" }.joined(separator: " or ")
    let expression = try parse(shorter)
    #expect(expression.alternatives.count == 4000)
    #expect(depth(of: expression) <= 13)
    #expect(expression.description == shorter)
  }

  @Test func `nesting is bounded`() throws {
    let limit = Expression.depthLimit
    func nested(_ count: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: count) + "a == 1" + String(repeating: close, count: count)
    }
    #expect(try parse(nested(limit, "(", ")")) == ExpressionTests.a)
    #expect(throws: ExpressionProblem.self) { try parse(nested(limit + 1, "(", ")")) }
    #expect(throws: ExpressionProblem.self) { try parse(nested(30000, "(", ")")) }
    #expect(throws: ExpressionProblem.self) { try parse(nested(15000, "not ", "")) }
    #expect(depth(of: try parse(nested(limit, "not ", ""))) == limit + 1)
  }

  private func depth(of expression: Expression) -> Int {
    switch expression {
    case .and(let a, let b), .or(let a, let b): 1 + max(depth(of: a), depth(of: b))
    case .not(let inner): 1 + depth(of: inner)
    default: 1
    }
  }

  @Test func `any expression written out and read again is the same`() throws {
    var random = SeededGenerator(seed: 20_261_003)
    for _ in 0..<5000 {
      let made = randomExpression(depth: 5, using: &random)
      let text = made.description
      let read = try Expression.parse(text, roles: Set(Role.allCases))
      let again = try Expression.parse(read.description, roles: Set(Role.allCases))
      if read.description != text || again != read || flat(read) != flat(made) {
        Issue.record("\(text) is read as \(read)")
      }
    }
  }

  /// A tree in which the shape of chains does not show.
  private indirect enum Flat: Equatable {
    case leaf(Expression)
    case not(Flat)
    case all([Flat])
    case any([Flat])
  }

  private func flat(_ expression: Expression) -> Flat {
    switch expression {
    case .and: .all(expression.conjuncts.map(flat))
    case .or: .any(expression.alternatives.map(flat))
    case .not(let inner): .not(flat(inner))
    default: .leaf(expression)
    }
  }

  private func randomExpression(
    depth: Int, using random: inout SeededGenerator
  ) -> Expression {
    let field = randomField(using: &random)
    switch Int.random(in: depth > 0 ? 0...9 : 3...9, using: &random) {
    case 0:
      return .and(
        randomExpression(depth: depth - 1, using: &random),
        randomExpression(depth: depth - 1, using: &random))
    case 1:
      return .or(
        randomExpression(depth: depth - 1, using: &random),
        randomExpression(depth: depth - 1, using: &random))
    case 2: return .not(randomExpression(depth: depth - 1, using: &random))
    case 3: return .has(field)
    case 4: return .constant(Bool.random(using: &random))
    case 5:
      let other = randomField(using: &random)
      return .compareFields(
        field, random.pick(Expression.Comparison.allCases), other)
    case 6:
      let count = Int.random(in: 1...3, using: &random)
      return .within(field, (0..<count).map { _ in randomLiteral(using: &random) })
    case 7:
      let test = random.pick(Expression.TextTest.allCases)
      return .text(field, test, randomText(using: &random))
    case 8:
      let span = TimeSpan(nanoseconds: Int64.random(in: 0...10_000_000_000, using: &random))
      return .compare(.role(.duration), .less, .duration(span))
    default:
      let literal = randomLiteral(using: &random)
      let comparison: Expression.Comparison =
        if case .bool = literal { .equal } else { .greaterOrEqual }
      return .compare(field, comparison, literal)
    }
  }

  private func randomField(using random: inout SeededGenerator) -> FieldReference {
    if Bool.random(using: &random) {
      return .role(random.pick(Role.allCases))
    }
    let names = ["a", "a.b", "not", "status", "a b", "`", "5", "é", "@x", "-a", "a:b", "and"]
    return .path(random.pick(names))
  }

  private func randomLiteral(using random: inout SeededGenerator) -> Expression.Literal {
    switch Int.random(in: 0...2, using: &random) {
    case 0: .text(randomText(using: &random))
    case 1: .number(random.pick(["0", "-1", "1.5", "1e3", "1E+9", "-0.0e-7"]))
    default: .bool(Bool.random(using: &random))
    }
  }

  private func randomText(using random: inout SeededGenerator) -> String {
    let parts = ["a", "'", "\"", "\\", "\n", "\t", "*", "é", "`", " ", "\u{0}", "or"]
    let count = Int.random(in: 0...4, using: &random)
    return (0..<count).map { _ in random.pick(parts) }.joined()
  }

  @Test func `a damaged expression is refused or read and never traps`() {
    let seeds = [
      "service == 'api' and not route like '/internal/*'", "a in [1, 'b', true] or has `x y`",
      "duration <= 300ms and (status >= 100 or status < 500)", "\"é\" != x and -1.5e+3 < y",
    ].map { Array($0.utf8) }
    var random = SeededGenerator(seed: 7)
    for _ in 0..<10_000 {
      let bytes = mutated(random.pick(seeds), using: &random)
      let text = String(decoding: bytes, as: UTF8.self)
      let expression: Expression
      do throws(ExpressionProblem) {
        expression = try Expression.parse(text, roles: ExpressionTests.roles)
      } catch {
        let isInside = (0...text.utf8.count).contains(error.offsetBytes)
        let printed = error.diagnostic(in: text, named: "--where").description
        if !isInside || printed.isEmpty { Issue.record("\(text): \(error)") }
        continue
      }
      let again = try? Expression.parse(expression.description, roles: ExpressionTests.roles)
      if again != expression { Issue.record("\(text) is written as \(expression)") }
    }
  }
}
