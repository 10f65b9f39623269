// Packed counts against counts that are not packed.

import Testing

@testable import SLOKit

struct CountCellsTests {
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `cells hold what was counted, however much`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var cells = CountCells()
    var plain: [Counts] = []
    for _ in 0..<3000 {
      let index = Int.random(in: 0..<40, using: &random)
      let outcome = random.outcome()
      // Around where a counter's bits end, and far beyond.
      let weight = Int64(random.pick([1, 1, 1, 126, 127, 510, 511, 1_048_575, 1_000_000_000]))
      cells.grow(to: index + 1)
      while plain.count <= index { plain.append(.zero) }
      cells.add(outcome, weight: weight, at: index)
      plain[index].add(outcome, weight: weight)
      if random.pick([true, false, false]) {
        var other = Counts.zero
        other.add(random.outcome(), weight: random.pick([1, 500, 1 << 21]))
        cells[index] += other
        plain[index] += other
      }
      if random.pick([true] + Array(repeating: false, count: 20)) {
        cells[index] = .zero
        plain[index] = .zero
      }
    }
    #expect(cells.count == plain.count)
    for index in plain.indices { #expect(cells[index] == plain[index]) }
  }
}
