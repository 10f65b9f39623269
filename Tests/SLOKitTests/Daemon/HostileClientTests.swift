// Clients that are slow, greedy, gone or too many: whatever they do, they cost a bounded amount, and
// others are served meanwhile. The servers' clock is the test's, so that nothing has to be waited for.

import Glibc
import Testing

@testable import SLOKit

/// A client that sends and receives what it can without waiting.
private final class LooseClient {
  let connection: FileDescriptor
  private(set) var received: [UInt8] = []
  private(set) var hasEnded = false

  init(_ number: Int32) {
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    connection = FileDescriptor(taking: number, name: "the test's client")
  }

  var text: String { String(decoding: received, as: UTF8.self) }

  /// How many bytes of `text` were taken.
  @discardableResult func send(_ text: String) -> Int {
    (try? connection.send(Array(text.utf8)[...])) ?? 0
  }

  func receive() {
    while !hasEnded {
      do {
        guard let bytes = try connection.receive(upTo: 1 << 16) else { return }
        received += bytes
        hasEnded = bytes.isEmpty
      } catch {
        hasEnded = true
      }
    }
  }
}

/// A server and the time that it is told.
private final class Bench<Server: LoopMember> {
  let server: Server
  private(set) var now = monotonicNanoseconds()
  /// A server does not keep its desk alive.
  private let desk: EngineDesk

  init(_ makeServer: (EngineDesk) throws -> Server) throws {
    desk = try EngineDesk()
    server = try makeServer(desk)
  }

  /// A turn, which begins when something can be done, or a millisecond later.
  func turn() throws {
    var poll = PollSet()
    server.prepare(&poll, now: now)
    poll.wake(at: monotonicNanoseconds() + 1_000_000)
    try poll.wait()
    server.proceed(poll, now: now)
  }

  /// Lets `seconds` go by.
  func sleep(seconds: Int64) throws {
    now += seconds * 1_000_000_000
    for _ in 0..<3 { try turn() }
  }

  /// Turns until `condition` holds, which it does within a minute or never.
  func turn(line: Int = #line, until condition: () -> Bool) throws {
    let end = monotonicNanoseconds() + 60_000_000_000
    while !condition() {
      guard monotonicNanoseconds() < end else {
        throw BuiltProgram.CannotRun(description: "what line \(line) waits for did not come about")
      }
      try turn()
    }
  }
}

struct HostileClientTests {
  private static func overHTTP() throws -> Bench<HTTPServer> {
    let address = try #require(ListenAddress("127.0.0.1:0"))
    return try Bench { try HTTPServer(address, token: nil, desk: $0) }
  }

  private static let health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test func `heads that never end keep nobody out, and are given up after ten seconds`() throws {
    let bench = try Self.overHTTP()
    var slow: [LooseClient] = []
    for _ in 0..<HTTPServer.clientLimit + 20 {
      let client = LooseClient(TCPClient.connected(to: bench.server.port))
      client.send("GET /healthz HTTP/1.1\r\nHost: loc")
      slow.append(client)
      try bench.turn()
    }
    let good = LooseClient(TCPClient.connected(to: bench.server.port))
    good.send(Self.health)
    try bench.turn {
      good.receive()
      return good.hasEnded
    }
    #expect(good.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    // A byte now and then is no head either.
    for client in slow { client.send("a") }
    try bench.sleep(seconds: 11)
    try bench.turn {
      for client in slow { client.receive() }
      return slow.allSatisfy(\.hasEnded)
    }
    let told = slow.count { $0.text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") }
    #expect(told >= HTTPServer.clientLimit - 1)
  }

  @Test func `of several requests the first is answered, and the connection closed`() throws {
    let bench = try Self.overHTTP()
    let client = LooseClient(TCPClient.connected(to: bench.server.port))
    client.send(String(repeating: Self.health, count: 50))
    try bench.turn {
      client.receive()
      return client.hasEnded
    }
    #expect(client.text.split(separator: "HTTP/1.1 ").count == 1)
    #expect(client.text.hasSuffix("\r\n\r\nok\n"))
  }

  @Test func `clients that go away in the middle leave nothing behind`() throws {
    let bench = try Self.overHTTP()
    for length in 0..<Self.health.utf8.count {
      let client = LooseClient(TCPClient.connected(to: bench.server.port))
      client.send(String(Self.health.prefix(length)))
      if length.isMultiple(of: 2) { try bench.turn() }
    }
    let client = LooseClient(TCPClient.connected(to: bench.server.port))
    client.send(Self.health)
    try bench.turn {
      client.receive()
      return client.hasEnded
    }
    #expect(client.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func `the socket serves as many as it says, and tells the next one`() throws {
    let folder = try ScratchFolder()
    let bench = try Bench { try QueryServer(folder.file("s"), desk: $0) }
    func connect() throws -> LooseClient {
      let connection = try FileDescriptor.connected(toUnix: folder.file("s"))
      return LooseClient(fcntl(connection.number, F_DUPFD_CLOEXEC, 0))
    }
    var clients: [LooseClient] = []
    for _ in 0..<QueryServer.clientLimit {
      clients.append(try connect())
      try bench.turn()
    }
    let late = try connect()
    try bench.turn {
      late.receive()
      return late.hasEnded
    }
    #expect(late.text.contains("256 clients are asking already"))
    clients.removeFirst(10)
    let next = try connect()
    next.send("{\"ask\":\"budget\"}\n")
    try bench.turn {
      next.receive()
      return next.received.last == .newline
    }
    #expect(next.text.hasPrefix("{\"status\":3,\"answer\":"))
  }

  @Test func `who sends no more is answered all the same`() throws {
    let folder = try ScratchFolder()
    let bench = try Bench { try QueryServer(folder.file("s"), desk: $0) }
    let connection = try FileDescriptor.connected(toUnix: folder.file("s"))
    let client = LooseClient(fcntl(connection.number, F_DUPFD_CLOEXEC, 0))
    client.send("{\"ask\":\"budget\"}\n{\"ask\":\"burn\"}\nhalf")
    client.connection.endSending()
    try bench.turn {
      client.receive()
      return client.hasEnded
    }
    #expect(client.text.split(separator: "\n").count == 2)
    let http = try Self.overHTTP()
    let browser = LooseClient(TCPClient.connected(to: http.server.port))
    browser.send(Self.health)
    browser.connection.endSending()
    try http.turn {
      browser.receive()
      return browser.hasEnded
    }
    #expect(browser.text.hasSuffix("ok\n"))
  }

  @Test func `who never reads is answered no more, holds up nobody, and is let go`() throws {
    let folder = try ScratchFolder()
    let bench = try Bench { try QueryServer(folder.file("s"), desk: $0) }
    func connect() throws -> LooseClient {
      let connection = try FileDescriptor.connected(toUnix: folder.file("s"))
      return LooseClient(fcntl(connection.number, F_DUPFD_CLOEXEC, 0))
    }
    let greedy = try connect()
    let question = String(repeating: "{\"ask\":\"status\"}\n", count: 1000)
    // Until neither end of the socket takes any more: it is answered one question a turn.
    var idle = 0
    while idle < 1000 {
      idle = greedy.send(question) > 0 ? 0 : idle + 1
      try bench.turn()
    }
    let other = try connect()
    other.send("{\"ask\":\"budget\"}\n")
    try bench.turn {
      other.receive()
      return other.received.last == .newline
    }
    try bench.sleep(seconds: 31)
    try bench.turn {
      greedy.receive()
      return greedy.hasEnded
    }
    #expect(greedy.received.count < 8 << 20)
    other.send("{\"ask\":\"status\",\"format\":\"table\"}\n")
    let before = other.received.count
    try bench.turn {
      other.receive()
      return other.received.count > before && other.received.last == .newline
    }
  }
}
