// Whose fault a failed event is: the config's rules first, then the event's own tag, then the
// default. A good event has no origin, whatever its tag says: it is never asked.

/// Finds the origin of failed events for one objective.
package struct Attribution: Sendable {
  let rules: [(index: Int, when: Predicate, origin: Origin)]
  let tag: EventField?
  private let names: Configuration
  private let standard: Origin

  init(of objective: String, in configuration: Configuration, plan: inout FieldPlan) {
    var rules: [(index: Int, when: Predicate, origin: Origin)] = []
    for (index, rule) in configuration.attributionRules.enumerated()
    where rule.objectives?.contains(objective) ?? true {
      rules.append((index, Predicate(rule.when, plan: &plan), rule.origin))
    }
    self.rules = rules
    tag = plan.field(of: .origin)
    names = configuration
    standard = configuration.defaultOrigin
  }

  /// Who caused the failed event.
  func origin(of fields: EventFields, in line: RawSpan) -> Origin {
    for rule in rules where rule.when.evaluate(fields, in: line) == .yes { return rule.origin }
    return taggedOrigin(of: fields, in: line)
  }

  /// Whom the event's own tag blames; where it has none, the default.
  func taggedOrigin(of fields: EventFields, in line: RawSpan) -> Origin {
    guard let value = tag?.value(in: fields), value.isPresent else { return standard }
    // A tag was given: one that says nothing we know is unknown, an object or array too.
    guard value.isComparable else { return .unknown }
    return fields.withBytes(of: value, in: line) { text in
      names.origin(named: text.text) ?? .unknown
    }
  }

  /// The index in the configuration of the first rule that applies.
  func decidingRule(of fields: EventFields, in line: RawSpan) -> Int? {
    rules.first { $0.when.evaluate(fields, in: line) == .yes }?.index
  }
}
