// How many customers share a burn: a failure of the platform hits many, a customer's own mistake
// one.

/// How many customers a burn has hit.
public struct Breadth: Sendable {
  /// Customers with a bad event.
  public var customers: Int64
  /// The smallest number of them who hold half of the bad events that have a customer.
  public var half: Int64
  /// Those who hold half, the worst first, at most ten, with their bad events.
  public var topCustomers: [(key: [UInt8], bad: Int64)]

  package init(customers: Int64, half: Int64, topCustomers: [(key: [UInt8], bad: Int64)]) {
    self.customers = customers
    self.half = half
    self.topCustomers = topCustomers
  }

  /// How many of the worst are named.
  private static let named = 10

  /// The breadth of `bad` events by customer.
  package init(_ bad: [(key: [UInt8], bad: Int64)]) {
    let hit = bad.filter { $0.bad > 0 }.sorted {
      $0.bad != $1.bad ? $0.bad > $1.bad : $0.key.lexicographicallyPrecedes($1.key)
    }
    let all = hit.reduce(0) { $0 + $1.bad }
    var half = 0
    var held: Int64 = 0
    while held * 2 < all {
      held += hit[half].bad
      half += 1
    }
    self.init(
      customers: Int64(hit.count), half: Int64(half),
      topCustomers: Array(hit.prefix(min(half, Breadth.named))))
  }
}
