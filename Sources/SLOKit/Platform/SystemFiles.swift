// The system's own files: each method is one system call.
//
// Invariants: A call gets a path that ends with a NUL, or space with its length; it keeps neither.

internal import Glibc

/// The file system that the process runs on.
package final class SystemFiles: FileSystem {
  package init() {}

  package func open(_ path: FilePath, _ access: FileAccess) throws(SystemError) -> Int32 {
    let flags: Int32 =
      switch access {
      case .input: O_RDONLY | O_NONBLOCK
      case .owned: O_RDONLY | O_NOFOLLOW
      case .replacing: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
      case .appending: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW
      case .folder: O_RDONLY | O_DIRECTORY
      }
    let descriptor = unsafe Glibc.open(path.cString, flags | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw .last("open", on: path.text) }
    return descriptor
  }

  package func close(_ descriptor: Int32) { Glibc.close(descriptor) }

  package func read(
    _ descriptor: Int32, at offset: Int64, into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let count = unsafe pread(descriptor, space.baseAddress, space.count, Int(offset))
    if count < 0 { throw .last("read", on: "") }
    return count
  }

  package func write(_ descriptor: Int32, _ bytes: RawSpan) throws(SystemError) -> Int {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    if count < 0 { throw .last("write", on: "") }
    return count
  }

  package func sync(_ descriptor: Int32) throws(SystemError) {
    if fsync(descriptor) < 0 { throw .last("fsync", on: "") }
  }

  package func beginSync(_ descriptor: Int32, of path: FilePath) -> any SyncUnderWay {
    ThreadSync(descriptor, of: path)
  }

  package func truncate(_ descriptor: Int32, to sizeBytes: Int64) throws(SystemError) {
    if ftruncate(descriptor, Int(sizeBytes)) < 0 { throw .last("ftruncate", on: "") }
  }

  package func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
    var status = stat()
    if unsafe fstat(descriptor, &status) < 0 { throw .last("fstat", on: "") }
    return FileStatus(status)
  }

  package func status(at path: FilePath) throws(SystemError) -> FileStatus {
    var status = stat()
    if unsafe stat(path.cString, &status) < 0 { throw .last("stat", on: path.text) }
    return FileStatus(status)
  }

  package func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    if errno == EWOULDBLOCK { return false }
    throw .last("flock", on: "")
  }

  package func rename(_ path: FilePath, to newPath: FilePath) throws(SystemError) {
    if unsafe Glibc.rename(path.cString, newPath.cString) < 0 {
      throw .last("rename", on: newPath.text)
    }
  }

  package func remove(_ path: FilePath) throws(SystemError) {
    if unsafe unlink(path.cString) < 0 { throw .last("unlink", on: path.text) }
  }

  package func makeFolder(_ path: FilePath) throws(SystemError) {
    if unsafe mkdir(path.cString, 0o700) < 0 { throw .last("mkdir", on: path.text) }
  }

  package func names(in folder: FilePath) throws(SystemError) -> [[UInt8]] {
    try namesInFolder(folder)
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), sizeBytes: Int64(status.st_size),
      links: Int(status.st_nlink), kind: FileDescriptor.Kind(mode: status.st_mode),
      permissions: UInt32(status.st_mode) & 0o7777, owner: status.st_uid, group: status.st_gid)
  }
}
