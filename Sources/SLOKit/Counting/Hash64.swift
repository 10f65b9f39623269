// A seeded hash of bytes for tables in memory: eight bytes at a time through a 64 × 64 → 128 bit
// multiplication whose halves are folded. Never written anywhere: identities use fixed hashes.

/// A seeded 64-bit hash.
package enum Hash64 {
  /// The hash of `bytes`.
  package static func of(_ bytes: RawSpan, seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.byteCount) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset &+ 8 <= bytes.byteCount {
      state = fold(state ^ bytes.word(at: offset), 0xD6E8_FEB8_6659_FD93)
      offset &+= 8
    }
    if offset < bytes.byteCount {
      state = fold(state ^ bytes.lastWord(from: offset), 0xD6E8_FEB8_6659_FD93)
    }
    return fold(state ^ 0xA076_1D64_78BD_642F, seed | 1)
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

extension RawSpan {
  /// The one to seven bytes from `offset` to the end as a number, the first the lowest.
  @inline(__always)
  fileprivate func lastWord(from offset: Int) -> UInt64 {
    // Eight bytes that end where the span ends hold them, where it has that many.
    let missing = UInt64(truncatingIfNeeded: 8 &- (byteCount &- offset))
    if byteCount >= 8 { return word(at: byteCount &- 8) &>> (8 &* missing) }
    var word: UInt64 = 0
    for place in (offset..<byteCount).reversed() {
      word = word &<< 8 | UInt64(self[unchecked: place])
    }
    return word
  }
}
