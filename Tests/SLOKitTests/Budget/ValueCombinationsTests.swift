// What comes together, counted while events go by, is what counting chosen rows event by event gives.

import Testing

@testable import SLOKit

struct ValueCombinationsTests {
  private struct Event {
    let values: [Int32]
    let isFailed: Bool
    let isCompared: Bool
    let isAfter: Bool?
    let weight: Int64
  }

  private static func events(_ random: inout SeededGenerator, hasGroups: Bool) -> [Event] {
    (0..<500).map { _ in
      // In any order, as the fields of a line are.
      let values = (Int32(0)..<6).filter { _ in random.chance(40) }.shuffled(using: &random)
      return Event(
        values: values, isFailed: random.chance(30), isCompared: random.chance(80),
        isAfter: hasGroups ? random.chance(50) : nil, weight: Int64(1 + random.below(3)))
    }
  }

  private static func combinations(_ events: [Event], limit: Int) -> ValueCombinations {
    var combinations = ValueCombinations(limit: limit)
    for event in events {
      combinations.add(
        event.values, isFailed: event.isFailed, isCompared: event.isCompared,
        isAfter: event.isAfter, weight: event.weight)
    }
    return combinations
  }

  @Test(arguments: UInt64(0)..<20)
  func `rows have the counts that they have event by event`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let events = Self.events(&random, hasGroups: seed % 2 == 0)
    let rows = RowOverlap([0, 2, 5], [(0, 1), (2, 5), (3, 4)])
    var plain = rows
    for event in events {
      var split = Explanation.GroupedSplit()
      split.add(
        isFailed: event.isFailed, isCompared: event.isCompared, isAfter: event.isAfter,
        weight: event.weight)
      plain.add(split, has: (0..<6).map { event.values.contains($0) })
    }
    let counted = try #require(
      Self.combinations(events, limit: 2_000).counted(rows, valueCount: 6))
    #expect(counted.splits == plain.splits)
    // Recounted from the events themselves.
    #expect(
      counted.splits[4].failed
        == events.filter {
          $0.isFailed && $0.isCompared && $0.values.contains(2) && $0.values.contains(5)
        }.reduce(0) { $0 + $1.weight })
    for row in rows.rows.indices {
      #expect(counted.failedBefore(row) == plain.failedBefore(row))
      #expect(counted.hasRisen(row) == plain.hasRisen(row))
      for other in rows.rows.indices {
        #expect(counted.saysTheSame(row, other) == plain.saysTheSame(row, other))
      }
    }
  }

  @Test func `more than there is room for are not told`() {
    var random = SeededGenerator(seed: 1)
    let events = Self.events(&random, hasGroups: false)
    let rows = RowOverlap([0], [])
    #expect(Self.combinations(events, limit: 8).counted(rows, valueCount: 6) == nil)
  }
}
