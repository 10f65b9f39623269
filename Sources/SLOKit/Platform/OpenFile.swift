// An open file of any file system, closed when nobody holds it any more. Calls that a signal
// interrupted are made again, writes that were cut short go on; every other failure is thrown, under
// the file's name.
//
// Invariants: A call is handed the space that it may fill together with its length, for as long as
// the call; what it says it filled is never more.

internal import Glibc

/// An open file.
package final class OpenFile {
  package let path: FilePath
  private let files: any FileSystem
  private let descriptor: Int32

  /// Opens the file at `path`.
  package init(
    _ path: FilePath, _ access: FileAccess, in files: any FileSystem
  ) throws(SystemError) {
    self.path = path
    self.files = files
    descriptor = try again { () throws(SystemError) in try files.open(path, access) }
  }

  deinit { files.close(descriptor) }

  /// Fills `space` with bytes from `offset` on; 0 at the end.
  package func read(
    at offset: Int64, into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try named { () throws(SystemError) in
      try unsafe files.read(descriptor, at: offset, into: space)
    }
  }

  /// Fills `chunk` from its start with bytes from `offset` on; how many, 0 at the end.
  package func read(at offset: Int64, into chunk: inout [UInt8]) throws(SystemError) -> Int {
    let outcome = unsafe chunk.withUnsafeMutableBytes { space -> Result<Int, SystemError> in
      do throws(SystemError) {
        return .success(try unsafe read(at: offset, into: space))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// The `count` bytes from `offset` on; fewer where the file ends before.
  package func bytes(at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while bytes.count < count {
      let read = try read(at: offset + Int64(bytes.count), into: &chunk)
      if read == 0 { break }
      bytes.append(contentsOf: chunk.prefix(min(read, count - bytes.count)))
    }
    return bytes
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      do throws(SystemError) {
        done += try unsafe files.write(
          descriptor, bytes.span.bytes.extracting(done..<bytes.count))
      } catch {
        if error.code != EINTR { throw error.about(path) }
      }
    }
  }

  /// Waits until all that was written will outlast a loss of power.
  package func sync() throws(SystemError) {
    try named { () throws(SystemError) in try files.sync(descriptor) }
  }

  /// Begins to wait for that beside other work.
  package func beginSync() -> any SyncUnderWay { files.beginSync(descriptor, of: path) }

  /// Cuts the file off behind its first `sizeBytes`.
  package func truncate(to sizeBytes: Int64) throws(SystemError) {
    try named { () throws(SystemError) in try files.truncate(descriptor, to: sizeBytes) }
  }

  package func status() throws(SystemError) -> FileStatus {
    try named { () throws(SystemError) in try files.status(of: descriptor) }
  }

  /// Takes the lock on the file for as long as it is open; false where another process has it.
  package func lock() throws(SystemError) -> Bool {
    try named { () throws(SystemError) in try files.lock(descriptor) }
  }

  /// What `call` returns, made again as long as a signal interrupts it; its errors name the file.
  private func named<Value>(
    _ call: () throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    do throws(SystemError) {
      return try again(call)
    } catch {
      throw error.about(path)
    }
  }
}

extension FileSystem {
  /// Whether there is anything at `path`.
  package func exists(_ path: FilePath) -> Bool { (try? status(at: path)) != nil }

  /// Waits until the names in `folder` will outlast a loss of power.
  package func syncFolder(_ folder: FilePath) throws(SystemError) {
    try opened(folder).sync()
  }

  /// Begins to wait for that beside other work.
  package func beginSyncOfFolder(_ folder: FilePath) throws(SystemError) -> any SyncUnderWay {
    try opened(folder).beginSync()
  }

  private func opened(_ folder: FilePath) throws(SystemError) -> OpenFile {
    try OpenFile(folder.bytes.isEmpty ? FilePath(".") : folder, .folder, in: self)
  }
}

/// What `call` returns, made again as long as a signal interrupts it.
package func again<Value>(
  _ call: () throws(SystemError) -> Value
) throws(SystemError) -> Value {
  while true {
    do throws(SystemError) {
      return try call()
    } catch {
      if error.code != EINTR { throw error }
    }
  }
}

extension SystemError {
  /// The same failure of a call on the file at `path`.
  fileprivate func about(_ path: FilePath) -> SystemError {
    SystemError(call, on: path.text, code: code)
  }
}
