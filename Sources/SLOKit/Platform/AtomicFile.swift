// A file that is there as a whole or not at all, whatever happens and whenever: it is written under
// another name, synced, renamed into its place, and the folder is synced. What a file system may do
// without any of these steps is told in T. Pillai et al., OSDI 2014.

/// A file that is being written, and takes the place of the one at its path when it is complete.
package final class AtomicFile {
  private let path: FilePath
  private let files: any FileSystem
  private let file: OpenFile
  private let temporaryPath: FilePath
  private var isInPlace = false
  package private(set) var sizeBytes: Int64 = 0

  /// Begins a file that is to stand at `path`; what was left there of an earlier attempt is lost.
  package init(_ path: FilePath, in files: any FileSystem) throws(SystemError) {
    self.path = path
    self.files = files
    temporaryPath = FilePath(bytes: path.bytes + ".new".utf8)
    file = try OpenFile(temporaryPath, .replacing, in: files)
  }

  deinit { if !isInPlace { try? files.remove(temporaryPath) } }

  /// Adds `bytes` at its end.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try file.write(bytes)
    sizeBytes += Int64(bytes.count)
  }

  /// Begins to wait, beside other work, until what was written so far will outlast a loss of power.
  package func beginSync() -> any SyncUnderWay { file.beginSync() }

  /// Puts the file, which was synced after the last byte was written, in its place; once the sync of
  /// its folder is over, which is begun, it is there for good. What throws here and then leaves the
  /// old file or the new one, as `commit` does.
  package func putInPlace() throws(SystemError) -> any SyncUnderWay {
    try rename()
    return try files.beginSyncOfFolder(path.folder)
  }

  /// Puts the file in its place. Where this throws, the old file may still be there, or the new one
  /// may: whole in either case. It is not synced again: after a sync that failed the system may have
  /// forgotten what it could not write, and a second one would lie.
  package func commit() throws(SystemError) {
    try file.sync()
    try rename()
    try files.syncFolder(path.folder)
  }

  private func rename() throws(SystemError) {
    try again { () throws(SystemError) in try files.rename(temporaryPath, to: path) }
    isInPlace = true
  }

  /// Writes `bytes` as the whole file at `path`.
  package static func write(
    _ bytes: [UInt8], to path: FilePath, in files: any FileSystem
  ) throws(SystemError) {
    let file = try AtomicFile(path, in: files)
    try file.write(bytes)
    try file.commit()
  }
}
