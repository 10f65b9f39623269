// What an expression is made of: its fields, and its chains of `and` and `or` in one normal form,
// flat in meaning and balanced in shape, so that a thousand alternatives are ten levels deep.

extension Expression {
  /// Every field that it uses, each once, in the order in which they are written.
  public var fieldReferences: [FieldReference] {
    var seen: Set<FieldReference> = []
    var fields: [FieldReference] = []
    visitFields { if seen.insert($0).inserted { fields.append($0) } }
    return fields
  }

  private func visitFields(_ visit: (FieldReference) -> Void) {
    switch self {
    case .constant: break
    case .and(let a, let b), .or(let a, let b):
      a.visitFields(visit)
      b.visitFields(visit)
    case .not(let inner): inner.visitFields(visit)
    case .has(let field), .compare(let field, _, _), .within(let field, _), .text(let field, _, _):
      visit(field)
    case .compareFields(let left, _, let right):
      visit(left)
      visit(right)
    }
  }

  /// All of `terms`, at least one.
  static func conjunction(of terms: [Expression]) -> Expression {
    balanced(terms.flatMap(\.conjuncts)[...]) { .and($0, $1) }
  }

  /// One of `terms`, of which there is at least one.
  static func alternative(of terms: [Expression]) -> Expression {
    balanced(terms.flatMap(\.alternatives)[...]) { .or($0, $1) }
  }

  /// The terms of a chain of `and`, itself where it is none.
  var conjuncts: [Expression] {
    if case .and(let a, let b) = self { a.conjuncts + b.conjuncts } else { [self] }
  }

  /// The terms of a chain of `or`, itself where it is none.
  var alternatives: [Expression] {
    if case .or(let a, let b) = self { a.alternatives + b.alternatives } else { [self] }
  }

  private static func balanced(
    _ terms: ArraySlice<Expression>, _ join: (Expression, Expression) -> Expression
  ) -> Expression {
    guard terms.count > 1 else { return terms.first ?? .constant(true) }
    let middle = terms.startIndex + (terms.count + 1) / 2
    return join(balanced(terms[..<middle], join), balanced(terms[middle...], join))
  }
}
