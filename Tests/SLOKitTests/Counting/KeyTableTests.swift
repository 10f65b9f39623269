// Numbers for keys, against a dictionary of byte arrays.

import Testing

@testable import SLOKit

struct KeyTableTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `keys are numbered in the order of their first appearance`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = KeyTable()
    var numbers: [[UInt8]: Int] = [:]
    var keys: [[UInt8]] = []
    for _ in 0..<3000 {
      let key = randomKey(&random)
      if numbers[key] == nil {
        numbers[key] = keys.count
        keys.append(key)
      }
      let number = unsafe table.number(of: key.span.bytes)
      #expect(number == numbers[key])
    }
    #expect(table.count == keys.count)
    #expect(keys.indices.filter { table[$0] != keys[$0] } == [])
  }

  /// Mostly a few bytes of few values, so that keys come again and are one another's beginnings.
  private func randomKey(_ random: inout SeededGenerator) -> [UInt8] {
    let lengths = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17]
    let isLong = Int.random(in: 0..<200, using: &random) == 0
    let length = isLong ? 5000 : random.pick(lengths)
    let highest: UInt8 = random.pick([0, 1, 255])
    return (0..<length).map { _ in UInt8.random(in: 0...highest, using: &random) }
  }

  @Test func `the empty key is a key like others`() {
    var table = KeyTable()
    let (empty, nul): ([UInt8], [UInt8]) = ([], [0])
    #expect(unsafe table.number(of: empty.span.bytes) == 0)
    #expect(unsafe table.number(of: nul.span.bytes) == 1)
    #expect(unsafe table.number(of: empty.span.bytes) == 0)
    #expect(table[0] == [] && table[1] == [0])
  }

  @Test func `twenty thousand keys keep their numbers while the table grows`() {
    var table = KeyTable()
    for round in 0..<2 {
      let wrong = (0..<20_000).filter { number in
        let key = Array("customer-\(number)".utf8)
        return unsafe table.number(of: key.span.bytes) != number
      }
      #expect(wrong == [], "round \(round)")
    }
    #expect(table.count == 20_000)
  }
}
