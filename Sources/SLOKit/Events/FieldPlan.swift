// Which paths of an event are wanted, and which slots answer for a role or a path. A role that maps
// to several paths has several slots; the first that is present and not null is its value.

/// A field of an event, resolved to the slots that may hold it.
package struct EventField: Hashable, Sendable {
  private let first: Int
  private let others: [Int]
  private let isAlone: Bool

  init(slots: [Int]) {
    first = slots[0]
    others = Array(slots.dropFirst())
    isAlone = others.isEmpty
  }

  /// The slots, in the order in which they are tried.
  package var slots: [Int] { [first] + others }

  /// The first value that is present and not null, else `absent` or `null`.
  @inline(__always)
  package func value(in fields: EventFields) -> FieldValue {
    let value = fields.values[first]
    return isAlone || value.isPresent ? value : laterValue(in: fields) ?? value
  }

  @inline(never)
  private func laterValue(in fields: EventFields) -> FieldValue? {
    others.first { fields.values[$0].isPresent }.map { fields.values[$0] }
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
