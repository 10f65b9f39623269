// Standard output: text in, few large writes out. A write that fails is remembered rather than
// thrown, so that commands need not heed it: what is written later goes nowhere, and the run's end
// asks what became of it.

import SLOKit

/// Buffered standard output.
struct StandardOutput: ~Copyable {
  private static let limitBytes = 1 << 16

  private let descriptor = FileDescriptor(taking: 1, name: "standard output")
  private var buffer: [UInt8] = []
  /// Why nothing is written any more; nil while all was.
  private(set) var failure: SystemError?

  /// Whether writing on is of no use, for commands with much to say.
  var isClosed: Bool { failure != nil }

  mutating func write(_ text: String) { write(Array(text.utf8)) }

  mutating func write(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    buffer += bytes
    if buffer.count >= StandardOutput.limitBytes { flush() }
  }

  /// Writes out what is buffered, as a live view wants it after every picture.
  mutating func flush() {
    guard failure == nil, !buffer.isEmpty else { return }
    do throws(SystemError) {
      try unsafe descriptor.write(buffer.span.bytes)
    } catch {
      failure = error
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
