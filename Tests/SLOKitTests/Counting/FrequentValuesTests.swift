// Frequent values in bounded memory, beside a plain count of all.

import Testing

@testable import SLOKit

struct FrequentValuesTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `every value that holds a twentieth is kept, however many there are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var values = FrequentValues()
    var plain: [ComparedValue: Int64] = [:]
    for _ in 0..<4000 {
      let number = random.chance(40) ? random.below(4) : 4 + random.below(seed < 4 ? 50 : 5000)
      let value = ComparedValue.text(Array("\(number)".utf8))
      let weight = Int64(1 + random.below(3))
      values.add(value, weight: weight)
      plain[value, default: 0] += weight
    }
    let total = plain.values.reduce(0, +)
    #expect(values.total == total)
    #expect(values.isOverfull == (plain.count > FrequentValues.capacity))
    let least = total / 20
    let wanted = Set(plain.filter { $0.value >= least }.keys)
    #expect(!wanted.isEmpty)
    #expect(Set(values.values(atLeast: least)).isSuperset(of: wanted))
  }
}
