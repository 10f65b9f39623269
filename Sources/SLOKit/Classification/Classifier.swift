// What one objective makes of an event: not about it, taken out by an exclusion, good, failed by
// somebody, or not to be told. The first answer wins, in that order.

/// What an objective makes of an event.
package enum Outcome: Sendable, Hashable {
  case unmatched
  case excluded
  case good
  case failed(Origin)
  /// `good` is unknown.
  case unjudged
}

/// Judges events for one objective. A class, since it never changes and an engine asks it about every
/// event: a struct of its many parts would be copied each time.
package final class Classifier: Sendable {
  let match: Predicate?
  let exceptions: [Predicate]
  let good: Predicate
  private let exclusions: [Range<Timestamp>]
  let attribution: Attribution

  /// The judge of `objective`.
  ///
  /// - Parameters:
  ///   - condition: Events for which it does not hold are unmatched too.
  ///   - exceptions: Events for which one of them holds are unmatched too.
  package init(
    _ objective: Objective, in configuration: Configuration, plan: inout FieldPlan,
    condition: Expression? = nil, exceptions: [Expression] = []
  ) {
    let match: Expression? =
      switch (objective.match, condition) {
      case (let match?, let condition?): .and(match, condition)
      case (let match, let condition): match ?? condition
      }
    self.match = match.map { Predicate($0, plan: &plan) }
    self.exceptions = exceptions.map { Predicate($0, plan: &plan) }
    good = Predicate(objective.good, plan: &plan)
    exclusions = configuration.exclusions(of: objective.name)
    attribution = Attribution(of: objective.name, in: configuration, plan: &plan)
  }

  /// What becomes of the event at `instant` whose `fields` lie in `line`.
  package func outcome(
    of fields: EventFields, at instant: Timestamp, in line: RawSpan
  ) -> Outcome {
    let outcome = outcome(of: fields, in: line)
    return outcome != .unmatched && excludes(instant) ? .excluded : outcome
  }

  /// Whether an exclusion takes out what happened at `instant`.
  package func excludes(_ instant: Timestamp) -> Bool {
    exclusions.contains { $0.contains(instant) }
  }

  /// What becomes of the event whose `fields` lie in `line`, if no exclusion takes it out.
  func outcome(of fields: EventFields, in line: RawSpan) -> Outcome {
    if !matches(fields, in: line) { return .unmatched }
    switch good.evaluate(fields, in: line) {
    case .yes: return .good
    case .unknown: return .unjudged
    case .no: return .failed(attribution.origin(of: fields, in: line))
    }
  }

  /// Whether the objective is about the event whose `fields` lie in `line`.
  package func matches(_ fields: EventFields, in line: RawSpan) -> Bool {
    if let match, match.evaluate(fields, in: line) != .yes { return false }
    return !exceptions.contains { $0.evaluate(fields, in: line) == .yes }
  }

  /// The index, in the configuration, of the attribution rule that decides about the event; nil
  /// where none does.
  package func decidingRule(of fields: EventFields, in line: RawSpan) -> Int? {
    attribution.decidingRule(of: fields, in: line)
  }
}

extension Configuration {
  /// The exclusions that concern the objective called `name`.
  package func exclusions(of name: String) -> [Range<Timestamp>] {
    exclusions.filter { $0.objectives?.contains(name) ?? true }.map { $0.from..<$0.to }
  }
}
