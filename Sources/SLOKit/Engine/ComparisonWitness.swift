// Sorts an objective's events into the two groups that are compared: by when they happened, or by
// the value of a field.

/// What tells the groups of a comparison apart.
package enum ComparedGroups: Sendable {
  /// Events of the one span and of the other.
  case spans(before: Range<Timestamp>, after: Range<Timestamp>)
  /// Events of one span whose field has the one value or the other.
  case values(FieldReference, before: [UInt8], after: [UInt8], in: Range<Timestamp>)

  /// All that is compared lies in it.
  package var span: Range<Timestamp> {
    switch self {
    case .spans(let before, let after):
      min(before.lowerBound, after.lowerBound)..<max(before.upperBound, after.upperBound)
    case .values(_, _, _, let span): span
    }
  }
}

/// Tells of an event in which group it is.
struct GroupSorter: Sendable {
  private let groups: ComparedGroups
  private let field: EventField?

  init(_ groups: ComparedGroups, fields: inout FieldPlan) {
    self.groups = groups
    if case .values(let reference, _, _, _) = groups {
      field = fields.field(of: reference)
    } else {
      field = nil
    }
  }

  /// All that is compared lies in it.
  var span: Range<Timestamp> { groups.span }

  /// Whether the event is in the group after (true), in the one before (false), or in neither.
  func isAfter(_ instant: Timestamp, _ fields: EventFields, in line: RawSpan) -> Bool? {
    switch groups {
    case .spans(let before, let after):
      return after.contains(instant) ? true : before.contains(instant) ? false : nil
    case .values(_, let before, let after, let span):
      guard span.contains(instant), let value = field?.value(in: fields), value.isComparable else {
        return nil
      }
      return fields.withBytes(of: value, in: line) { text in
        text.holds(after) ? true : text.holds(before) ? false : nil
      }
    }
  }
}

extension RawSpan {
  /// Whether its bytes are `bytes`.
  func holds(_ bytes: [UInt8]) -> Bool {
    byteCount == bytes.count && bytes.indices.allSatisfy { self[byte: $0] == bytes[$0] }
  }
}

/// Counts the two groups.
package struct ComparisonWitness: EventWitness {
  private let sorter: GroupSorter
  private let duration: EventField?
  private let nanosecondDigits: Int
  package private(set) var comparison: Comparison

  package init(
    _ groups: ComparedGroups, of plan: ObjectivePlan, in configuration: Configuration,
    fields: inout FieldPlan
  ) {
    sorter = GroupSorter(groups, fields: &fields)
    duration = fields.field(of: .duration)
    nanosecondDigits = (configuration.fields[.duration]?.unit ?? .s).nanosecondDigits
    comparison = Comparison(
      charge: plan.charge, excusedAreValid: plan.objective.excusedAreValid,
      target: plan.objective.target)
  }

  package var neededSpan: Range<Timestamp>? { sorter.span }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    switch outcome {
    case .unmatched, .excluded: return
    case .good, .failed, .unjudged: break
    }
    guard let isAfter = sorter.isAfter(event.instant, fields, in: line) else { return }
    let took = durationOf(fields, line)
    if isAfter {
      comparison.after.count(outcome, event.weight, took, comparison)
    } else {
      comparison.before.count(outcome, event.weight, took, comparison)
    }
  }

  private func durationOf(_ fields: EventFields, _ line: RawSpan) -> TimeSpan? {
    guard let value = duration?.value(in: fields), value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { text in
      DecimalNumber(text)?.floored(scaledByPowerOfTen: nanosecondDigits)
        .map { TimeSpan(nanoseconds: $0) }
    }
  }
}

extension Comparison.Side {
  fileprivate mutating func count(
    _ outcome: Outcome, _ weight: Int64, _ took: TimeSpan?, _ comparison: Comparison
  ) {
    counts.add(outcome, weight: weight)
    specimens.add(outcome, weight: 1)
    var one = Counts()
    one.add(outcome, weight: 1)
    if let took, comparison.judged(one).valid > 0 { durations.add(took, weight: weight) }
  }
}
