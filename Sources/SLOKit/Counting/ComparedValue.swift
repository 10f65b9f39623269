// The value of a field as failures are compared by it: texts by their bytes, numbers by the powers of
// two that they lie between, so that durations are of one kind where they are about as long.

/// A value that events may share.
package enum ComparedValue: Hashable, Sendable {
  case text([UInt8])
  case magnitude(Magnitude)

  /// Texts are compared by so many of their first bytes.
  package static let maxBytes = 256

  /// By what a value is looked up, without a copy of it.
  package struct Key: Sendable {
    package let hash: UInt64
    fileprivate let magnitude: Magnitude?

    /// The key of the value whose bytes are `text`, which may be a number. Nil for the empty text.
    package init?(_ text: RawSpan, mayBeNumber: Bool) {
      if text.byteCount == 0 { return nil }
      magnitude = mayBeNumber ? Magnitude(text) : nil
      let shown = 0..<min(text.byteCount, ComparedValue.maxBytes)
      hash = magnitude?.hash ?? Hash64.of(text.extracting(shown), seed: ComparedValue.seed)
    }
  }

  private static let seed = UInt64.random(in: .min ... .max)

  /// The value of `key`, whose bytes are `text`.
  package init(_ key: Key, _ text: RawSpan) {
    self = key.magnitude.map { .magnitude($0) } ?? .text(text.copied(limit: Self.maxBytes))
  }

  /// Whether it stands for the numbers between two powers of two.
  package var isMagnitude: Bool {
    if case .magnitude = self { true } else { false }
  }

  /// The hash of its key.
  package var hash: UInt64 {
    switch self {
    case .text(let bytes): unsafe Hash64.of(bytes.span.bytes, seed: Self.seed)
    case .magnitude(let magnitude): magnitude.hash
    }
  }

  /// Whether it is the value of `key`, whose bytes are `text`.
  package func equals(_ key: Key, _ text: RawSpan) -> Bool {
    switch self {
    case .magnitude(let magnitude): return key.magnitude == magnitude
    case .text(let bytes):
      guard key.magnitude == nil, bytes.count == min(text.byteCount, Self.maxBytes) else {
        return false
      }
      return unsafe bytes.span.bytes.equals(
        0..<bytes.count, in: text, 0..<bytes.count)
    }
  }

  /// What stands for it in an answer.
  package var bytes: [UInt8] {
    switch self {
    case .text(let bytes): bytes
    case .magnitude(let magnitude): Array(magnitude.text.utf8)
    }
  }
}
