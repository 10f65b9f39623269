// Takes down, for those who make the product, what customers break by the way they use it: failures
// whose origin is the customer, in the period and in the one before, by route, status and error code,
// with who made them, and how many requests there were. What is kept is bounded, and what comes after
// is counted.

/// What customers got wrong in the requests that one objective is about.
package struct ProductMisuse: Sendable {
  /// Matched events, and the lines that they are.
  package struct Traffic: Sendable {
    var events: Int64 = 0
    var specimens: Int64 = 0

    mutating func add(_ weight: Int64) {
      events += weight
      specimens += 1
    }
  }

  /// A period's requests and what went wrong in them.
  package struct Side: Sendable {
    package var failures = FailureTally()
    package var all = Traffic()
    /// By the route's number.
    package var routes: [Int: Traffic] = [:]
    /// Customers by the number of the failure's kind, with the events of each.
    package var customers: [Int: [Int: Int64]] = [:]
    /// Failed events of customers that there was no room for, by the number of the kind.
    package var crowded: Set<Int> = []
    /// How many pairs `customers` holds.
    fileprivate var pairs = 0
  }

  package var now = Side(), before = Side()
}

/// Watches for what customers get wrong.
package struct ProductWitness: EventWitness {
  /// A period and the one before it.
  package typealias Spans = (now: Range<Timestamp>, before: Range<Timestamp>)

  /// How many pairs of a kind and a customer are kept, and how many routes' traffic.
  private static let mostPairs = 1_000_000
  private static let mostRoutes = 10_000

  /// What is told of each objective, in the order of the plans.
  package let spans: [Spans]
  package private(set) var misuse: [ProductMisuse]
  /// The customers and the routes by their numbers.
  package private(set) var customers = KeyTable()
  package private(set) var routes = KeyTable()

  private let customer: EventField
  private let failureFields: FailureFields

  /// A witness of the failures in each objective's span, and in the one before it.
  ///
  /// - Parameter code: The field of error codes; nil looks where they mostly are.
  package init(
    spans: [Spans], code: FieldReference?,
    fields: inout FieldPlan
  ) {
    self.spans = spans
    customer = fields.field(of: .role(.customer))
    failureFields = FailureFields(code: code, &fields)
    misuse = spans.map { _ in ProductMisuse() }
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard outcome != .unmatched, outcome != .excluded else { return }
    let (now, before) = spans[objective]
    let side: WritableKeyPath<ProductMisuse, ProductMisuse.Side>
    if now.contains(event.instant) {
      side = \.now
    } else if before.contains(event.instant) {
      side = \.before
    } else {
      return
    }
    misuse[objective][keyPath: side].all.add(event.weight)
    if let route = routeNumber(fields, line) {
      misuse[objective][keyPath: side].routes[route, default: .init()].add(event.weight)
    }
    guard case .failed(.customer) = outcome else { return }
    let look = failureFields.look(of: fields, in: line)
    let kind = misuse[objective][keyPath: side].failures.add(
      origin: .customer, route: look.route, status: look.status, code: look.code,
      trace: failureFields.trace(of: fields, in: line), at: event.instant, weight: event.weight)
    if let kind, let customer = customerNumber(fields, line) {
      misuse[objective][keyPath: side].add(
        customer, to: kind, event.weight, limit: ProductWitness.mostPairs)
    }
  }

  /// The number of the event's route; nil where it has none, or there is no room.
  private mutating func routeNumber(_ fields: EventFields, _ line: RawSpan) -> Int? {
    guard let value = failureFields.route?.value(in: fields), value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { bytes in
      routes.count < ProductWitness.mostRoutes
        ? routes.number(of: bytes) : routes.number(ofKnown: bytes.copied())
    }
  }

  private mutating func customerNumber(_ fields: EventFields, _ line: RawSpan) -> Int? {
    let value = customer.value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { customers.number(of: $0) }
  }
}

extension ProductMisuse.Side {
  /// Counts events of `kind` that `customer` made.
  fileprivate mutating func add(_ customer: Int, to kind: Int, _ weight: Int64, limit: Int) {
    if customers[kind]?[customer] == nil {
      guard pairs < limit else {
        crowded.insert(kind)
        return
      }
      pairs += 1
    }
    customers[kind, default: [:]][customer, default: 0] += weight
  }
}
