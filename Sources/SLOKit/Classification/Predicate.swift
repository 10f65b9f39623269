// An expression made ready to run on the bytes of events: its fields are slots, its literals are
// parsed, its texts are bytes. Evaluating allocates nothing.

/// A predicate over decoded events.
package indirect enum Predicate: Hashable, Sendable {
  case constant(Truth)
  case and(Predicate, Predicate)
  case or(Predicate, Predicate)
  case not(Predicate)
  case has(EventField)
  case compare(EventField, Expression.Comparison, Operand)
  case compareFields(EventField, Expression.Comparison, EventField)
  case within(EventField, [Operand])
  case like(EventField, Glob)
  case text(EventField, Expression.TextTest, [UInt8])

  /// A literal, parsed.
  package enum Operand: Hashable, Sendable {
    case text([UInt8])
    case number(DecimalNumber)
    case bool(Bool)
    case null
  }

  /// Makes `expression` ready; the fields it needs are added to `plan`.
  package init(_ expression: Expression, plan: inout FieldPlan) {
    switch expression {
    case .constant(let value): self = .constant(Truth(value))
    case .and(let left, let right):
      self = .and(Predicate(left, plan: &plan), Predicate(right, plan: &plan))
    case .or(let left, let right):
      self = .or(Predicate(left, plan: &plan), Predicate(right, plan: &plan))
    case .not(let inner): self = .not(Predicate(inner, plan: &plan))
    case .has(let field): self = .has(plan.field(of: field))
    case .compare(let field, let comparison, let literal):
      self = .compare(
        plan.field(of: field), comparison, Operand(literal, beside: field, in: plan))
    case .compareFields(let left, let comparison, let right):
      self = .compareFields(plan.field(of: left), comparison, plan.field(of: right))
    case .within(let field, let literals):
      self = .within(
        plan.field(of: field), literals.map { Operand($0, beside: field, in: plan) })
    case .text(let field, .like, let pattern): self = .like(plan.field(of: field), Glob(pattern))
    case .text(let field, let test, let part):
      self = .text(plan.field(of: field), test, Array(part.utf8))
    }
  }

  /// Its value for the event whose `fields` lie in `line`.
  package func evaluate(_ fields: EventFields, in line: RawSpan) -> Truth {
    switch self {
    case .constant(let truth): return truth
    case .and(let left, let right):
      let first = left.evaluate(fields, in: line)
      if first == .no { return .no }
      let second = right.evaluate(fields, in: line)
      return second == .yes ? first : second
    case .or(let left, let right):
      let first = left.evaluate(fields, in: line)
      if first == .yes { return .yes }
      let second = right.evaluate(fields, in: line)
      return second == .no ? first : second
    case .not(let inner): return !inner.evaluate(fields, in: line)
    case .has(let field): return Truth(field.value(in: fields).isPresent)
    case .compare(let field, let comparison, let operand):
      return Scalar.compare(
        field.value(in: fields), comparison, operand, fields: fields, line: line)
    case .compareFields(let left, let comparison, let right):
      return Scalar.compare(
        left.value(in: fields), comparison, right.value(in: fields), fields: fields, line: line)
    case .within(let field, let operands):
      return contains(operands, field.value(in: fields), fields, line)
    case .like(let field, let glob):
      return test(field.value(in: fields), fields, line) { glob.matches($0) }
    case .text(let field, let kind, let part):
      return test(field.value(in: fields), fields, line) { text in
        switch kind {
        case .startsWith: text.starts(with: part)
        case .endsWith: text.ends(with: part)
        case .contains, .like: text.contains(part)
        }
      }
    }
  }

  /// `in`: the disjunction of `==` over the list.
  private func contains(
    _ operands: [Operand], _ value: FieldValue, _ fields: EventFields, _ line: RawSpan
  ) -> Truth {
    var result = Truth.no
    for operand in operands {
      switch Scalar.compare(value, .equal, operand, fields: fields, line: line) {
      case .yes: return .yes
      case .unknown: result = .unknown
      case .no: continue
      }
    }
    return result
  }

  private func test(
    _ value: FieldValue, _ fields: EventFields, _ line: RawSpan, _ body: (RawSpan) -> Bool
  ) -> Truth {
    guard value.isComparable else { return .unknown }
    return Truth(fields.withBytes(of: value, in: line, body))
  }
}

extension Predicate.Operand {
  /// The operand of `literal` beside `field`: a duration becomes a number in the role's unit, a text
  /// that is a JSON number a number.
  init(_ literal: Expression.Literal, beside field: FieldReference, in plan: FieldPlan) {
    switch literal {
    case .text(let text), .number(let text):
      let bytes = Array(text.utf8)
      let number = unsafe DecimalNumber(bytes.span.bytes)
      self = number.map { .number($0) } ?? .text(bytes)
    case .duration(let span):
      let unit = plan.mappings[.duration]?.unit ?? .s
      self = .number(
        DecimalNumber(span.nanoseconds).scaled(byPowerOfTen: -unit.nanosecondDigits))
    case .bool(let value): self = .bool(value)
    case .null: self = .null
    }
  }
}
