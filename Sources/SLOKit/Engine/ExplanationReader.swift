// Which events an explanation is about, and every field of theirs that may explain something,
// whether the config knows it or not.

/// Which events are explained, and by which they are compared.
package struct ExplanationScope: Sendable {
  /// Which failures are to be explained.
  package enum Failures: Sendable { case failed, charged, excused }

  package var failures = Failures.failed
  /// Only events of this customer; nil takes all.
  package var customer: [UInt8]?
  /// The look-back of the failed events.
  package let span: Range<Timestamp>
  /// The look-back of the good ones, which is a day longer.
  package let goodSpan: Range<Timestamp>
  /// Where it is to be explained what got worse between two groups, these: the failures are those of the
  /// group after, and only what contributes more of them than in the group before is listed.
  package let groups: ComparedGroups?

  /// A scope over `span`.
  package init(_ span: Range<Timestamp>) {
    self.span = span
    goodSpan = (span.lowerBound - .days(1))..<span.upperBound
    groups = nil
  }

  /// What got worse between `groups`. Good events are those of both spans, since after an outage began
  /// there may be none; of two values, those of the one after, whose traffic may be another.
  package init(between groups: ComparedGroups) {
    self.groups = groups
    goodSpan = groups.span
    switch groups {
    case .spans(_, let after): span = after
    case .values: span = groups.span
    }
  }
}

/// Reads every field of the events of a scope.
struct ExplanationReader: Sendable {
  private var walk: FieldWalk
  let scope: ExplanationScope
  private let sorter: GroupSorter?
  private let charge: OriginSet
  private let customer: EventField?
  /// Paths that are left out: what failures are told by, and what tells events apart.
  private let leftOut: Set<[UInt8]>
  /// Paths whose values are names, whatever they look like: the customer's.
  private let names: Set<[UInt8]>
  /// Whether numbers are told from texts by their form.
  private let hasNumbers: Bool
  /// Whether a field is left out, and whether its values are names, by its number; known for the
  /// first ones.
  private var isLeftOut: [Bool] = [], isName: [Bool] = []

  init(
    _ scope: ExplanationScope, of plan: ObjectivePlan, in configuration: Configuration,
    fields: inout FieldPlan
  ) {
    walk = FieldWalk(configuration.format.walk)
    self.scope = scope
    sorter = scope.groups.map { GroupSorter($0, fields: &fields) }
    charge = plan.charge
    customer = fields.field(of: .customer)
    names = Set((configuration.fields[.customer]?.paths ?? []).map { Array($0.utf8) })
    hasNumbers = configuration.format == .ndjson
    let objective = plan.objective
    let references =
      (objective.match?.fieldReferences ?? []) + objective.good.fieldReferences
      + [.role(.timestamp), .role(.origin), .role(.trace), .role(.id)]
    leftOut = Set(
      references.flatMap { reference -> [[UInt8]] in
        if case .role(let role) = reference {
          return (configuration.fields[role]?.paths ?? []).map { Array($0.utf8) }
        }
        return [Array(reference.text.utf8)]
      })
  }

  /// What an event is to an explanation.
  struct Part {
    let isFailed: Bool
    /// Whether it is among the failures to explain, or among the good events that they are compared
    /// with.
    let isCompared: Bool
    /// In which of two groups it is; nil where none are compared.
    let isAfter: Bool?
  }

  /// What an event is to the explanation; nil where it is nothing.
  func part(
    of outcome: Outcome, _ instant: Timestamp, _ fields: EventFields, in line: RawSpan
  ) -> Part? {
    guard scope.goodSpan.contains(instant) else { return nil }
    let isFailed: Bool
    switch outcome {
    case .good: isFailed = false
    case .failed(let origin):
      switch scope.failures {
      case .failed: break
      case .charged: guard charge.contains(origin) else { return nil }
      case .excused: guard !charge.contains(origin) else { return nil }
      }
      isFailed = true
    case .unmatched, .excluded, .unjudged: return nil
    }
    guard isOfCustomer(fields, in: line) else { return nil }
    guard let sorter else {
      if isFailed && !scope.span.contains(instant) { return nil }
      return Part(isFailed: isFailed, isCompared: true, isAfter: nil)
    }
    guard let isAfter = sorter.isAfter(instant, fields, in: line) else { return nil }
    return Part(
      isFailed: isFailed, isCompared: isAfter || !isFailed && comparesGoodBefore, isAfter: isAfter)
  }

  private var comparesGoodBefore: Bool {
    if case .spans = scope.groups { true } else { false }
  }

  private func isOfCustomer(_ fields: EventFields, in line: RawSpan) -> Bool {
    guard let wanted = scope.customer else { return true }
    guard let value = customer?.value(in: fields), value.isComparable else { return false }
    return fields.withBytes(of: value, in: line) { $0.holds(wanted) }
  }

  /// The names of the fields.
  var directory: FieldDirectory { walk.directory }

  /// Reads the names of a CSV file's cells.
  mutating func readHeader(_ line: RawSpan) {
    // One that cannot be read is counted as malformed, and so are the lines under it.
    try? walk.readHeader(line)
  }

  /// Reads the fields of `line`.
  mutating func read(_ line: RawSpan) {
    // A line that was judged is one that can be read.
    try? walk.read(line)
    while isLeftOut.count < walk.directory.count {
      let path = walk.directory.path(of: isLeftOut.count)
      isLeftOut.append(leftOut.contains(path))
      isName.append(names.contains(path))
    }
  }

  /// Calls `body` with every field of `line`, which was read last, that is not left out, and its
  /// value's key and bytes.
  @inline(__always)
  func forEachField(
    of line: RawSpan, _ body: (_ field: Int, _ key: ComparedValue.Key, _ text: RawSpan) -> Void
  ) {
    for found in walk.found where !isLeftOut[found.field] {
      // Where numbers have a form of their own, a text of digits is a name.
      let mayBeNumber =
        !isName[found.field]
        && (found.value.kind == .number || found.value.kind == .text && !hasNumbers)
      walk.withBytes(of: found.value, in: line) { text in
        if let key = ComparedValue.Key(text, mayBeNumber: mayBeNumber) {
          body(found.field, key, text)
        }
      }
    }
  }
}

extension EventFormat {
  /// The format, as far as its fields are concerned.
  var walk: FieldWalk.Format {
    switch self {
    case .ndjson: .json
    case .logfmt: .logfmt
    case .csv: .csv
    case .combined: .combined
    }
  }
}
