// What the alerts of keys tell of each key's bad events: by which routes, which customers, and where
// to look. Bad events alone are taken down, by bucket and pair, so that it grows with buckets and with
// the pairs that fail.

/// Bad events of keys by the values of another field.
package struct KeyPairHistory: Sendable {
  /// Which pairs of key and value had which outcomes in each bucket.
  package var log = KeyLog()
  package var pairs = KeyPairTable()
  /// The values by their numbers.
  package var values = KeyTable()

  package init() {}

  /// How many events of `range` each value has together with `key`, the most first, then by the
  /// value's bytes.
  package func counts(of key: Int, over range: Range<Int>) -> [(key: [UInt8], bad: Int64)] {
    var counts: [Int: Int64] = [:]
    for bucket in range.clamped(to: log.buckets) {
      for entry in log.entries(in: bucket) {
        let pair = pairs[Int(entry.key)]
        if pair.key == key { counts[pair.value, default: 0] += entry.events }
      }
    }
    return counts.map { (values[$0.key], $0.value) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.lexicographicallyPrecedes($1.0)
    }
  }
}

/// The bad events of an objective's keys.
package struct KeyFailures: Sendable {
  /// By route; nil where routes are not known, or are the keys.
  package var routes: KeyPairHistory?
  /// By customer; nil where customers are not known, or are the keys.
  package var customers: KeyPairHistory?
  /// Some to look at.
  package var exemplars = KeyExemplarLog()

  package init() {}

  /// None yet, of the values of `per`.
  package init(of per: FieldReference, hasRoutes: Bool, hasCustomers: Bool) {
    if hasRoutes && per != .role(.route) { routes = KeyPairHistory() }
    if hasCustomers && per != .role(.customer) { customers = KeyPairHistory() }
  }

  /// Counts a bad event of `key`, with the number of its route and of its customer.
  package mutating func add(
    _ outcome: Outcome, key: Int, route: Int?, customer: Int?, bucket: Int, weight: Int64
  ) {
    if let route, let pair = routes?.pairs.number(of: key, with: route) {
      routes?.log.add(outcome, key: pair, bucket: bucket, weight: weight)
    }
    if let customer, let pair = customers?.pairs.number(of: key, with: customer) {
      customers?.log.add(outcome, key: pair, bucket: bucket, weight: weight)
    }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) {
    routes?.log.drop(before: bucket)
    customers?.log.drop(before: bucket)
    exemplars.drop(before: bucket)
  }

  /// Makes everything ready to be read.
  package mutating func settle() {
    routes?.log.settle()
    customers?.log.settle()
  }
}
