// The one file of unchecked loads, for the scanners alone. Invariants:
// 1. `self[unchecked: i]` wants 0 ≤ i < byteCount, `word(at: i)` 0 ≤ i ≤ byteCount - 8, and
//    `vector(at: i)` 0 ≤ i ≤ byteCount - 16. Callers hold them by comparing with `byteCount` before
//    each load, or by a margin that was checked once (`LineLayouts`); debug builds assert them here.
// 2. Every bit pattern is a UInt8, a UInt64 or a vector of them, and words are loaded unaligned.
// 3. Bytes are moved only inside an array that is held exclusively.
// A word's first byte is its lowest, on any machine.

extension RawSpan {
  /// The byte at `offset`; outside of the span it traps.
  @inlinable package subscript(byte offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The byte at `offset`, which must lie inside.
  @inline(__always)
  subscript(unchecked offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < byteCount)
    return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` on, which must all lie inside.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    assert(offset >= 0 && offset &+ 8 <= byteCount)
    let word = unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
    return UInt64(littleEndian: word)
  }

  /// The sixteen bytes from `offset` on, which must all lie inside.
  @inline(__always)
  func vector(at offset: Int) -> SIMD16<Int8> {
    assert(offset >= 0 && offset &+ 16 <= byteCount)
    return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<Int8>.self)
  }
}

extension SIMDMask<SIMD16<Int8>> {
  /// -1 in each lane that is true, 0 in the others.
  @inline(__always)
  var lanes: SIMD16<Int8> { unsafe unsafeBitCast(self, to: SIMD16<Int8>.self) }

  /// The index, 0 to 15, of the first lane that is true; 16 where none is.
  @inline(__always)
  var firstIndex: Int {
    #if _endian(little)
      // A lane is all ones or all zeros. The middle eight of each two lanes' bits are four of the
      // one and four of the other: all lanes in one word, without a branch.
      let pairs = unsafe unsafeBitCast(self, to: SIMD8<UInt16>.self)
      let nibbles = SIMD8<UInt8>(truncatingIfNeeded: pairs &>> SIMD8<UInt16>(repeating: 4))
      return unsafe unsafeBitCast(nibbles, to: UInt64.self).trailingZeroBitCount &>> 2
    #else
      return indices.first { self[$0] } ?? 16
    #endif
  }
}

extension SIMD16<Int8> {
  /// Its lower and its upper eight bytes, as they lie in memory.
  @inline(__always)
  var words: SIMD2<UInt64> { unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self) }
}

extension [UInt8] {
  /// Moves the bytes of `range` to the front; what lies behind them is left as it was.
  mutating func moveToFront(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    unsafe withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe base.copyMemory(from: base + range.lowerBound, byteCount: range.count)
    }
  }

  /// Appends the bytes of `span`.
  mutating func append(bytesOf span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }

  /// Takes over the bytes of `range` in `source`, at its front.
  mutating func copy(_ range: Range<Int>, of source: [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    precondition(range.count <= count)
    unsafe withUnsafeMutableBytes { bytes in
      unsafe source.withUnsafeBytes { source in
        guard let base = bytes.baseAddress, let other = source.baseAddress else { return }
        unsafe base.copyMemory(from: other + range.lowerBound, byteCount: range.count)
      }
    }
  }

  /// Has `fill` write into the bytes from `start` up to `end`; how many it wrote.
  mutating func fill<E: Error>(
    from start: Int, to end: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Int {
    precondition(start >= 0 && start < end && end <= count)
    // `withUnsafeMutableBytes` rethrows without the error's type, so that it is carried round it.
    let outcome = unsafe withUnsafeMutableBytes { bytes -> Result<Int, E> in
      do throws(E) {
        let space = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
        let written = try unsafe fill(space)
        precondition(written >= 0 && written <= space.count, "more read than there was room for")
        return .success(written)
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
