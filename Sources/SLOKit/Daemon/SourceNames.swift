// Which files a config's sources lead to at this moment, and which names are made of others by
// rotation: `app.log.1`, `app.log-20261125.gz` and `app-20261125.log` are of `app.log`.

/// The names of source files.
enum SourceNames {
  /// The files and the folders to watch that `words` lead to now, links followed, in byte order.
  static func find(
    _ words: [String], in files: any FileSystem
  ) -> (paths: [FilePath], folders: Set<FilePath>) {
    var paths: [FilePath] = []
    var folders: Set<FilePath> = []
    for word in words.map({ FilePath($0) }) {
      if (try? files.status(at: word))?.kind == .folder {
        folders.insert(word)
        let names = (try? files.names(in: word)) ?? []
        paths += names.filter { $0.first != UInt8(ascii: ".") }.map { word.appending($0) }
      } else if word.isGlob && !files.exists(word) {
        let found = pathsMatching(word, in: files)
        paths += found
        folders.formUnion(found.map { folder(of: $0) })
        folders.insert(folder(of: word.beforeGlob))
      } else {
        paths.append(word)
        folders.insert(folder(of: word))
      }
    }
    var seen: Set<FilePath> = []
    return (paths.sorted().filter { seen.insert($0).inserted }, folders)
  }

  /// The folder that `path` lies in, without the slash at its end.
  static func folder(of path: FilePath) -> FilePath {
    let folder = path.folder.bytes
    if folder.isEmpty { return FilePath(".") }
    return FilePath(bytes: folder.count == 1 ? folder : Array(folder.dropLast()))
  }

  /// How often the file at `path` was renamed in turn, as its name ends with: 2 for `app.log.2`, 0
  /// where it ends with no number that is so short that it is not a date.
  static func rotationNumber(of path: FilePath) -> Int {
    let digits = path.name.reversed().prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    if digits.count > 4 { return 0 }
    return digits.reversed().reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Whether rotation may have made `path` of `original`, by copying or compressing it.
  static func isMade(_ path: FilePath, of original: FilePath) -> Bool {
    guard path.folder == original.folder else { return false }
    var name = path.name[...]
    let old = original.name
    if Decompressor.program(for: path) != nil {
      name = name.prefix(name.lastIndex(of: dot) ?? name.endIndex)
      if name.elementsEqual(old) { return true }
    }
    if name.count > old.count, name.starts(with: old) {
      return separators.contains(name[name.startIndex + old.count])
    }
    // The number or date may stand before the ending.
    guard let lastDot = old.lastIndex(of: dot), lastDot > 0, name.count > old.count else {
      return false
    }
    return name.starts(with: old[..<lastDot])
      && name.reversed().starts(with: old[lastDot...].reversed())
      && separators.contains(name[name.startIndex + lastDot])
  }

  private static let dot = UInt8(ascii: ".")
  private static let separators: Set<UInt8> = Set(".-_~".utf8)
}

extension FilePath {
  /// Whether it holds what a glob is made of.
  fileprivate var isGlob: Bool { bytes.contains { "*?[".utf8.contains($0) } }

  /// What stands before the first component with a glob in it, and a name.
  fileprivate var beforeGlob: FilePath {
    let components = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let plain = components.prefix { !$0.contains { "*?[".utf8.contains($0) } }
    return FilePath(
      bytes: Array((plain + ["x".utf8[...].map(\.self)[...]]).joined(separator: "/".utf8)))
  }
}
