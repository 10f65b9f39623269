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
    let length = min(count, 16)
    if start &+ 16 <= bytes.byteCount {
      let isInside = Self.places .< SIMD16<Int8>(repeating: Int8(truncatingIfNeeded: length))
      let words = (bytes.vector(at: start) & isInside.lanes).words
      low = UInt64(littleEndian: words.x)
      high = UInt64(littleEndian: words.y)
      return
    }
    for index in 0..<length {
      let byte = UInt64(bytes[unchecked: start &+ index])
      let shift = UInt64(index &* 8)  // `&<<` takes it modulo 64
      if index < 8 { low |= byte &<< shift } else { high |= byte &<< shift }
    }
  }

  private static var places: SIMD16<Int8> {
    @inline(__always) get { SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
  }

  /// A hash for tables in memory.
  @inline(__always)
  func hash(seed: UInt64) -> UInt64 {
    let otherSeed = (seed &<< 32 | seed &>> 32) ^ 0x9E37_79B9_7F4A_7C15
    let product = (low ^ seed).multipliedFullWidth(by: high ^ otherSeed)
    let folded = product.high ^ product.low ^ low
    let again = folded.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return again.high ^ again.low
  }

  /// The first `count` of its bytes, at most sixteen.
  func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { index in
      UInt8(truncatingIfNeeded: (index < 8 ? low : high) &>> UInt64(index % 8 * 8))
    }
  }

  /// Whether its bytes come before those of `other`.
  func precedes(_ other: PackedText) -> Bool {
    (low.byteSwapped, high.byteSwapped) < (other.low.byteSwapped, other.high.byteSwapped)
  }
}
