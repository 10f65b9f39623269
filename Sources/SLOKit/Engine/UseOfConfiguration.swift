// Which parts of a configuration ever meet the events: fields that some event has, attribution rules
// that decide, objectives that match. What is never of use is mostly a slip of the pen.

/// How often the parts of a configuration were of use.
package struct UseOfConfiguration: Sendable {
  /// The paths of `presentCounts`.
  package let paths: [String]
  /// In how many judged specimens each path was present and not null.
  package private(set) var presentCounts: [Int64]
  /// How many failed specimens each attribution rule decided.
  package private(set) var decidedCounts: [Int64]

  init(_ plan: FieldPlan, _ configuration: Configuration) {
    paths = plan.paths.paths
    presentCounts = Array(repeating: 0, count: plan.paths.count)
    decidedCounts = Array(repeating: 0, count: configuration.attributionRules.count)
  }

  mutating func note(_ fields: EventFields) {
    for slot in presentCounts.indices where fields.values[slot].isPresent {
      presentCounts[slot] += 1
    }
  }

  mutating func note(
    _ outcome: Outcome, of index: Int, _ plan: ObjectivePlan, _ fields: EventFields,
    in line: RawSpan
  ) {
    guard case .failed = outcome else { return }
    if let rule = plan.classifier.decidingRule(of: fields, in: line) { decidedCounts[rule] += 1 }
  }
}
