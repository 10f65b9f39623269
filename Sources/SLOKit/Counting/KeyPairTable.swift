// Pairs of keys as small whole numbers, for what is counted by two fields at once: a customer and a
// route, say. The first pair is 0, the next 1.

/// Numbers pairs in the order of their first appearance.
package struct KeyPairTable: Sendable {
  /// The keys of the pairs, by their numbers in tables of their own.
  private(set) var pairs: [SIMD2<UInt32>] = []
  private var numbers: [SIMD2<UInt32>: UInt32] = [:]

  package init() {}

  /// The number of the pair of `key` and `value`, which is added where it is new.
  package mutating func number(of key: Int, with value: Int) -> Int {
    let pair = SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: value))
    if let number = numbers[pair] { return Int(number) }
    let number = pairs.count
    pairs.append(pair)
    numbers[pair] = UInt32(truncatingIfNeeded: number)
    return number
  }

  /// The pair `number`.
  package subscript(number: Int) -> (key: Int, value: Int) {
    (Int(pairs[number].x), Int(pairs[number].y))
  }
}
