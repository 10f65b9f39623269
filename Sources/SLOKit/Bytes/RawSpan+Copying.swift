// Bytes that outlive the line they stand in: keys, specimens, the rare text that must be a String.
//
// Invariants: Bytes are copied inside the call that lends them; no pointer is kept.

extension RawSpan {
  /// Its bytes, or the first `limit` of them.
  package func copied(limit: Int = .max) -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0.prefix(limit)) }
  }

  /// Its bytes as text; what is not UTF-8 is replaced by U+FFFD.
  package var text: String { unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) } }
}
