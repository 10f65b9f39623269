// Names in folders: what a folder holds, and what a glob matches. Sorted by bytes, so that the
// reading order, on which duplicates depend, is the same on every machine.
//
// Invariants: What `readdir` points at is copied before the folder is read on or closed; a name
// ends at the first NUL of its field.

internal import Glibc

/// The names in the folder at `path` without `.` and `..`, sorted by bytes.
package func namesInFolder(_ path: FilePath) throws(SystemError) -> [[UInt8]] {
  guard let folder = unsafe opendir(path.cString) else { throw .last("opendir", on: path.text) }
  defer { unsafe closedir(folder) }
  var names: [[UInt8]] = []
  while let entry = unsafe readdir(folder) {
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
      unsafe Array(field.prefix { $0 != 0 })
    }
    if name != [dot] && name != [dot, dot] { names.append(name) }
  }
  return names.sorted { $0.lexicographicallyPrecedes($1) }
}

private let dot = UInt8(ascii: ".")

/// What `path` leads to, links followed.
package func kindOfFile(_ path: FilePath) throws(SystemError) -> FileDescriptor.Kind {
  var status = stat()
  if unsafe stat(path.cString, &status) < 0 { throw .last("stat", on: path.text) }
  return FileDescriptor.Kind(mode: status.st_mode)
}

/// Which file or folder a name leads to, however it is written.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let inode: UInt

  /// The identity of what `path` leads to, links followed; an empty path is the working folder.
  package init(of path: FilePath) throws(SystemError) {
    var status = stat()
    let path = path.bytes.isEmpty ? FilePath(".") : path
    if unsafe stat(path.cString, &status) < 0 { throw .last("stat", on: path.text) }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}

/// The paths that the glob `pattern` matches (`*`, `?`, `[…]` within a component), sorted by bytes.
/// A leading dot must be matched by a dot. Nothing matching is an empty list.
package func pathsMatching(
  _ pattern: FilePath, in files: any FileSystem = SystemFiles()
) -> [FilePath] {
  let slash = UInt8(ascii: "/")
  var found = [FilePath(pattern.bytes.first == slash ? "/" : "")]
  for component in pattern.bytes.split(separator: slash).map(Array.init) {
    found = found.flatMap { folder -> [FilePath] in
      guard component.contains(where: { "*?[".utf8.contains($0) }) else {
        return [folder.appending(component)]
      }
      let glob = FilePath(bytes: component).cString
      let names = (try? files.names(in: folder.bytes.isEmpty ? FilePath(".") : folder)) ?? []
      return names.filter { unsafe fnmatch(glob, FilePath(bytes: $0).cString, FNM_PERIOD) == 0 }
        .map { folder.appending($0) }
    }
  }
  // Names in order are not paths in order: "a-b/x" comes before "a/x".
  return found.filter { files.exists($0) }.sorted()
}
