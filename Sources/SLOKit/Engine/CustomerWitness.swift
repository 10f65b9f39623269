// Takes down what one customer experienced, for that customer's own page: nothing of any other
// customer's events goes in, so nothing of them can come out. A customer is the bytes of the role's
// value, exactly: `7` and `7.0` are two.

/// What one customer experienced of one objective.
package struct CustomerExperience: Sendable {
  /// Events and failures by bucket; charged there is whatever was not the customer's own doing.
  package var history: ObjectiveHistory
  /// How long the matched events took, as far as they say, without those that the customer failed.
  package var durations = DurationHistogram()
  /// The failures by kind.
  package var failures = FailureTally()
  /// The customer's last matched event.
  package var last: Timestamp?
}

/// Watches the events of one customer.
package struct CustomerWitness: EventWitness {
  /// One an objective, in the order of the plans.
  package private(set) var experiences: [CustomerExperience]

  private let name: [UInt8]
  private let window: [Range<Timestamp>]
  private let buckets: Buckets
  private let customer: EventField
  private let duration: EventField?
  private let durationUnit: TimeUnit
  private let failureFields: FailureFields
  private var routeTable = KeyTable()

  /// A witness of the events of `name` in each objective's window as of `end`.
  ///
  /// - Parameter code: The field of error codes; nil looks where they mostly are.
  package init(
    of name: [UInt8], asOf end: Timestamp, code: FieldReference?, _ plans: [ObjectivePlan],
    buckets: Buckets, fields: inout FieldPlan
  ) {
    self.name = name
    self.buckets = buckets
    window = plans.map { $0.starts(asOf: end)[0]..<end }
    customer = fields.field(of: .role(.customer))
    failureFields = FailureFields(code: code, &fields)
    duration = fields.field(of: .duration)
    durationUnit = fields.mappings[.duration]?.unit ?? .s
    let hasRoutes = failureFields.route != nil
    experiences = plans.map { plan in
      var history = ObjectiveHistory(plan.objective, charge: .standard, slices: nil)
      if hasRoutes { history.routes = KeyHistory(log: KeyLog(), table: KeyTable()) }
      return CustomerExperience(history: history)
    }
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard outcome != .unmatched, outcome != .excluded, window[objective].contains(event.instant)
    else { return }
    if !isOwn(fields, line) { return }
    let bucket = buckets.index(of: event.instant)
    experiences[objective].count(outcome, event, bucket)
    if outcome != .failed(.customer), let length = length(fields, line) {
      experiences[objective].durations.add(length, weight: event.weight)
    }
    guard case .failed(let origin) = outcome else { return }
    let trace = failureFields.trace(of: fields, in: line)
    let look = failureFields.look(of: fields, in: line)
    experiences[objective].failures.add(
      origin: origin, route: look.route, status: look.status, code: look.code, trace: trace,
      at: event.instant, weight: event.weight)
    if let number = routeNumber(fields, line) {
      experiences[objective].history.routes?.log.add(
        outcome, key: number, bucket: bucket, weight: event.weight)
    }
    if OriginSet.standard.contains(origin) {
      experiences[objective].history.badExemplars.add(
        at: event.instant, bucket: bucket, file: place.file, line: place.line, trace: trace)
    }
  }

  /// What was experienced, ready to be read.
  package func finished() -> [CustomerExperience] {
    experiences.map { experience in
      var experience = experience
      experience.history.routes?.log.settle()
      experience.history.routes?.table = routeTable
      return experience
    }
  }

  private func isOwn(_ fields: EventFields, _ line: RawSpan) -> Bool {
    let value = customer.value(in: fields)
    guard value.isComparable else { return false }
    return fields.withBytes(of: value, in: line) { bytes in
      bytes.byteCount == name.count && name.indices.allSatisfy { name[$0] == bytes[byte: $0] }
    }
  }

  private mutating func routeNumber(_ fields: EventFields, _ line: RawSpan) -> Int? {
    guard let value = failureFields.route?.value(in: fields), value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { routeTable.number(of: $0) }
  }

  /// How long the request took; nil where the event does not say.
  private func length(_ fields: EventFields, _ line: RawSpan) -> TimeSpan? {
    guard let value = duration?.value(in: fields), value.isComparable else { return nil }
    let nanoseconds = fields.withBytes(of: value, in: line) {
      DecimalNumber($0)?.floored(scaledByPowerOfTen: durationUnit.nanosecondDigits)
    }
    return nanoseconds.map { TimeSpan(nanoseconds: $0) }
  }
}

extension CustomerExperience {
  fileprivate mutating func count(_ outcome: Outcome, _ event: EventHead, _ bucket: Int) {
    history.counts.add(outcome, weight: event.weight, in: bucket)
    history.firstMatched = min(history.firstMatched ?? event.instant, event.instant)
    last = max(last ?? event.instant, event.instant)
  }
}
