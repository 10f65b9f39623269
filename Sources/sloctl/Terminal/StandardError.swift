// Standard error: what is told beside the answer. Nothing depends on its being read, so a write to
// it that fails is let go.

import SLOKit

/// What is told beside the answer.
enum StandardError {
  private static let descriptor = FileDescriptor(taking: 2, name: "standard error")

  /// Whether a person sees it at once.
  static var isTerminal: Bool { SLOKit.isTerminal(descriptor.number) }

  static func write(_ text: String) {
    // Whoever closed standard error does not want to know, and there is nobody else to tell.
    try? unsafe descriptor.write(Array(text.utf8).span.bytes)
  }

  /// Tells of `problem`: `file:line:column: error: what; what to do`, then the line and a caret; for
  /// a command line, `sloctl: error: what; what to do`.
  static func report(_ problem: Diagnostic) {
    write((problem.place == nil ? "sloctl: " : "") + problem.description + "\n")
  }
}
