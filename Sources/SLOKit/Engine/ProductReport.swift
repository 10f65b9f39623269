// What customers get wrong, as a value: which parts of the product are used wrongly, by how many
// customers, and whether that grows. For those who can change the product so that it happens less.

/// What customers get wrong.
public struct ProductReport: Sendable {
  /// The instant as of which it holds.
  public var asOf: Timestamp
  /// One an objective, in the order of the config.
  public var objectives: [ProductObjective]
  /// Where every line went; of the last reading, where zones made more than one necessary.
  public var input: Accounting
}

/// What customers get wrong in the requests that one objective is about.
public struct ProductObjective: Sendable {
  /// The objective.
  public var objective: Objective
  /// The period, and the one before it.
  public var span: Range<Timestamp>, spanBefore: Range<Timestamp>
  /// Requests that the objective matches, in the period and before.
  public var requests: Int64, requestsBefore: Int64
  /// Failures whose origin is the customer, in the period and before.
  public var failures: Int64, failuresBefore: Int64
  /// How many customers made such failures, in the period and before, as far as they are kept.
  public var customers: Int64, customersBefore: Int64
  /// The failures by kind, the most frequent first.
  public var kinds: [Misuse]
  /// Failures of the period of kinds beyond those that are kept.
  public var others: Int64
}

/// One way in which requests fail through the customers that make them.
public struct Misuse: Sendable {
  /// Whether it becomes more frequent.
  public enum Trend: String, Sendable {
    case rising, falling, steady, noData
  }

  /// What the failures look like, how many there were in the period, and the first and the last.
  public var kind: FailureKind
  /// How many there were in the period before.
  public var before: Int64
  /// Requests to the route, in the period and before; to all routes where there is none.
  public var requests: Int64, requestsBefore: Int64
  /// How many customers made them; at least so many where `hasMoreCustomers`.
  public var customers: Int64
  /// Whether there was no room for more customers.
  public var hasMoreCustomers: Bool
  /// Those who made the most of them, at most three.
  public var topCustomers: [(key: [UInt8], count: Int64)]
  /// Whether their share of the requests has grown since the period before.
  public var trend: Trend
}

extension ProductReport {
  /// A report of no objective.
  package init() {
    self.init(asOf: Timestamp(nanoseconds: .min), objectives: [], input: Accounting())
  }

  /// Adds the objectives of `more`, which other zones made another reading of; as of the later instant.
  package mutating func add(_ more: ProductReport) {
    asOf = max(asOf, more.asOf)
    objectives += more.objectives
    input = more.input
  }

  /// The report of what a witness of `answer`'s events has seen.
  package init(_ answer: Answer, seenBy witness: ProductWitness) {
    self.init(
      asOf: answer.asOf,
      objectives: answer.objectives.indices.map { index in
        ProductObjective(
          answer.objectives[index].objective, witness.misuse[index], witness.spans[index], witness)
      }, input: answer.input)
  }
}

extension ProductObjective {
  fileprivate init(
    _ objective: Objective, _ misuse: ProductMisuse, _ spans: ProductWitness.Spans,
    _ witness: ProductWitness
  ) {
    let (now, before) = (misuse.now.failures, misuse.before.failures)
    self.init(
      objective: objective, span: spans.now, spanBefore: spans.before,
      requests: misuse.now.all.events, requestsBefore: misuse.before.all.events,
      failures: now.count(of: .customer), failuresBefore: before.count(of: .customer),
      customers: misuse.now.customerCount, customersBefore: misuse.before.customerCount,
      kinds: now.numberedKinds.map { Misuse($0.kind, $0.number, misuse, witness) }
        .sorted(by: Misuse.isMore),
      others: now.others.failed(by: .customer))
  }
}

extension ProductMisuse.Side {
  /// How many customers it has kept.
  fileprivate var customerCount: Int64 {
    Int64(customers.values.reduce(into: Set<Int>()) { $0.formUnion($1.keys) }.count)
  }
}

extension Misuse {
  fileprivate init(
    _ kind: FailureKind, _ number: Int, _ misuse: ProductMisuse, _ witness: ProductWitness
  ) {
    let route = kind.route.flatMap { witness.routes.number(ofKnown: $0) }
    func traffic(_ side: ProductMisuse.Side) -> ProductMisuse.Traffic {
      route.map { side.routes[$0] ?? .init() } ?? side.all
    }
    let (now, before) = (traffic(misuse.now), traffic(misuse.before))
    let same = misuse.before.failures.kind(like: kind)
    let customers = (misuse.now.customers[number] ?? [:]).map {
      (key: witness.customers[$0.key], count: $0.value)
    }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.key.lexicographicallyPrecedes(b.key)
    }
    self.init(
      kind: kind, before: same?.count ?? 0, requests: now.events, requestsBefore: before.events,
      customers: Int64(customers.count), hasMoreCustomers: misuse.now.crowded.contains(number),
      topCustomers: Array(customers.prefix(3)),
      trend: Trend(
        (kind.specimens, now.specimens), before: (same?.specimens ?? 0, before.specimens)))
  }

  /// The most frequent first, then by what they share.
  fileprivate static func isMore(_ a: Misuse, _ b: Misuse) -> Bool {
    a.kind.count != b.kind.count ? a.kind.count > b.kind.count : a.kind.precedes(b.kind)
  }
}

extension Misuse.Trend {
  /// How likely chance alone may be to make a trend.
  private static let chance = 0.05

  /// What the failures of so many requests say beside those of so many before (Fisher's exact test,
  /// one-sided, from lines).
  fileprivate init(_ now: (failed: Int64, all: Int64), before: (failed: Int64, all: Int64)) {
    guard now.all > 0, before.all > 0 else {
      self = .noData
      return
    }
    func isMore(
      _ one: (failed: Int64, all: Int64), than other: (failed: Int64, all: Int64)
    ) -> Bool {
      FisherTest.upperTail(
        bad: one.failed, valid: one.all, allBad: one.failed + other.failed,
        all: one.all + other.all) < Misuse.Trend.chance
    }
    self = isMore(now, than: before) ? .rising : isMore(before, than: now) ? .falling : .steady
  }
}
