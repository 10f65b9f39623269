// Rows of few keys beside a dictionary of them.

import Testing

@testable import SLOKit

struct KeyRowsTests {
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `each key has the row that was made for it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var rows = KeyRows()
    var made: [Int: Int] = [:]
    let highest = random.pick([10, 1000, Int(Int32.max)])
    for _ in 0..<2000 {
      let key = random.chance(50) ? random.below(50) : random.below(highest)
      #expect(rows.row(of: key) == made[key])
      if random.chance(40) {
        let row = rows.makeRow(of: key)
        #expect(row == made[key] ?? made.count)
        made[key] = row
      }
      #expect(rows.count == made.count)
    }
    for (key, row) in made { #expect(rows.row(of: key) == row) }
  }
}
