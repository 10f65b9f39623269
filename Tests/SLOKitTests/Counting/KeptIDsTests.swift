// The table of remembered ids against a list that is searched from end to end.

import Testing

@testable import SLOKit

struct KeptIDsTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `an id is near just where the list has it near`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Few hashes, so that ids meet: in one place, in the first hash, in both.
    let firsts = (0..<random.pick([1, 4, 60])).map { _ in random.next() << UInt64(seed % 60) }
    let seconds = (0..<random.pick([1, 3])).map { _ in random.next() }
    var ids = KeptIDs()
    var list: [KeptIDs.ID] = []
    for step in 0..<600 {
      let id = KeptIDs.ID(
        first: random.pick(firsts), second: random.pick(seconds),
        instant: random.chance(5)
          ? random.pick([.min + 1, .max, 0, -1]) : Int64(random.below(10_000)) - 5000)
      let horizon: Int64 = random.pick([0, 1, 50, 100_000, .max])
      let isNear = list.contains {
        $0.first == id.first && $0.second == id.second
          && (Int128($0.instant) - Int128(id.instant)).magnitude <= UInt128(horizon)
      }
      #expect(ids.hasNear(id, within: horizon) == isNear, "seed \(seed), step \(step)")
      guard !isNear || random.chance(10) else { continue }
      ids.insert(id)
      list.append(id)
    }
    #expect(ids.count == list.count)
    func order(_ a: KeptIDs.ID, _ b: KeptIDs.ID) -> Bool {
      (a.first, a.second, a.instant) < (b.first, b.second, b.instant)
    }
    var found: [KeptIDs.ID] = []
    ids.forEach { found.append($0) }
    let pairs = zip(found.sorted(by: order), list.sorted(by: order))
    #expect(
      found.count == list.count
        && pairs.allSatisfy {
          $0.first == $1.first && $0.second == $1.second && $0.instant == $1.instant
        })
  }
}
