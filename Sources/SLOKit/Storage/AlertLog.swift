// The alert log: each line once, whatever happened between deciding on it and writing it. What is
// written was decided on in a checkpoint before, so that after a crash the last lines of the log need
// only be searched for those that the checkpoint still owes. A line that was torn is cut off.

/// The file to which alerts are written, a line each.
package final class AlertLog {
  /// How much of its end is searched for lines that may be there, in bytes; what one checkpoint owes
  /// is far less.
  private static let searchedBytes: Int64 = 1 << 24

  private let path: FilePath
  private let files: any FileSystem
  /// The file as it was after the last write that is known to be on the disk, and how long.
  private var known: (device: UInt64, inode: UInt64, sizeBytes: Int64)?

  package init(_ path: FilePath, in files: any FileSystem) {
    self.path = path
    self.files = files
  }

  /// Those of `lines` that the log does not hold yet; to be asked after a start, before they are
  /// appended.
  package func missing(of lines: [PendingLogLine]) throws(SystemError) -> [PendingLogLine] {
    if lines.isEmpty || !files.exists(path) { return lines }
    let file = try OpenFile(path, .owned, in: files)
    let sizeBytes = try file.status().sizeBytes
    let start = max(0, sizeBytes - Self.searchedBytes)
    let end = try file.bytes(at: start, count: Int(sizeBytes - start))
    // The last line is whole only where a newline ends it.
    let written = Set(end.split(separator: .newline).map(Array.init))
    let torn = end.last == .newline ? nil : end.split(separator: .newline).last.map(Array.init)
    let identities = Set(
      written.filter { $0 != torn }.compactMap { Identity(line: $0) })
    return lines.filter { !identities.contains(Identity(id: $0.id, state: $0.state)) }
  }

  /// Appends `lines`, and waits until they will outlast a loss of power. Where this throws none of
  /// them counts as written; they are to be appended again.
  package func append(_ lines: [PendingLogLine]) throws(SystemError) {
    if lines.isEmpty { return }
    let isNew = !files.exists(path)
    let file = try OpenFile(path, .appending, in: files)
    var status = try file.status()
    if let known, known.device == status.device, known.inode == status.inode {
      // Behind this may stand what an attempt that failed has left.
      if status.sizeBytes > known.sizeBytes { try file.truncate(to: known.sizeBytes) }
    } else {
      try cutTornLine(of: file, sizeBytes: status.sizeBytes)
    }
    status = try file.status()
    known = (status.device, status.inode, status.sizeBytes)
    let bytes = lines.flatMap(\.line)
    try file.write(bytes)
    try file.sync()
    if isNew { try files.syncFolder(path.folder) }
    known = (status.device, status.inode, status.sizeBytes + Int64(bytes.count))
  }

  private func cutTornLine(of file: OpenFile, sizeBytes: Int64) throws(SystemError) {
    var end = sizeBytes
    while end > 0 {
      let start = max(0, end - (1 << 16))
      let chunk = try file.bytes(at: start, count: Int(end - start))
      if let newline = chunk.lastIndex(of: .newline) {
        let whole = start + Int64(newline) + 1
        if whole < sizeBytes { try file.truncate(to: whole) }
        return
      }
      end = start
    }
    if sizeBytes > 0 { try file.truncate(to: 0) }
  }

  /// What tells a line from every other.
  private struct Identity: Hashable {
    let id: String
    let state: String

    init(id: String, state: String) {
      self.id = id
      self.state = state
    }

    init?(line: [UInt8]) {
      guard let value = try? JSONValue.parse(line), let id = value["id"]?.text,
        let state = value["state"]?.text
      else { return nil }
      self.init(id: id, state: state)
    }
  }
}
