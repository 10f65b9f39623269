import Foundation
import Glibc
import Testing

@testable import SLOKit

struct SocketTests {
  private struct NobodyCame: Error {}

  private static func hasClient(_ server: borrowing ServerSocket) throws(SystemError) -> Bool {
    try server.accept() != nil
  }

  /// The server that takes the place of a dead one. A program that another test starts just now holds
  /// the dead one's descriptor until it has become itself, so that the dead one still answers.
  private static func successor(at path: FilePath) throws(SystemError) -> ServerSocket {
    let deadline = monotonicNanoseconds() + 60_000_000_000
    while true {
      do {
        return try ServerSocket.unix(path)
      } catch {
        guard error.code == EADDRINUSE, monotonicNanoseconds() < deadline else { throw error }
        usleep(10_000)
      }
    }
  }

  @Test func `a Unix socket is its owner's and its group's, and knows its peer`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("s")
    let server = try ServerSocket.unix(path)
    let mode = try FileManager.default.attributesOfItem(atPath: path.text)[.posixPermissions]
    #expect(mode as? Int == 0o660)
    let hasClient = try Self.hasClient(server)
    #expect(!hasClient)
    let client = try FileDescriptor.connected(toUnix: path)
    guard let connection = try server.accept() else { throw NobodyCame() }
    let peer = try connection.peer()
    #expect(peer.user == ThisProcess.effectiveUser && peer.groups.contains(getegid()))
    #expect(try connection.receive(upTo: 10) == nil)
    #expect(try client.send([1, 2, 3]) == 3)
    #expect(try connection.receive(upTo: 10) == [1, 2, 3])
  }

  @Test func `a dead server's socket is replaced, a living one's is not`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("s")
    do { _ = try ServerSocket.unix(path) }
    let server = try Self.successor(at: path)
    #expect(server.port == 0)
    #expect(throws: SystemError("bind", on: path.text, code: EADDRINUSE)) {
      _ = try ServerSocket.unix(path)
    }
  }

  @Test(arguments: ["127.0.0.1", "::1"])
  func `a TCP socket takes a free port`(_ host: String) throws {
    do throws(SystemError) {
      let server = try ServerSocket.tcp(host, port: 0)
      #expect(server.port > 0)
      let isEmpty = try !Self.hasClient(server)
      #expect(isEmpty)
    } catch {
      // A machine without IPv6.
      #expect(host == "::1" && (error.code == EADDRNOTAVAIL || error.code == EAFNOSUPPORT))
    }
  }

  @Test(arguments: ["localhost", "", "1.2.3", "fe80::1%eth0:", "0x7f.1"])
  func `an address is written in numbers`(_ host: String) {
    #expect(throws: SystemError.self) { _ = try ServerSocket.tcp(host, port: 0) }
  }

  @Test func `a peer that never reads does not hold up the sender, a gone one is an error`() throws
  {
    let folder = try ScratchFolder()
    let server = try ServerSocket.unix(folder.file("s"))
    var client: FileDescriptor? = try .connected(toUnix: folder.file("s"))
    _ = client?.number
    guard let connection = try server.accept() else { throw NobodyCame() }
    let bytes = [UInt8](repeating: 0, count: 1 << 20)
    var sent = 0
    while case let count = try connection.send(bytes[...]), count > 0 { sent += count }
    #expect(sent > 0)
    client = nil
    var isGone = false
    do throws(SystemError) { _ = try connection.send(bytes[...]) } catch { isGone = true }
    #expect(isGone)
  }

  @Test func `a path that is too long is refused`() {
    let path = FilePath("/tmp/" + String(repeating: "x", count: 120))
    #expect(throws: SystemError("bind", on: path.text, code: ENAMETOOLONG)) {
      _ = try ServerSocket.unix(path)
    }
  }
}
