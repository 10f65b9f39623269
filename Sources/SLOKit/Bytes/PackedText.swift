// The first sixteen bytes of a text in two words: most names and numbers of events are no longer,
// and are compared and hashed without a loop.

/// Up to sixteen bytes, filled up with zeros.
struct PackedText: Hashable, Sendable {
  var low: UInt64 = 0
  var high: UInt64 = 0

  /// Nothing.
  init() {}

  /// The first bytes of the `count` from `start` on in `bytes`, which must lie inside.
  @inline(__always)
  init(_ bytes: RawSpan, at start: Int, count: Int) {
    precondition(start >= 0 && count >= 0 && count <= bytes.byteCount &- start)
    let length = UInt64(truncatingIfNeeded: min(count, 16))
    if start &+ 16 <= bytes.byteCount {
      // A shift by 64 gives 0.
      low = bytes.word(at: start) & ~(~0 << (min(length, 8) &* 8))
      high = bytes.word(at: start &+ 8) & ~(~0 << (max(length, 8) &* 8 &- 64))
      return
    }
    for index in 0..<Int(length) {
      let byte = UInt64(bytes[unchecked: start &+ index])
      let shift = UInt64(index &* 8)  // `&<<` takes it modulo 64
      if index < 8 { low |= byte &<< shift } else { high |= byte &<< shift }
    }
  }

  /// A hash for tables in memory.
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let product = (low ^ seed).multipliedFullWidth(by: high ^ 0x9E37_79B9_7F4A_7C15)
    let folded = product.high ^ product.low ^ low
    let again = folded.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return again.high ^ again.low
  }
}
