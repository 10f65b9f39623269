// Expressions evaluated as their definition reads: a value a field, nil for unknown.

@testable import SLOKit

/// An event as a value a field.
struct PlainLogic {
  let fields: [String: SampleValue]

  func value(of expression: Expression) -> Bool? {
    switch expression {
    case .constant(let value): return value
    case .and(let left, let right):
      let values = [value(of: left), value(of: right)]
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .or(let left, let right):
      let values = [value(of: left), value(of: right)]
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .not(let inner): return value(of: inner).map { value in !value }
    case .has(let field): return ![.absent, .null].contains(self[field])
    case .compare(let field, let comparison, let literal):
      return PlainLogic.compare(self[field], comparison, sample(of: literal))
    case .compareFields(let left, let comparison, let right):
      return PlainLogic.compare(self[left], comparison, self[right])
    case .within(let field, let literals):
      let values = literals.map { PlainLogic.compare(self[field], .equal, sample(of: $0)) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .text(let field, let test, let part):
      guard let text = self[field].plainText else { return nil }
      switch test {
      // Only patterns without a wildcard are made here: globs have tests of their own.
      case .like: return text == part
      case .startsWith: return text.hasPrefix(part)
      case .endsWith: return text.hasSuffix(part)
      case .contains: return part.isEmpty || text.contains(part)
      }
    }
  }

  private subscript(field: FieldReference) -> SampleValue { fields[field.text] ?? .absent }

  private func sample(of literal: Expression.Literal) -> SampleValue {
    for sample in SampleValue.all where sample.literal == literal { return sample }
    return .absent
  }

  private static func compare(
    _ left: SampleValue, _ comparison: Expression.Comparison, _ right: SampleValue
  ) -> Bool? {
    guard left.isComparable, right.isComparable else { return nil }
    if let first = left.number, let second = right.number {
      return holds(comparison, first, second)
    }
    switch (left, right) {
    case (.text(let first), .text(let second)):
      return holds(comparison, Bytes(first), Bytes(second))
    case (.bool(let first), .bool(let second)):
      return switch comparison {
      case .equal: first == second
      case .notEqual: first != second
      default: nil
      }
    default:
      return comparison == .equal ? false : comparison == .notEqual ? true : nil
    }
  }

  private struct Bytes: Comparable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    static func < (lhs: Bytes, rhs: Bytes) -> Bool {
      lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
    }
  }

  private static func holds<Value: Comparable>(
    _ comparison: Expression.Comparison, _ left: Value, _ right: Value
  ) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
