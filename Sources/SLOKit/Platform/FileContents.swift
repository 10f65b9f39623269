// A small file as a whole: configs, zone files, marker files.

/// The bytes of the file at `path`, which must be a regular file or a pipe of at most `limitBytes`.
package func readWholeFile(_ path: FilePath, limitBytes: Int) throws(SystemError) -> [UInt8] {
  let file = try FileDescriptor.reading(path)
  switch try file.kind() {
  case .file, .pipe: break
  case .folder: throw SystemError("read", on: path.text, code: SystemError.isFolder)
  case .other: throw SystemError("read", on: path.text, code: SystemError.isNoFile)
  }
  var contents: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try file.read(into: &chunk)
    if count == 0 { return contents }
    if contents.count + count > limitBytes {
      throw SystemError("read", on: path.text, code: SystemError.isTooLarge)
    }
    contents.append(contentsOf: chunk[..<count])
  }
}
