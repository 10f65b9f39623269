// Which bytes are UTF-8: by table 3-7 of the Unicode Standard, so no overlong forms, no surrogates,
// nothing above U+10FFFF.

extension RawSpan {
  /// The offset of the first byte of the first sequence that is not UTF-8; nil where all is.
  package func firstOffsetOfBadUTF8() -> Int? {
    var at = 0
    while at < byteCount {
      if at &+ 16 <= byteCount {
        let index = VectorSearch.firstNonASCII(in: vector(at: at))
        at &+= index
        if index == 16 { continue }
      } else if at &+ 8 <= byteCount {
        let marks = WordSearch.nonASCII(in: word(at: at))
        if marks == 0 {
          at &+= 8
          continue
        }
        at &+= WordSearch.firstIndex(of: marks)
      } else if self[unchecked: at] < 0x80 {
        at &+= 1
        continue
      }
      let width = widthOfScalar(at: at)
      if width == 0 { return at }
      at &+= width
    }
    return nil
  }

  /// How many bytes the scalar at `start` has, whose first byte is 0x80 or above; 0 where there is
  /// no well-formed one.
  func widthOfScalar(at start: Int) -> Int {
    let first = self[unchecked: start]
    let width: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: width = 2
    case 0xE0...0xEF:
      width = 3
      if first == 0xE0 { second = 0xA0...0xBF }  // below: overlong
      if first == 0xED { second = 0x80...0x9F }  // above: surrogates
    case 0xF0...0xF4:
      width = 4
      if first == 0xF0 { second = 0x90...0xBF }  // below: overlong
      if first == 0xF4 { second = 0x80...0x8F }  // above: beyond U+10FFFF
    default: return 0
    }
    guard byteCount &- start >= width, second.contains(self[unchecked: start &+ 1]) else {
      return 0
    }
    for offset in 2..<max(width, 2) where self[unchecked: start &+ offset] & 0xC0 != 0x80 {
      return 0
    }
    return width
  }
}

extension [UInt8] {
  /// Appends `scalar` as UTF-8; it must be a Unicode scalar value.
  mutating func appendUTF8(_ scalar: UInt32) {
    let low = UInt8(truncatingIfNeeded: scalar & 0x3F) | 0x80
    switch scalar {
    case 0..<0x80: append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      append(UInt8(truncatingIfNeeded: scalar &>> 6) | 0xC0)
      append(low)
    case 0x800..<0x1_0000:
      append(UInt8(truncatingIfNeeded: scalar &>> 12) | 0xE0)
      append(UInt8(truncatingIfNeeded: scalar &>> 6) & 0x3F | 0x80)
      append(low)
    default:
      append(UInt8(truncatingIfNeeded: scalar &>> 18) | 0xF0)
      append(UInt8(truncatingIfNeeded: scalar &>> 12) & 0x3F | 0x80)
      append(UInt8(truncatingIfNeeded: scalar &>> 6) & 0x3F | 0x80)
      append(low)
    }
  }

  /// Appends the bytes of `range` in `source`.
  mutating func append(_ range: Range<Int>, of source: RawSpan) {
    for offset in range { append(source[byte: offset]) }
  }
}
