// Descriptors of connections: none of these calls waits.
//
// Invariants: The path of an address is checked to fit, with its closing NUL, before it is copied
// into it; pointers to an address or to space live as long as the call that takes them.

internal import Glibc

extension FileDescriptor {
  static func socket(
    _ family: Int32, on subject: String
  ) throws(SystemError) -> FileDescriptor {
    let number = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
    if number < 0 { throw .last("socket", on: subject) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    return FileDescriptor(taking: number, name: subject)
  }

  /// A connection to the Unix socket at `path`, which never waits.
  package static func connected(toUnix path: FilePath) throws(SystemError) -> FileDescriptor {
    let client = try socket(AF_UNIX, on: path.text)
    let code = try unsafe withUnixAddress(path) { address, length in
      unsafe connect(client.number, address, length) < 0 ? errno : 0
    }
    if code != 0 { throw SystemError("connect", on: path.text, code: code) }
    return client
  }

  /// Says that nothing more will be sent; what the other end sends can still be read.
  package func endSending() { shutdown(number, Int32(SHUT_WR)) }

  /// What can be read without waiting, at most `limit` bytes; empty at the end, nil where there is
  /// nothing yet.
  package func receive(upTo limit: Int) throws(SystemError) -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: limit)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(number, $0.baseAddress, $0.count)
      }
      if count >= 0 { return Array(chunk[..<count]) }
      if errno == EAGAIN { return nil }
      if errno != EINTR { throw .last("read", on: name) }
    }
  }

  /// Sends what can be sent of `bytes` without waiting.
  ///
  /// - Returns: How many bytes that was.
  package func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return count }
      if errno == EAGAIN { return 0 }
      if errno != EINTR { throw .last("send", on: name) }
    }
  }
}

/// Calls `body` with the address of the Unix socket at `path`.
func withUnixAddress<Result>(
  _ path: FilePath, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) throws(SystemError) -> Result {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let room = MemoryLayout.size(ofValue: address.sun_path)
  guard path.bytes.count < room, !path.bytes.dropFirst().contains(0) else {
    throw SystemError("bind", on: path.text, code: ENAMETOOLONG)
  }
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.bytes) }
  return unsafe withUnsafePointer(to: &address) { address in
    unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}
