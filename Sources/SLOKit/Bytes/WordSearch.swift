// Eight bytes tested at once inside a 64-bit word. Each test returns a word in which the lowest set
// bit is the top bit of the first byte that passes; higher bits may be set wrongly by a borrow, so
// that only the first is to be believed. (H. S. Warren, "Hacker's Delight", 6-1.)

/// Tests of the eight bytes of a word.
enum WordSearch {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Bytes that equal `byte`.
  @inline(__always)
  static func bytes(in word: UInt64, equalTo byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & tops
  }

  /// Bytes below `limit`, which is at most 0x80.
  @inline(__always)
  static func bytes(in word: UInt64, below limit: UInt8) -> UInt64 {
    (word &- ones &* UInt64(limit)) & ~word & tops
  }

  /// Bytes that are no digits.
  @inline(__always)
  static func nonDigits(in word: UInt64) -> UInt64 {
    let digits = word ^ (ones &* 0x30)
    return (digits | (digits &+ ones &* 0x76)) & tops
  }

  /// Bytes of 0x80 and above.
  @inline(__always)
  static func nonASCII(in word: UInt64) -> UInt64 { word & tops }

  /// The index, 0 to 7, of the first byte marked in a test's result, which is not 0.
  @inline(__always)
  static func firstIndex(of marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }
}

extension RawSpan {
  /// The offset of the first `wanted` in `range`; nil where there is none.
  func firstOffset(of wanted: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    var at = range.lowerBound
    let end = range.upperBound
    while at &+ 64 <= end {
      let index = VectorSearch.firstOfFour(wanted, in: self, at: at)
      if index < 64 { return at &+ index }
      at &+= 64
    }
    // What lies behind the range may be looked at, and is not found.
    while at < end, at &+ 16 <= byteCount {
      let index = VectorSearch.first(wanted, in: vector(at: at))
      if index < 16 { return at &+ index < end ? at &+ index : nil }
      at &+= 16
    }
    while at < end {
      if self[unchecked: at] == wanted { return at }
      at &+= 1
    }
    return nil
  }

  /// The offset of the first `wanted` from `start` on; nil where there is none.
  func firstOffset(of wanted: UInt8, from start: Int) -> Int? {
    firstOffset(of: wanted, in: start..<byteCount)
  }

  /// The offset of the last `wanted` in `range`; nil where there is none.
  func lastOffset(of wanted: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    var at = range.upperBound
    while at > range.lowerBound {
      at &-= 1
      if self[unchecked: at] == wanted { return at }
    }
    return nil
  }

  /// Whether the bytes of `range` are those of `otherRange` in `other`.
  func equals(_ range: Range<Int>, in other: RawSpan, _ otherRange: Range<Int>) -> Bool {
    guard range.count == otherRange.count else { return false }
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
    precondition(otherRange.lowerBound >= 0 && otherRange.upperBound <= other.byteCount)
    var at = range.lowerBound
    var otherAt = otherRange.lowerBound
    while at &+ 8 <= range.upperBound {
      if word(at: at) != other.word(at: otherAt) { return false }
      at &+= 8
      otherAt &+= 8
    }
    while at < range.upperBound {
      if self[unchecked: at] != other[unchecked: otherAt] { return false }
      at &+= 1
      otherAt &+= 1
    }
    return true
  }
}
