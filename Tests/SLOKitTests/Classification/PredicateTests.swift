// Predicates over scanned lines, against the definition over values.

import Testing

@testable import SLOKit

struct PredicateTests {
  private static let names = ["a", "b", "c"]

  /// The expression's value for the event whose fields are `values`.
  private func evaluate(
    _ expression: Expression, _ values: [String: SampleValue], escaped: Bool = false
  ) throws -> Bool? {
    let members = values.sorted { $0.key < $1.key }.compactMap { name, value in
      value.json.map { json in
        // A text with an escape in it is decoded elsewhere than in the line.
        let isText = escaped && json.hasPrefix("\"a")
        return "\"\(name)\": " + (isText ? "\"\\u0061" + json.dropFirst(2) : json)
      }
    }
    return try evaluate(expression, line: "{" + members.joined(separator: ", ") + "}")
  }

  private func evaluate(
    _ expression: Expression, line: String, mappings: [Role: FieldMapping] = [:]
  ) throws -> Bool? {
    var plan = FieldPlan(mappings: mappings)
    let predicate = Predicate(expression, plan: &plan)
    var scanner = JSONScanner(paths: plan.paths)
    var fields = EventFields(count: plan.paths.count)
    let bytes = Array(line.utf8)
    try unsafe scanner.scan(bytes.span.bytes, into: &fields)
    return switch unsafe predicate.evaluate(fields, in: bytes.span.bytes) {
    case .yes: true
    case .no: false
    case .unknown: nil
    }
  }

  @Test(arguments: Expression.Comparison.allCases)
  func `any two values compare as defined, beside a literal and beside a field`(
    comparison: Expression.Comparison
  ) throws {
    for left in SampleValue.all {
      for right in SampleValue.all {
        let values = ["a": left, "b": right]
        let logic = PlainLogic(fields: values)
        let fields = Expression.compareFields(.path("a"), comparison, .path("b"))
        #expect(
          try evaluate(fields, values, escaped: true) == logic.value(of: fields),
          "\(left) \(comparison.rawValue) \(right) as fields")
        guard let literal = right.literal else { continue }
        let beside = Expression.compare(.path("a"), comparison, literal)
        #expect(
          try evaluate(beside, values) == logic.value(of: beside),
          "\(left) \(comparison.rawValue) \(right) as a literal")
      }
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `random expressions over random events have the value of their definition`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let expression = randomExpression(depth: 4, &random)
      var values: [String: SampleValue] = [:]
      for name in Self.names { values[name] = random.pick(SampleValue.all) }
      #expect(
        try evaluate(expression, values, escaped: Bool.random(using: &random))
          == PlainLogic(fields: values).value(of: expression), "\(expression) of \(values)")
    }
  }

  private func randomExpression(depth: Int, _ random: inout SeededGenerator) -> Expression {
    func field() -> FieldReference { .path(random.pick(Self.names)) }
    func literal() -> Expression.Literal { random.pick(SampleValue.all.compactMap(\.literal)) }
    switch Int.random(in: depth > 0 ? 0...11 : 6...11, using: &random) {
    case 0, 1:
      return .and(
        randomExpression(depth: depth - 1, &random), randomExpression(depth: depth - 1, &random))
    case 2, 3:
      return .or(
        randomExpression(depth: depth - 1, &random), randomExpression(depth: depth - 1, &random))
    case 4, 5: return .not(randomExpression(depth: depth - 1, &random))
    case 6: return .has(field())
    case 7, 8: return .compare(field(), random.pick(Expression.Comparison.allCases), literal())
    case 9: return .compareFields(field(), random.pick(Expression.Comparison.allCases), field())
    case 10: return .within(field(), (0...2).map { _ in literal() })
    default:
      let parts = ["", "a", "b", "ab", "1", "0", "true", "é", "\u{E9}b"]
      return .text(field(), random.pick(Expression.TextTest.allCases), random.pick(parts))
    }
  }

  @Test(arguments: [true, false, nil] as [Bool?], [true, false, nil] as [Bool?])
  func `and, or and not follow their truth tables`(left: Bool?, right: Bool?) throws {
    /// Unknown is a comparison with an absent field.
    func expression(_ value: Bool?) -> Expression {
      value.map { .constant($0) } ?? .compare(.path("nowhere"), .equal, .text("a"))
    }
    let (a, b) = (expression(left), expression(right))
    let both: Bool? =
      left == false || right == false ? false : left == nil || right == nil ? nil : true
    let one: Bool? =
      left == true || right == true ? true : left == nil || right == nil ? nil : false
    #expect(try evaluate(.and(a, b), [:]) == both)
    #expect(try evaluate(.or(a, b), [:]) == one)
    #expect(try evaluate(.not(a), [:]) == left.map { !$0 })
    #expect(try evaluate(.not(.and(a, b)), [:]) == evaluate(.or(.not(a), .not(b)), [:]))
  }

  @Test(
    arguments: [
      (TimeUnit.ms, "300", true), (.ms, "300.0000001", false), (.s, "0.3", true),
      (.s, "0.301", false),
      (.us, "300000", true), (.us, "300001", false), (.ns, "3e8", true), (.ns, "300000001", false),
      (nil, "0.3", true), (nil, "300", false), (.ms, "\"300\"", true), (.ms, "\"300ms\"", nil),
      (.ms, "null", nil), (.ms, "true", nil),
    ] as [(TimeUnit?, String, Bool?)])
  func `a duration is compared in the unit of its role`(
    unit: TimeUnit?, value: String, isAtMost: Bool?
  ) throws {
    let expression = Expression.compare(
      .role(.duration), .lessOrEqual, .duration(TimeSpan(nanoseconds: 300_000_000)))
    let mapping = FieldMapping(paths: ["took"], unit: unit)
    #expect(
      try evaluate(expression, line: "{\"took\": \(value)}", mappings: [.duration: mapping])
        == isAtMost)
  }

  @Test func `a role reads the first of its paths that is present and not null`() throws {
    let expression = Expression.compare(.role(.customer), .equal, .text("x"))
    let mapping = [Role.customer: FieldMapping(paths: ["tenant.id", "customer"])]
    for (line, wanted) in [
      (#"{"tenant": {"id": "x"}, "customer": "y"}"#, true),
      (#"{"tenant": {"id": null}, "customer": "x"}"#, true), (#"{"customer": "x"}"#, true),
      (#"{"tenant": {"id": ""}, "customer": "x"}"#, false),
      (#"{"tenant": {"id": null}}"#, nil), ("{}", nil),
    ] as [(String, Bool?)] {
      #expect(try evaluate(expression, line: line, mappings: mapping) == wanted, "\(line)")
    }
  }
}
