// Finds the two answers of each request, wherever in the events they stand, and compares them. What
// still waits for its other answer is kept, up to `mostOpen`; what finds no room is counted.

/// Pairs the events of two back ends.
package struct PairWitness: EventWitness {
  /// The most answers that wait for their other one.
  package static let mostOpen = 1_000_000

  /// An answer.
  private struct Answer: Sendable {
    let isAfter: Bool
    let isBad: Bool
    let isGood: Bool
    /// The outcome and the status.
    let words: String
    let route: [UInt8]?
    let file: Int32
    let line: Int
  }

  private let sorter: GroupSorter
  private let pair: EventField
  private let status: EventField?
  private let route: EventField?
  private let charge: OriginSet
  private let mostOpen: Int
  private var open: [[UInt8]: Answer] = [:]
  private var files: [String] = []
  private var comparison = PairComparison()
  private var numbers: [PairComparison.Kind: Int] = [:]

  package init(
    by reference: FieldReference, _ groups: ComparedGroups, of plan: ObjectivePlan,
    mostOpen: Int = PairWitness.mostOpen, fields: inout FieldPlan
  ) {
    sorter = GroupSorter(groups, fields: &fields)
    pair = fields.field(of: reference)
    status = fields.field(of: .status)
    route = fields.field(of: .route)
    charge = plan.charge
    self.mostOpen = mostOpen
  }

  /// The pairs, and what was left without its other answer; kinds by their counts.
  package func result() -> PairComparison {
    var result = comparison
    result.unpaired += Int64(open.count)
    result.kinds.sort { one, other in
      if one.kind.isWorse != other.kind.isWorse { return one.kind.isWorse }
      if one.count != other.count { return one.count > other.count }
      let (route, otherRoute) = (one.kind.route ?? [], other.kind.route ?? [])
      if route != otherRoute { return route.lexicographicallyPrecedes(otherRoute) }
      return (one.kind.before, one.kind.after) < (other.kind.before, other.kind.after)
    }
    return result
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    switch outcome {
    case .unmatched, .excluded: return
    case .good, .failed, .unjudged: break
    }
    guard let isAfter = sorter.isAfter(event.instant, fields, in: line) else { return }
    guard let key = copy(of: pair, fields, line) else {
      comparison.unpaired += 1
      return
    }
    if files.last != place.file { files.append(place.file) }
    let answer = Answer(
      isAfter: isAfter, isBad: isBad(outcome), isGood: outcome == .good,
      words: words(outcome)
        + (status.flatMap { copy(of: $0, fields, line) }
          .map { " " + String(decoding: $0.prefix(32), as: UTF8.self) } ?? ""),
      route: route.flatMap { copy(of: $0, fields, line) }, file: Int32(files.count - 1),
      line: place.line)
    guard let other = open[key] else {
      if open.count < mostOpen { open[key] = answer } else { comparison.overflowed += 1 }
      return
    }
    if other.isAfter == answer.isAfter {
      comparison.surplus += 1
      return
    }
    open[key] = nil
    compare(other.isAfter ? answer : other, other.isAfter ? other : answer, key)
  }

  private mutating func compare(_ before: Answer, _ after: Answer, _ key: [UInt8]) {
    comparison.pairs += 1
    switch (before.isBad, after.isBad) {
    case (true, true): comparison.bothBad += 1
    case (true, false): comparison.onlyBeforeBad += 1
    case (false, true): comparison.onlyAfterBad += 1
    case (false, false): if before.isGood && after.isGood { comparison.bothGood += 1 }
    }
    let outcomes = (before.words.prefix { $0 != " " }, after.words.prefix { $0 != " " })
    guard outcomes.0 != outcomes.1 else { return }
    let kind = PairComparison.Kind(
      route: after.route ?? before.route, before: before.words, after: after.words,
      isWorse: after.isBad && !before.isBad, isBetter: before.isBad && !after.isBad)
    let request = PairComparison.Request(
      key: key, before: .init(file: files[Int(before.file)], line: before.line),
      after: .init(file: files[Int(after.file)], line: after.line))
    guard let number = numbers[kind] else {
      guard comparison.kinds.count < PairComparison.mostKinds else {
        comparison.otherKinds += 1
        return
      }
      numbers[kind] = comparison.kinds.count
      comparison.kinds.append((kind, 1, [request]))
      return
    }
    comparison.kinds[number].count += 1
    if comparison.kinds[number].requests.count < PairComparison.requestsPerKind {
      comparison.kinds[number].requests.append(request)
    }
  }

  private func isBad(_ outcome: Outcome) -> Bool {
    if case .failed(let origin) = outcome { return charge.contains(origin) }
    return false
  }

  private func words(_ outcome: Outcome) -> String {
    switch outcome {
    case .good: "good"
    case .unjudged: "unjudged"
    case .failed(let origin): charge.contains(origin) ? "bad" : "excused"
    case .unmatched, .excluded: ""
    }
  }

  private func copy(
    of field: EventField, _ fields: EventFields, _ line: RawSpan
  ) -> [UInt8]? {
    let value = field.value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { $0.copied(limit: 256) }
  }
}

/// Which values a field has, for who compares two of them and does not say which.
package struct FieldValueWitness: EventWitness {
  /// The most values that are looked at.
  package static let mostValues = 100

  private let field: EventField
  private let span: Range<Timestamp>
  /// The first instant of each value.
  private var first: [[UInt8]: Timestamp] = [:]

  package init(
    _ reference: FieldReference, in span: Range<Timestamp>, fields: inout FieldPlan
  ) {
    field = fields.field(of: reference)
    self.span = span
  }

  package var neededSpan: Range<Timestamp>? { span }

  /// The values, the oldest first.
  package func values() -> [[UInt8]] {
    first.sorted { one, other in
      one.value != other.value
        ? one.value < other.value : one.key.lexicographicallyPrecedes(other.key)
    }.map(\.key)
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    switch outcome {
    case .unmatched, .excluded: return
    case .good, .failed, .unjudged: break
    }
    let value = field.value(in: fields)
    guard span.contains(event.instant), value.isComparable else { return }
    let key = fields.withBytes(of: value, in: line) { $0.copied(limit: 256) }
    if let earlier = first[key] {
      first[key] = min(earlier, event.instant)
    } else if first.count < FieldValueWitness.mostValues {
      first[key] = event.instant
    }
  }
}
