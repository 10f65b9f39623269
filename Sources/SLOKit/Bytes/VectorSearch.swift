// Sixteen bytes tested at once, in vectors of the standard library: the fast twin of `WordSearch`,
// which does the same with eight. Written so that every machine has instructions for it: vectors are
// repeated in full (a comparison with a number compiles to sixteen).

/// Tests of the sixteen bytes of a vector.
enum VectorSearch {
  /// The index of the first byte that is not plain text of JSON: a quote, a backslash, a control
  /// byte, or one of a character beyond ASCII; 16 where all are plain.
  @inline(__always)
  static func firstStop(in bytes: SIMD16<Int8>) -> Int {
    // As signed numbers, bytes beyond ASCII are below the space too.
    let stops =
      (bytes .== SIMD16<Int8>(repeating: 0x22)) .| (bytes .== SIMD16<Int8>(repeating: 0x5C))
      .| (bytes .< SIMD16<Int8>(repeating: 0x20))
    return stops.firstIndex
  }

  /// The index of the first byte that ends a bare value of logfmt, or makes it none: a quote, a
  /// space, a control byte, or one of a character beyond ASCII; 16 where there is none.
  @inline(__always)
  static func firstBareStop(in bytes: SIMD16<Int8>) -> Int {
    let stops =
      (bytes .== SIMD16<Int8>(repeating: 0x22)) .| (bytes .< SIMD16<Int8>(repeating: 0x21))
    return stops.firstIndex
  }

  /// The index of the first byte that equals `byte`; 16 where none does.
  @inline(__always)
  static func first(_ byte: UInt8, in bytes: SIMD16<Int8>) -> Int {
    (bytes .== SIMD16<Int8>(repeating: Int8(bitPattern: byte))).firstIndex
  }

  /// The index of the first byte that equals one of two; 16 where none does.
  @inline(__always)
  static func first(_ one: UInt8, or other: UInt8, in bytes: SIMD16<Int8>) -> Int {
    let marks =
      (bytes .== SIMD16<Int8>(repeating: Int8(bitPattern: one)))
      .| (bytes .== SIMD16<Int8>(repeating: Int8(bitPattern: other)))
    return marks.firstIndex
  }

  /// The index of the first byte that equals `byte` among the 64 from `start` on; 64 where none does.
  @inline(__always)
  static func firstOfFour(_ byte: UInt8, in bytes: RawSpan, at start: Int) -> Int {
    let wanted = SIMD16<Int8>(repeating: Int8(bitPattern: byte))
    let first = bytes.vector(at: start) .== wanted
    let second = bytes.vector(at: start &+ 16) .== wanted
    let third = bytes.vector(at: start &+ 32) .== wanted
    let fourth = bytes.vector(at: start &+ 48) .== wanted
    if ((first .| second) .| (third .| fourth)).firstIndex == 16 { return 64 }
    var index = first.firstIndex
    if index == 16 { index &+= second.firstIndex }
    if index == 32 { index &+= third.firstIndex }
    if index == 48 { index &+= fourth.firstIndex }
    return index
  }

  /// The index of the first byte beyond ASCII; 16 where there is none.
  @inline(__always)
  static func firstNonASCII(in bytes: SIMD16<Int8>) -> Int {
    (bytes .< SIMD16<Int8>(repeating: 0)).firstIndex
  }
}

extension RawSpan {
  /// The offset of the first byte from `start` on that is not plain text of JSON. There must be one,
  /// and sixteen more bytes behind it.
  @inline(__always)
  func offsetOfStop(from start: Int) -> Int {
    var at = start
    while true {
      let index = VectorSearch.firstStop(in: vector(at: at))
      at &+= index
      if index < 16 { return at }
    }
  }
}

extension RawSpan {
  /// The offset of the first byte in `range` that equals one of two.
  @inline(__always)
  func firstOffset(of one: UInt8, or other: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    var at = range.lowerBound
    while at &+ 16 <= range.upperBound {
      let index = VectorSearch.first(one, or: other, in: vector(at: at))
      if index < 16 { return at &+ index }
      at &+= 16
    }
    while at < range.upperBound {
      let byte = self[unchecked: at]
      if byte == one || byte == other { return at }
      at &+= 1
    }
    return nil
  }

  /// How often `byte` occurs before `end`.
  package func count(of byte: UInt8, before end: Int) -> Int {
    precondition(end >= 0 && end <= byteCount)
    let wanted = SIMD16<Int8>(repeating: Int8(bitPattern: byte))
    var count = 0
    var at = 0
    while at &+ 64 <= end {
      // Each lane counts up to 124 before the lanes are added up.
      let stop = min(end, at &+ 64 &* 31)
      var lanes = SIMD16<Int8>(repeating: 0)
      while at &+ 64 <= stop {
        lanes &-= (vector(at: at) .== wanted).lanes
        lanes &-= (vector(at: at &+ 16) .== wanted).lanes
        lanes &-= (vector(at: at &+ 32) .== wanted).lanes
        lanes &-= (vector(at: at &+ 48) .== wanted).lanes
        at &+= 64
      }
      count &+= Int(SIMD16<Int16>(truncatingIfNeeded: lanes).wrappedSum())
    }
    while at < end {
      if self[unchecked: at] == byte { count &+= 1 }
      at &+= 1
    }
    return count
  }
}
