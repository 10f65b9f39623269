// How two values compare. Text that is a JSON number is a number; numbers compare exactly, as
// decimals; two texts compare as bytes; between other mixtures only `==` and `!=` are known.

/// The comparison of scalars.
enum Scalar {
  /// `value comparison operand`.
  static func compare(
    _ value: FieldValue, _ comparison: Expression.Comparison, _ operand: Predicate.Operand,
    fields: EventFields, line: RawSpan
  ) -> Truth {
    guard value.isComparable else { return .unknown }
    switch operand {
    case .null: return .unknown
    case .bool(let wanted):
      return bools(value, comparison, wanted)
    case .number(let wanted):
      guard value.kind == .number || value.kind == .text else { return mixture(comparison) }
      let number = fields.withBytes(of: value, in: line) { DecimalNumber($0) }
      guard let number else { return mixture(comparison) }
      return number == wanted
        ? comparison.holds(order: 0) : comparison.holds(order: number < wanted ? -1 : 1)
    case .text(let wanted):
      guard value.kind == .text else { return mixture(comparison) }
      return fields.withBytes(of: value, in: line) { text in
        if text.isEqual(to: wanted) { return comparison.holds(order: 0) }
        if comparison == .equal { return .no }
        if comparison == .notEqual { return .yes }
        if DecimalNumber.isNumber(text) { return .unknown }
        return unsafe comparison.holds(order: text.ordered(against: wanted.span.bytes))
      }
    }
  }

  /// `left comparison right`, both fields.
  static func compare(
    _ left: FieldValue, _ comparison: Expression.Comparison, _ right: FieldValue,
    fields: EventFields, line: RawSpan
  ) -> Truth {
    guard left.isComparable, right.isComparable else { return .unknown }
    if right.kind == .true || right.kind == .false {
      return bools(left, comparison, right.kind == .true)
    }
    if left.kind == .true || left.kind == .false { return mixture(comparison) }
    return fields.withBytes(of: left, in: line) { leftText in
      fields.withBytes(of: right, in: line) { rightText in
        switch (DecimalNumber(leftText), DecimalNumber(rightText)) {
        case (let first?, let second?):
          comparison.holds(order: first == second ? 0 : first < second ? -1 : 1)
        case (nil, nil): comparison.holds(order: leftText.ordered(against: rightText))
        default: mixture(comparison)
        }
      }
    }
  }

  private static func bools(
    _ value: FieldValue, _ comparison: Expression.Comparison, _ wanted: Bool
  ) -> Truth {
    guard value.kind == .true || value.kind == .false else { return mixture(comparison) }
    switch comparison {
    case .equal: return Truth((value.kind == .true) == wanted)
    case .notEqual: return Truth((value.kind == .true) != wanted)
    default: return .unknown
    }
  }

  /// Two values of different kinds are not equal; which is greater cannot be said.
  private static func mixture(_ comparison: Expression.Comparison) -> Truth {
    switch comparison {
    case .equal: .no
    case .notEqual: .yes
    default: .unknown
    }
  }
}

extension Expression.Comparison {
  /// Whether it holds between values of which the first is less (negative), equal (0) or greater.
  func holds(order: Int) -> Truth {
    switch self {
    case .equal: Truth(order == 0)
    case .notEqual: Truth(order != 0)
    case .less: Truth(order < 0)
    case .lessOrEqual: Truth(order <= 0)
    case .greater: Truth(order > 0)
    case .greaterOrEqual: Truth(order >= 0)
    }
  }
}
