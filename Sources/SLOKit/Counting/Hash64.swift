// A seeded hash of bytes for tables in memory: eight bytes at a time through a 64 × 64 → 128 bit
// multiplication whose halves are folded. Never written anywhere: identities use fixed hashes.

/// A seeded 64-bit hash.
package enum Hash64 {
  /// The hash of `bytes`.
  package static func of(_ bytes: RawSpan, seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.byteCount) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset < bytes.byteCount {
      var word: UInt64 = 0
      for step in 0..<8 {
        word |= UInt64(bytes.byteOrNUL(at: offset + step)) << UInt64(8 * step)
      }
      state = fold(state ^ word, 0xD6E8_FEB8_6659_FD93)
      offset += 8
    }
    return fold(state ^ 0xA076_1D64_78BD_642F, seed | 1)
  }

  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
