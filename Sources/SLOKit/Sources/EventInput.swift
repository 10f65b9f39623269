// From words to inputs: a file, a glob, a folder's files, or standard input, in reading order. What
// a word leads to is decided here and nowhere else; what cannot be read becomes an input that says
// why, so that it is counted and shown rather than passed over.

/// Something that events are read from.
public enum EventInput: Hashable, Sendable {
  /// `-`.
  case standardInput
  /// A file; a FIFO only where it was named itself.
  case file(FilePath, isNamed: Bool)
  /// A word that leads to nothing that could be read.
  case nothing(FilePath, reason: String)

  /// As messages name it.
  public var name: String {
    switch self {
    case .standardInput: "standard input"
    case .file(let path, _), .nothing(let path, _): path.text
    }
  }

  /// The inputs that `words` lead to: arguments in order, names in byte order, each file once.
  ///
  /// - Throws: A diagnostic where X and X.gz (or .zst) are both there: it would count twice.
  package static func inputs(for words: [FilePath]) throws(Diagnostic) -> [EventInput] {
    var inputs: [EventInput] = []
    var seen: Set<FileIdentity> = []
    var seenInputs: Set<EventInput> = []
    for input in words.flatMap(inputs(for:)) where seenInputs.insert(input).inserted {
      if case .file(let path, _) = input, let identity = try? FileIdentity(of: path),
        !seen.insert(identity).inserted
      {
        continue
      }
      inputs.append(input)
    }
    try refuseCompressedTwins(among: inputs)
    return inputs
  }

  private static func refuseCompressedTwins(among inputs: [EventInput]) throws(Diagnostic) {
    struct Place: Hashable {
      let folder: FileIdentity
      let name: [UInt8]
    }
    var files: [Place: FilePath] = [:]
    for case .file(let path, _) in inputs {
      guard let folder = try? FileIdentity(of: path.folder) else { continue }
      files[Place(folder: folder, name: path.name)] = path
    }
    for (place, path) in files.sorted(by: { $0.value < $1.value }) {
      for ending in Decompressor.endings {
        let twin = Place(folder: place.folder, name: place.name + ending.utf8)
        guard let twin = files[twin] else { continue }
        throw Diagnostic(
          .error,
          "\(path.text) and \(twin.text) are both to be read, which would count their events twice",
          advice: "leave one of them out")
      }
    }
  }

  private static func inputs(for word: FilePath) -> [EventInput] {
    if word.bytes == [UInt8(ascii: "-")] { return [.standardInput] }
    if word.bytes.contains(0) { return [.nothing(word, reason: "a path holds no NUL")] }
    do throws(SystemError) {
      switch try kindOfFile(word) {
      case .folder: return try filesInFolder(word)
      case .file, .pipe, .other: return [.file(word, isNamed: true)]
      }
    } catch {
      guard error.isNotFound, word.bytes.contains(where: { "*?[".utf8.contains($0) }) else {
        return [.nothing(word, reason: error.reason)]
      }
    }
    let paths = pathsMatching(word).filter { (try? kindOfFile($0)) != .folder }
    if paths.isEmpty { return [.nothing(word, reason: "no file matches")] }
    return paths.map { .file($0, isNamed: false) }
  }

  /// A folder's own files: not those in its folders, nor those whose names start with a dot.
  private static func filesInFolder(_ folder: FilePath) throws(SystemError) -> [EventInput] {
    let files = try namesInFolder(folder)
      .filter { $0.first != UInt8(ascii: ".") }
      .map { folder.appending($0) }
      .filter { (try? kindOfFile($0)) != .folder }
    if files.isEmpty { return [.nothing(folder, reason: "the folder holds no files")] }
    return files.map { .file($0, isNamed: false) }
  }
}
