// What the fields of an expression must fulfil, which the expression alone does not show: a duration
// needs the unit of the role, an access log has certain fields and no others.

extension ConfigDecoder {
  /// Checks the fields of the expression that `value` writes.
  mutating func checkFields(of expression: Expression, at value: JSONValue) {
    if expression.comparesDuration, let duration = configuration.fields[.duration],
      duration.unit == nil
    {
      let path = duration.paths.first ?? ""
      problem(
        at: value.position, "a duration beside the role duration, of which no unit is known",
        advice: "map it with one: \"duration\": {\"field\": \"\(path)\", \"unit\": \"ms\"}")
    }
    guard configuration.format == .combined else { return }
    for case .path(let path) in expression.fieldReferences
    where !EventFormat.combinedFields.contains(path) {
      let near = nearestName(
        to: path,
        in: EventFormat.combinedFields + EventFormat.combinedRoles.keys.map(\.rawValue).sorted())
      warning(
        at: value.position, "\"\(path)\" is a field that an access log does not have",
        advice: near.map { "did you mean \"\($0)\"?" }
          ?? "it has \(EventFormat.combinedFields.joined(separator: ", "))")
    }
  }
}

extension Expression {
  /// Whether a duration is written in it.
  var comparesDuration: Bool {
    switch self {
    case .constant, .has, .compareFields, .text: false
    case .not(let inner): inner.comparesDuration
    case .and(let a, let b), .or(let a, let b): a.comparesDuration || b.comparesDuration
    case .compare(_, _, let literal): literal.isDuration
    case .within(_, let literals): literals.contains { $0.isDuration }
    }
  }
}

extension Expression.Literal {
  fileprivate var isDuration: Bool {
    if case .duration = self { true } else { false }
  }
}
