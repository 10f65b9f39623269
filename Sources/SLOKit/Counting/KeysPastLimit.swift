// Keys that found no place in a full table, and how often each of them failed: so that those with
// the most failures can be given places when the events are read again. Memory is bounded: of too
// many keys those with the most failures are held, and whoever comes later begins with as many as a
// key that was let go may have had. So what is held is never too low, and who is not held had no
// more failures than `mostMissed`. (A. Metwally, D. Agrawal, A. El Abbadi, "Efficient computation of
// frequent and top-k elements in data streams", ICDT 2005.)

/// The failing keys that have no place in a table.
package struct KeysPastLimit: Sendable {
  /// How many keys more are held than are ever wanted, at least: where there are no more, nothing is
  /// let go.
  private static let leastToSpare = 4096

  /// The keys, in the order in which they first failed.
  private var keys: KeyTable
  /// How often each failed, by number; what was missed of it is taken to be `mostMissed`.
  private var failures: [Int64] = []
  /// How often a key may have failed that is not held.
  package private(set) var mostMissed: Int64 = 0
  private let most: Int
  private let room: Int

  /// Room for the `most` worst of the keys of columns with `seed`, and for some more.
  package init(seed: UInt64, most: Int, toSpare: Int? = nil) {
    keys = KeyTable(seed: seed)
    self.most = most
    room = most + (toSpare ?? max(most / 2, KeysPastLimit.leastToSpare))
  }

  /// Whether no key has failed.
  package var isEmpty: Bool { failures.isEmpty }

  /// Notes that the key of `column` at `index`, which has no place, failed `count` times.
  package mutating func note(at index: Int, of column: borrowing KeyColumn, failures count: Int64) {
    guard let number = keys.key(at: index, of: column, upTo: .max).number else { return }
    if number == failures.count { failures.append(mostMissed) }
    failures[number] += count
    if failures.count == room { letGo() }
  }

  /// The worst `most` of these keys and of those that have places, the worst first: by failures, then
  /// by who has a place, then by who came first.
  ///
  /// - Parameters:
  ///   - table: The keys that have places.
  ///   - placedFailures: How often each of them failed.
  package func worst(with table: KeyTable, _ placedFailures: [Int64]) -> KeyTable {
    let ranks = KeysPastLimit.ranks(of: placedFailures + failures, most: most)
    var worst = KeyTable(seed: keys.seed)
    for number in ranks {
      let key = number < table.count ? table[number] : keys[number - table.count]
      _ = worst.key(of: key, upTo: .max)
    }
    return worst
  }

  private mutating func letGo() {
    let kept = KeysPastLimit.ranks(of: failures, most: most).sorted()
    var keptKeys = KeyTable(seed: keys.seed)
    for number in kept { _ = keptKeys.key(of: keys[number], upTo: .max) }
    let isKept = Set(kept)
    for (number, count) in failures.enumerated() where !isKept.contains(number) {
      mostMissed = max(mostMissed, count)
    }
    keys = keptKeys
    failures = kept.map { failures[$0] }
  }

  /// The numbers of the `most` keys with the most failures, the worst first; none without failures.
  private static func ranks(of failures: [Int64], most: Int) -> [Int] {
    let failing = failures.indices.filter { failures[$0] > 0 }
    let worst = failing.sorted { (failures[$0], $1) > (failures[$1], $0) }
    return Array(worst.prefix(most))
  }
}
