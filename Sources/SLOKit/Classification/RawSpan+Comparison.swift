// Texts compare as bytes, here and everywhere: no locale, no normalisation.

extension RawSpan {
  /// Whether it holds just `other`.
  func isEqual(to other: [UInt8]) -> Bool {
    byteCount == other.count && holds(other, at: 0)
  }

  /// Negative, 0 or positive where it comes before, equals or comes after `other`.
  func ordered(against other: RawSpan) -> Int {
    for offset in 0..<Swift.min(byteCount, other.byteCount) {
      let difference = Int(self[byte: offset]) - Int(other[byte: offset])
      if difference != 0 { return difference }
    }
    return byteCount - other.byteCount
  }

  /// Whether it starts with `prefix`.
  func starts(with prefix: [UInt8]) -> Bool { byteCount >= prefix.count && holds(prefix, at: 0) }

  /// Whether it ends with `suffix`.
  func ends(with suffix: [UInt8]) -> Bool {
    byteCount >= suffix.count && holds(suffix, at: byteCount - suffix.count)
  }

  /// Whether `part` stands somewhere in it.
  func contains(_ part: [UInt8]) -> Bool {
    guard byteCount >= part.count else { return false }
    return (0...(byteCount - part.count)).contains { holds(part, at: $0) }
  }

  private func holds(_ bytes: [UInt8], at start: Int) -> Bool {
    for offset in bytes.indices where self[byte: start + offset] != bytes[offset] {
      return false
    }
    return true
  }
}
