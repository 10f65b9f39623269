// The worst of more keys than there is room for, beside a plain count of all of them.

import Testing

@testable import SLOKit

struct KeysPastLimitTests {
  /// A column of `keys`, hashed as `table` hashes.
  private func column(_ keys: [String], for table: KeyTable) -> KeyColumn {
    var column = KeyColumn(seed: table.seed)
    for key in keys { unsafe column.append(Array(key.utf8).span.bytes) }
    return column
  }

  private func texts(_ table: KeyTable) -> [String] {
    (0..<table.count).map { String(decoding: table[$0], as: UTF8.self) }
  }

  @Test func `nobody is worse than those who have places until somebody fails`() {
    let table = KeyTable()
    let past = KeysPastLimit(seed: table.seed, most: 2)
    #expect(past.isEmpty)
    #expect(past.worst(with: table, []).count == 0)
  }

  @Test func `of as many failures, who has a place keeps it, and then who came first`() {
    var table = KeyTable()
    for key in ["x", "y", "z"] { table.add(keysOf: self.table(key, like: table), upTo: 3) }
    var past = KeysPastLimit(seed: table.seed, most: 3)
    let column = column(["b", "a", "c", "a"], for: table)
    for index in 0..<column.count { past.note(at: index, of: column, failures: 1) }
    // x 0, y 1, z 5; then b 1, a 2, c 1.
    #expect(texts(past.worst(with: table, [0, 1, 5])) == ["z", "a", "y"])
  }

  private func table(_ key: String, like table: KeyTable) -> KeyTable {
    var one = KeyTable(seed: table.seed)
    _ = one.key(of: Array(key.utf8), upTo: 1)
    return one
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `whoever is let go had few failures`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let table = KeyTable()
    let most = random.pick([1, 5, 20])
    var past = KeysPastLimit(seed: table.seed, most: most, toSpare: random.pick([1, 3, 30]))
    var failures: [String: Int64] = [:]
    for _ in 0..<3000 {
      // Few fail often, most once or twice.
      let key = random.chance(50) ? "\(random.below(4))" : "one-\(random.below(2000))"
      let count = Int64(random.pick([1, 1, 1, 10]))
      failures[key, default: 0] += count
      past.note(at: 0, of: column([key], for: table), failures: count)
    }
    let held = texts(past.worst(with: table, []))
    #expect(held.count == most && Set(held).count == most)
    #expect(past.mostMissed > 0)
    // Of those that surely are among the worst none is missing.
    let surely = failures.filter { $0.value > past.mostMissed }.sorted { $0.value > $1.value }
    if surely.count <= most { #expect(Set(surely.map(\.key)).isSubset(of: held)) }
    if most >= 20 { #expect(Set(["0", "1", "2", "3"]).isSubset(of: held)) }
  }
}
