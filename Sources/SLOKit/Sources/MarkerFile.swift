// The file of deploy markers: a line is added whole or not at all, however many add one at a time.

/// The file that deploys are marked in.
package enum MarkerFile {
  /// Waits for the lock, in nanoseconds: how long, and how often it tries.
  private static let patience: Int64 = 10_000_000_000
  private static let pause: Int64 = 10_000_000

  /// Appends `marker` to the file at `path`, which is made where there is none. The line is on disk
  /// when it returns.
  ///
  /// - Throws: Where it cannot be written, or somebody else holds its lock for more than ten seconds;
  ///   the file is then as it was.
  package static func append(
    _ marker: DeployMarker, to path: FilePath, in files: any FileSystem
  ) throws(SystemError) {
    let isNew = !files.exists(path)
    let file = try OpenFile(path, .appending, in: files)
    let deadline = monotonicNanoseconds() + patience
    while try !file.lock() {
      let now = monotonicNanoseconds()
      if now >= deadline { throw SystemError("flock", on: path.text, code: SystemError.isBusy) }
      var pauses = PollSet()
      pauses.wake(at: now + pause)
      try pauses.wait()
    }
    let size = try file.status().sizeBytes
    var line = marker.line
    // A line that somebody left without its end must not swallow this one.
    if size > 0, try file.bytes(at: size - 1, count: 1) != [UInt8(ascii: "\n")] {
      line.insert(UInt8(ascii: "\n"), at: 0)
    }
    do throws(SystemError) {
      try file.write(line)
      try file.sync()
    } catch {
      // Half a line would be a wrong one; what cannot be taken back is told as what it is.
      try? file.truncate(to: size)
      throw error
    }
    if isNew { try files.syncFolder(path.folder) }
  }
}
