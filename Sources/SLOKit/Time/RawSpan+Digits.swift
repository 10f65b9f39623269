// Reading times byte by byte. Past the end of a text every byte reads as NUL, which no grammar of
// this layer accepts: one comparison checks both that a byte is there and that it is the right one.

extension RawSpan {
  /// The byte at `offset`, or NUL past the end.
  @inline(__always)
  func byteOrNUL(at offset: Int) -> UInt8 {
    offset < byteCount ? self[byte: offset] : 0
  }

  /// The value of the digit at `offset`; nil where there is none.
  @inline(__always)
  func digit(at offset: Int) -> Int? {
    let value = byteOrNUL(at: offset) &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }
}
