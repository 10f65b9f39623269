// Which paths of an event are wanted, and which slots answer for a role or a path. A role that maps
// to several paths has several slots; the first that is present and not null is its value.

/// A field of an event, resolved to the slots that may hold it.
package struct EventField: Hashable, Sendable {
  private let first: Int
  private let others: [Int]

  init(slots: [Int]) {
    first = slots[0]
    others = Array(slots.dropFirst())
  }

  /// The slots, in the order in which they are tried.
  package var slots: [Int] { [first] + others }

  /// The first value that is present and not null, else `absent` or `null`.
  package func value(in fields: EventFields) -> FieldValue {
    let value = fields.values[first]
    if others.isEmpty || value.isPresent { return value }
    for slot in others where fields.values[slot].isPresent { return fields.values[slot] }
    return value
  }
}

extension FieldValue {
  /// Neither absent nor null.
  var isPresent: Bool { kind != .absent && kind != .null }
}

/// The wanted paths of a configuration and a question, each in its slot.
package struct FieldPlan: Sendable {
  /// The paths in slot order.
  package private(set) var paths = FieldPaths()
  /// How the configuration maps roles.
  package let mappings: [Role: FieldMapping]

  package init(mappings: [Role: FieldMapping]) {
    self.mappings = mappings
  }

  /// The field of `role`, or nil where the configuration maps none.
  package mutating func field(of role: Role) -> EventField? {
    guard let mapping = mappings[role], !mapping.paths.isEmpty else { return nil }
    return EventField(slots: mapping.paths.map { paths.slot(of: $0) })
  }

  /// The field that `reference` names; a role that is not mapped is a path of its own name.
  package mutating func field(of reference: FieldReference) -> EventField {
    if case .role(let role) = reference, let field = field(of: role) { return field }
    return EventField(slots: [paths.slot(of: reference.text)])
  }
}
