// A hash of keys for the tables of one process: seeded anew in each, so that no author of log lines
// can write keys that collide. Never an identity: those need a fixed hash.

/// The process's hash of field names.
enum KeyHash {
  /// Drawn once a process.
  static let seed = UInt64.random(in: .min ... .max)

  /// The hash of the bytes of `range` in `bytes`.
  @inline(__always)
  static func of(_ range: Range<Int>, in bytes: RawSpan, seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: range.count)
    var at = range.lowerBound
    while at &+ 8 <= range.upperBound {
      hash = mixed(hash ^ bytes.word(at: at))
      at &+= 8
    }
    let left = range.upperBound &- at
    if left > 0 { hash = mixed(hash ^ tail(of: bytes, at: at, count: left)) }
    return mixed(hash ^ 0xD6E8_FEB8_6659_FD93)
  }

  /// The last one to seven bytes as a number. A key in a line has bytes behind it, so that it is
  /// mostly one load and a mask.
  @inline(__always)
  private static func tail(of bytes: RawSpan, at start: Int, count: Int) -> UInt64 {
    if start &+ 8 <= bytes.byteCount {
      return bytes.word(at: start) & (UInt64.max &>> UInt64(64 &- 8 &* count))
    }
    var word: UInt64 = 0
    for offset in (0..<count).reversed() {
      word = word &<< 8 | UInt64(bytes[unchecked: start &+ offset])
    }
    return word
  }

  /// Both halves of a product folded into one.
  @inline(__always)
  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
