// The readings behind an explanation. The first finds the values that are frequent among the failed
// events, the second counts those among all, alone and as they come together. Where too many different
// ones come together for that, a third counts pairs of the best.

/// The values of all fields that may be listed.
package struct FrequentFieldValues: Sendable {
  /// Values and the paths of their fields.
  package fileprivate(set) var values: [(path: [UInt8], value: ComparedValue)] = []
  /// How many different values the failed events have, and pairs of values of two fields: each could
  /// have been listed, and chance had a try with each.
  package fileprivate(set) var possible = 0
  /// The paths of fields that nearly every failure has its own value of, or that have too many.
  package fileprivate(set) var dropped: [[UInt8]] = []
  /// Whether there were more fields than are told apart.
  package fileprivate(set) var hasMoreFields = false

  /// What is counted of them.
  package var tally: ValueTally {
    ValueTally(
      values.map {
        Explanation.Term(field: $0.path, value: $0.value.bytes, isSpan: $0.value.isMagnitude)
      }, possible: possible)
  }
}

/// The first reading: which values are frequent among the failed events.
package struct FrequentValueWitness: EventWitness {
  private var reader: ExplanationReader
  private var values: [FrequentValues] = []
  private var failed: Int64 = 0

  package init(
    _ scope: ExplanationScope, of plan: ObjectivePlan, in configuration: Configuration,
    fields: inout FieldPlan
  ) {
    reader = ExplanationReader(scope, of: plan, in: configuration, fields: &fields)
  }

  /// Good events are not looked at yet.
  package var neededSpan: Range<Timestamp>? { reader.scope.span }

  package mutating func seeHeader(_ line: RawSpan) { reader.readHeader(line) }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard let part = reader.part(of: outcome, event.instant, fields, in: line), part.isFailed,
      part.isCompared
    else { return }
    failed += event.weight
    reader.read(line)
    reader.forEachField(of: line) { field, key, text in
      while values.count <= field { values.append(FrequentValues()) }
      values[field].add(ComparedValue(key, text), weight: event.weight)
    }
  }

  /// The values that may be listed.
  package func frequentValues() -> FrequentFieldValues {
    var result = FrequentFieldValues()
    result.hasMoreFields = reader.directory.isFull
    let least = Explanation.least(of: failed)
    var distinctCount = 0
    for (field, values) in values.enumerated() where values.total > 0 {
      let path = reader.directory.path(of: field)
      let found = values.values(atLeast: least)
      if found.isEmpty, values.isOverfull || values.looksLikeIdentities {
        result.dropped.append(path)
        continue
      }
      result.possible += values.distinctCount * (1 + distinctCount)
      distinctCount += values.distinctCount
      result.values += found.map { (path, $0) }
    }
    result.dropped.sort { $0.lexicographicallyPrecedes($1) }
    return result
  }
}

/// The second reading: how many failed and good events have each of the frequent values, and which of
/// them come together.
package struct ValueCountWitness: EventWitness {
  private var reader: ExplanationReader
  private var matcher: ValueMatcher
  package private(set) var tally: ValueTally
  private var combinations = ValueCombinations()
  /// The values of one event.
  private var met: [Int32] = []

  package init(
    _ frequent: FrequentFieldValues, _ scope: ExplanationScope, of plan: ObjectivePlan,
    in configuration: Configuration, fields: inout FieldPlan
  ) {
    reader = ExplanationReader(scope, of: plan, in: configuration, fields: &fields)
    matcher = ValueMatcher(frequent)
    tally = frequent.tally
  }

  package var neededSpan: Range<Timestamp>? { reader.scope.goodSpan }

  package mutating func seeHeader(_ line: RawSpan) { reader.readHeader(line) }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard let part = reader.part(of: outcome, event.instant, fields, in: line) else { return }
    met.removeAll(keepingCapacity: true)
    reader.read(line)
    matcher.learn(reader.directory)
    reader.forEachField(of: line) { field, key, text in
      if let value = matcher.value(of: field, key, text) { met.append(Int32(value)) }
    }
    if part.isCompared {
      tally.all.add(isFailed: part.isFailed, weight: event.weight)
      for value in met {
        tally.splits[Int(value)].add(isFailed: part.isFailed, weight: event.weight)
      }
    }
    combinations.add(
      met, isFailed: part.isFailed, isCompared: part.isCompared, isAfter: part.isAfter,
      weight: event.weight)
  }

  /// `overlap` with the events of this reading; nil where a third has to count them.
  package func counted(_ overlap: RowOverlap) -> RowOverlap? {
    combinations.counted(overlap, valueCount: tally.terms.count)
  }
}

/// The third reading, where the second could not keep what comes together: pairs of the best values, and which rows are of the same failures.
package struct RowOverlapWitness: EventWitness {
  private var reader: ExplanationReader
  private var matcher: ValueMatcher
  package private(set) var overlap: RowOverlap
  private var has: [Bool]

  package init(
    _ overlap: RowOverlap, of frequent: FrequentFieldValues, _ scope: ExplanationScope,
    of plan: ObjectivePlan, in configuration: Configuration, fields: inout FieldPlan
  ) {
    reader = ExplanationReader(scope, of: plan, in: configuration, fields: &fields)
    matcher = ValueMatcher(frequent)
    self.overlap = overlap
    has = Array(repeating: false, count: frequent.values.count)
  }

  package var neededSpan: Range<Timestamp>? { reader.scope.goodSpan }

  package mutating func seeHeader(_ line: RawSpan) { reader.readHeader(line) }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard let part = reader.part(of: outcome, event.instant, fields, in: line) else { return }
    for index in has.indices { has[index] = false }
    reader.read(line)
    matcher.learn(reader.directory)
    reader.forEachField(of: line) { field, key, text in
      if let value = matcher.value(of: field, key, text) { has[value] = true }
    }
    var events = Explanation.GroupedSplit()
    events.add(
      isFailed: part.isFailed, isCompared: part.isCompared, isAfter: part.isAfter,
      weight: event.weight)
    overlap.add(events, has: has)
  }
}

/// Finds the number of a field's value among those that are counted.
private struct ValueMatcher: Sendable {
  private let values: [ComparedValue]
  /// The numbers of the values of each path, by hash.
  private let byPath: [[UInt8]: [UInt64: Int]]
  /// The same by the field's number in a walk; filled as fields come up.
  private var byField: [[UInt64: Int]] = []

  init(_ frequent: FrequentFieldValues) {
    values = frequent.values.map(\.value)
    var byPath: [[UInt8]: [UInt64: Int]] = [:]
    for (number, entry) in frequent.values.enumerated() {
      byPath[entry.path, default: [:]][entry.value.hash] = number
    }
    self.byPath = byPath
  }

  /// Learns which of the fields of `directory` have values that are counted.
  mutating func learn(_ directory: FieldDirectory) {
    while byField.count < directory.count {
      byField.append(byPath[directory.path(of: byField.count)] ?? [:])
    }
  }

  func value(of field: Int, _ key: ComparedValue.Key, _ text: RawSpan) -> Int? {
    guard !byField[field].isEmpty, let number = byField[field][key.hash],
      values[number].equals(key, text)
    else { return nil }
    return number
  }
}
