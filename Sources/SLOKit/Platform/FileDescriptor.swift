// An open file that closes itself. Calls that a signal interrupted are made again; every other
// failure is thrown with its errno.
//
// Invariants: A descriptor has one owner, which closes it once. Calls get space with its length and
// keep no pointer; the template of a temporary file's name ends with a NUL.

internal import Glibc

/// An open file descriptor, closed when it goes out of scope.
package struct FileDescriptor: ~Copyable {
  package let number: Int32
  /// The name by which errors speak of it.
  package let name: String

  /// Takes over an open descriptor.
  package init(taking number: Int32, name: String) {
    self.number = number
    self.name = name
  }

  deinit { close(number) }

  /// What a path or descriptor leads to.
  package enum Kind: Sendable {
    case file, folder, pipe, other

    init(mode: mode_t) {
      switch mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      case S_IFIFO, S_IFSOCK: self = .pipe
      default: self = .other
      }
    }
  }

  /// Opens `path` for reading.
  ///
  /// - Parameter waits: Whether to wait for the writer of a FIFO. Where nobody has named it, as in a
  ///   glob, a FIFO or device must not hold up the reading of the files beside it.
  package static func reading(
    _ path: FilePath, waits: Bool = false
  ) throws(SystemError) -> FileDescriptor {
    let number = unsafe open(path.cString, O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK))
    if number < 0 { throw .last("open", on: path.text) }
    return FileDescriptor(taking: number, name: path.text)
  }

  /// Creates a file without a name in `folder` for what need not outlive the process.
  package static func temporary(in folder: String) throws(SystemError) -> FileDescriptor {
    var template = Array("\(folder)/sloctl.XXXXXX".utf8CString)
    let number = unsafe template.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return -1 }
      let number = unsafe mkstemp(base)
      if number >= 0 { unsafe unlink(base) }
      return number
    }
    if number < 0 { throw .last("mkstemp", on: folder) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return FileDescriptor(taking: number, name: "temporary file in \(folder)")
  }

  /// The program's standard input, as a descriptor of its own.
  package static func standardInput() throws(SystemError) -> FileDescriptor {
    let number = fcntl(0, F_DUPFD_CLOEXEC, 3)
    if number < 0 { throw .last("fcntl", on: "standard input") }
    return FileDescriptor(taking: number, name: "standard input")
  }

  /// Fills `space` with what can be read; 0 at the end. Waits where a pipe has nothing yet.
  package func read(
    into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try unsafe Self.read(number, name: name, into: space)
  }

  /// Fills `chunk` from its start with what can be read; 0 at the end.
  package func read(into chunk: inout [UInt8]) throws(SystemError) -> Int {
    let outcome = unsafe chunk.withUnsafeMutableBytes { space -> Result<Int, SystemError> in
      do throws(SystemError) {
        return .success(try unsafe read(into: space))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// The same for a bare descriptor: a closure cannot capture a borrowed `FileDescriptor`.
  package static func read(
    _ number: Int32, name: String, into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    while true {
      let count = unsafe Glibc.read(number, space.baseAddress, space.count)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
      default: throw .last("read", on: name)
      }
    }
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: RawSpan) throws(SystemError) {
    let outcome = unsafe bytes.withUnsafeBytes { bytes -> Result<Void, SystemError> in
      do throws(SystemError) {
        return .success(try unsafe FileDescriptor.write(number, name: name, bytes))
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  /// The same for a bare descriptor.
  package static func write(
    _ number: Int32, name: String, _ bytes: UnsafeRawBufferPointer
  ) throws(SystemError) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let chunk = unsafe UnsafeRawBufferPointer(rebasing: rest)
      let count = unsafe Glibc.write(number, chunk.baseAddress, chunk.count)
      if count >= 0 {
        unsafe rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
      } else if errno != EINTR {
        throw .last("write", on: name)
      }
    }
  }

  /// Goes back to the first byte.
  package func rewind() throws(SystemError) { try seek(to: 0) }

  /// Goes to the byte at `offset`, which is read next.
  package func seek(to offset: Int64) throws(SystemError) {
    if lseek(number, off_t(offset), SEEK_SET) < 0 { throw .last("lseek", on: name) }
  }

  /// What it leads to.
  package func kind() throws(SystemError) -> Kind { Kind(mode: try status().st_mode) }

  /// How long the file is.
  package func sizeBytes() throws(SystemError) -> Int64 { Int64(try status().st_size) }

  private func status() throws(SystemError) -> stat {
    var status = stat()
    if unsafe fstat(number, &status) < 0 { throw .last("fstat", on: name) }
    return status
  }
}
