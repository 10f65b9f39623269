// A server's socket, which never waits. Addresses are numbers, so that no resolver is asked; a Unix
// socket's file is made with the rights it is to have, never with more for a moment.
//
// Invariants: An address is handed over with its own length, of the structure that its family has;
// nobody keeps the pointer after the call.

internal import Glibc

/// A socket that clients connect to.
package struct ServerSocket: ~Copyable {
  /// The descriptor, for waiting.
  package let descriptor: FileDescriptor
  /// The port, where it has one.
  package let port: UInt16

  private init(_ descriptor: consuming FileDescriptor, port: UInt16) {
    self.descriptor = descriptor
    self.port = port
  }

  /// How many clients may wait to be taken.
  private static let backlog: Int32 = 64

  /// A Unix socket at `path` that its owner and its group may connect to. What a dead server has
  /// left there is removed; a living one's is not.
  package static func unix(_ path: FilePath) throws(SystemError) -> ServerSocket {
    let server = try FileDescriptor.socket(AF_UNIX, on: path.text)
    if try !bind(server, path) {
      guard !answers(path) else {
        throw SystemError("bind", on: path.text, code: EADDRINUSE)
      }
      unsafe unlink(path.cString)
      guard try bind(server, path) else {
        throw SystemError("bind", on: path.text, code: EADDRINUSE)
      }
    }
    if listen(server.number, backlog) < 0 { throw .last("listen", on: path.text) }
    return ServerSocket(server, port: 0)
  }

  /// Its owner and its group may connect.
  private static let mode: mode_t = 0o660

  /// Whether it could be bound; false where the name is taken.
  private static func bind(
    _ server: borrowing FileDescriptor, _ path: FilePath
  ) throws(SystemError) -> Bool {
    // The file gets the socket's own rights without those that the umask takes, which is the whole
    // process's and therefore left alone; what it took is given back by name.
    if fchmod(server.number, mode) < 0 { throw .last("fchmod", on: path.text) }
    let code = try unsafe withUnixAddress(path) { address, length in
      unsafe Glibc.bind(server.number, address, length) < 0 ? errno : 0
    }
    if code == EADDRINUSE { return false }
    if code != 0 { throw SystemError("bind", on: path.text, code: code) }
    if unsafe chmod(path.cString, mode) < 0 { throw .last("chmod", on: path.text) }
    return true
  }

  /// Whether somebody takes connections at `path`.
  private static func answers(_ path: FilePath) -> Bool {
    (try? FileDescriptor.connected(toUnix: path)) != nil
  }

  /// A TCP socket at `host`, an address in numbers, and `port`; 0 takes any that is free.
  package static func tcp(_ host: String, port: UInt16) throws(SystemError) -> ServerSocket {
    let subject = "\(host):\(port)"
    let isSix = host.utf8.contains(UInt8(ascii: ":"))
    let server = try FileDescriptor.socket(isSix ? AF_INET6 : AF_INET, on: subject)
    var one: Int32 = 1
    unsafe setsockopt(
      server.number, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    let port = try isSix ? bind6(server, host, port) : bind4(server, host, port)
    if listen(server.number, backlog) < 0 { throw .last("listen", on: subject) }
    return ServerSocket(server, port: port)
  }

  private static func bind4(
    _ server: borrowing FileDescriptor, _ host: String, _ port: UInt16
  ) throws(SystemError) -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
      throw SystemError("inet_pton", on: host, code: EINVAL)
    }
    try bindName(server, &address, on: "\(host):\(port)")
    return UInt16(bigEndian: address.sin_port)
  }

  private static func bind6(
    _ server: borrowing FileDescriptor, _ host: String, _ port: UInt16
  ) throws(SystemError) -> UInt16 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    guard unsafe inet_pton(AF_INET6, host, &address.sin6_addr) == 1 else {
      throw SystemError("inet_pton", on: host, code: EINVAL)
    }
    try bindName(server, &address, on: "[\(host)]:\(port)")
    return UInt16(bigEndian: address.sin6_port)
  }

  /// Binds to `address`, and puts the address that it got in its place.
  private static func bindName<Address>(
    _ server: borrowing FileDescriptor, _ address: inout Address, on subject: String
  ) throws(SystemError) {
    let number = server.number
    let code = unsafe withUnsafeMutablePointer(to: &address) { address -> Int32 in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
        var length = socklen_t(MemoryLayout<Address>.size)
        if unsafe Glibc.bind(number, address, length) < 0 { return errno }
        return unsafe getsockname(number, address, &length) < 0 ? errno : 0
      }
    }
    if code != 0 { throw SystemError("bind", on: subject, code: code) }
  }

  /// The next client; nil where none waits. One that has gone again is nobody.
  package func accept() throws(SystemError) -> FileDescriptor? {
    while true {
      let number = Glibc.accept(descriptor.number, nil, nil)
      if number >= 0 {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        return FileDescriptor(taking: number, name: "a client of \(descriptor.name)")
      }
      switch errno {
      case EAGAIN: return nil
      case EINTR, ECONNABORTED: continue
      default: throw .last("accept", on: descriptor.name)
      }
    }
  }
}
