// What was lost before it could be read, as far as it can be known: a file was cut off or deleted
// with bytes in it that had been seen and not counted, or while nobody was looking.

/// Bytes that are known to be missing from the counts.
package struct InputGaps: Equatable, Sendable {
  /// How often something was lost, or may have been.
  package var count: Int64 = 0
  /// How many bytes, where that is known.
  package var bytes: Int64 = 0
  /// What happened last, in a sentence; nil where nothing has.
  package var last: String?

  package init() {}

  /// Notes that `bytes` bytes of `path` are missing.
  package mutating func note(_ path: FilePath, bytes: Int64, because reason: String) {
    count &+= 1
    self.bytes &+= max(0, bytes)
    last = "\(path.text): \(reason)"
  }
}
