// A web server on loopback that does what a test wants of it, however rude.

import Foundation
import Glibc

/// A web server for as long as the value lives.
final class FakeServer: @unchecked Sendable {
  /// What it does with a request.
  enum Manner: Sendable {
    /// Sends this, and closes.
    case reply(String)
    /// Sends this again and again, without end.
    case flood(String)
    /// Sends this a byte at a time, a tenth of a second apart.
    case drip(String)
    /// Reads, and says nothing.
    case hang
    /// Closes without a word.
    case close
  }

  private let listener: Int32
  let port: UInt16
  private let lock = NSLock()
  private var manners: [Manner]
  private var received: [String] = []
  private var connections: [Int32] = []
  private var hasEnded = false

  /// Does `manners` in turn, the last of them for ever.
  init(_ manners: Manner...) throws {
    self.manners = manners
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    unsafe inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, length)
        unsafe getsockname(listener, pointer, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    listen(listener, 64)
    Thread.detachNewThread { [self] in serve() }
  }

  deinit { end() }

  /// Answers nobody from now on.
  func end() {
    lock.withLock {
      if hasEnded { return }
      hasEnded = true
      shutdown(listener, Int32(SHUT_RDWR))
      close(listener)
      for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// The requests so far, head and body, in the order of their ends.
  var requests: [String] { lock.withLock { received } }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { return }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      lock.withLock { connections.append(connection) }
      Thread.detachNewThread { [weak self] in
        self?.answer(connection)
        shutdown(connection, Int32(SHUT_RDWR))
        close(connection)
      }
    }
  }

  private func answer(_ connection: Int32) {
    let request = Self.readRequest(connection)
    let manner = lock.withLock { () -> Manner in
      received.append(request)
      return manners.count > 1 ? manners.removeFirst() : manners[0]
    }
    switch manner {
    case .reply(let text): _ = Self.send(text, to: connection)
    case .flood(let text): while Self.send(text, to: connection) {}
    case .drip(let text):
      for byte in text.utf8 {
        guard Self.send(String(UnicodeScalar(byte)), to: connection) else { return }
        Thread.sleep(forTimeInterval: 0.1)
      }
    case .hang:
      var space = [UInt8](repeating: 0, count: 100)
      while unsafe read(connection, &space, 100) > 0 {}
    case .close: return
    }
  }

  private static func send(_ text: String, to connection: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Head and body, as far as Content-Length says.
  private static func readRequest(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var space = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let length =
          text[..<end.lowerBound].components(separatedBy: "\r\n")
          .first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = unsafe read(connection, &space, space.count)
      if count <= 0 { return text }
      bytes += space[..<count]
    }
  }
}
