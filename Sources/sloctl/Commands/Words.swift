// The words of a command line that are no options: a word that names an objective is one; else an
// existing path, `-`, or a word with `/`, `.` or `*` is a file, a glob or a folder; anything else is
// a slip of the pen, and the nearest objective is named.

import SLOKit

/// Objectives and files, as a command line mixes them.
struct Words {
  private let words: [Argument]

  init(_ words: some Sequence<Argument>) { self.words = Array(words) }

  /// The names of objectives among the words, each once.
  ///
  /// - Throws: A usage failure for a word that is neither an objective nor a file.
  func objectives(of configuration: Configuration) throws -> [String] {
    let names = configuration.objectives.map(\.name)
    var found: [String] = []
    for word in words {
      if word.isUTF8, names.contains(word.text) {
        if !found.contains(word.text) { found.append(word.text) }
      } else if !isFile(word) {
        let nearest = word.suggestion(among: names).map { "did you mean \($0)?" }
        throw CommandFailure.usage(
          "\(word.quoted) is neither an objective nor a file",
          advice: nearest ?? "the objectives are " + names.joined(separator: ", "))
      }
    }
    return found
  }

  /// The inputs that the words lead to that are not among `names`, else those of `sources`.
  func inputs(or sources: [String], leavingAside names: [String]) throws -> [EventInput] {
    let files = words.filter { !names.contains($0.text) && isFile($0) }
      .map { FilePath(bytes: $0.bytes) }
    let paths = files.isEmpty ? sources.map { FilePath($0) } : files
    guard !paths.isEmpty else {
      throw CommandFailure.usage(
        "there are no events to read",
        advice: "name event files, or give the config \"sources\"")
    }
    return try EventInput.inputs(for: paths)
  }

  /// Whether `word` is a file rather than an objective's name.
  private func isFile(_ word: Argument) -> Bool {
    if word.bytes.contains(where: { "/.*".utf8.contains($0) }) || word.bytes == Array("-".utf8) {
      return true
    }
    return (try? kindOfFile(FilePath(bytes: word.bytes))) != nil
  }
}
