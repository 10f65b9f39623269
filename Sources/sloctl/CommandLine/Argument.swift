// A word of the command line as the system gave it: bytes, because a file's name may be any.

import SLOKit

/// A word of the command line.
struct Argument: Equatable, Sendable {
  /// As it was given, without the closing NUL.
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The words after the program's name.
  static var ofThisProcess: [Argument] { ThisProcess.arguments.map { Argument(bytes: $0) } }

  /// The bytes as text; what is not UTF-8 is repaired.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether `text` says exactly what was given.
  var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// In quotes for a message, with everything written out that a terminal would obey or hide.
  var quoted: String { "'" + TextEscaping.terminal(bytes) + "'" }

  /// The one of `names` that was most likely meant: one that this begins, else a near one.
  func suggestion(among names: [String]) -> String? {
    if bytes.count > 1, let begun = names.first(where: { $0.utf8.starts(with: bytes) }) {
      return begun
    }
    return nearestName(to: text, in: names)
  }
}
