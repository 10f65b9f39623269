// A connection to a server on loopback, for tests.

import Glibc

enum TCPClient {
  /// The descriptor of a connection to `port`; waits until it is there. Programs that other tests
  /// start do not inherit it, so that it is closed when it is closed here.
  static func connected(to port: UInt16) -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    unsafe inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe _ = connect(client, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return client
  }
}
