import Foundation
import Glibc
import Testing

@testable import SLOKit

struct ServerTests {
  private struct NeverCame: Error {}

  /// Sends `bytes` over `client`, turns the server's loop until the connection ends or `isEnough`
  /// holds of what came back.
  private static func exchange(
    _ bytes: [UInt8], _ client: Int32, _ server: any LoopMember,
    isEnough: ([UInt8]) -> Bool = { _ in false }
  ) throws -> [UInt8] {
    _ = fcntl(client, F_SETFL, O_NONBLOCK)
    let connection = FileDescriptor(taking: client, name: "the test's client")
    var rest = bytes[...]
    var reply: [UInt8] = []
    let end = monotonicNanoseconds() + 60_000_000_000
    while monotonicNanoseconds() < end {
      if !rest.isEmpty { rest = rest.dropFirst((try? connection.send(rest)) ?? rest.count) }
      var poll = PollSet()
      server.prepare(&poll, now: monotonicNanoseconds())
      poll.watch(connection.number, for: .reading)
      poll.wake(at: monotonicNanoseconds() + 1_000_000)
      try poll.wait()
      server.proceed(poll, now: monotonicNanoseconds())
      guard let bytes = try? connection.receive(upTo: 1 << 16) else { continue }
      if bytes.isEmpty { return reply }
      reply += bytes
      if isEnough(reply) { return reply }
    }
    throw NeverCame()
  }

  @Test(arguments: [
    ("GET /healthz", "200 OK", "ok\n"), ("GET /readyz", "200 OK", "ready\n"),
    ("GET /metrics", "200 OK", "# EOF\n"), ("HEAD /metrics", "200 OK", "\r\n\r\n"),
    ("GET /", "200 OK", ">99.9%</td>"), ("GET /api/v1/budget", "200 OK", "sloctl/budget/v1"),
    ("GET /api/v1/gate?maxBurn=page", "503 Service Unavailable", "noVerdict"),
    ("GET /api/v1/budget?objective=apj", "400 Bad Request", "did you mean api?"),
    ("GET /api/v1/status?format=table", "200 OK", "sloctl "),
    ("GET /x", "404 Not Found", "/readyz"),
    ("POST /metrics", "405 Method Not Allowed", "Allow: GET, HEAD"),
  ])
  func `a path is answered over HTTP, and the connection closed`(
    _ line: String, _ status: String, _ part: String
  ) throws {
    let desk = try EngineDesk()
    let address = try #require(ListenAddress("127.0.0.1:0"))
    let server = try HTTPServer(address, token: nil, desk: desk)
    let head = "\(line) HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n"
    let reply = try Self.exchange(Array(head.utf8), TCPClient.connected(to: server.port), server)
    let text = String(decoding: reply, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 \(status)\r\n") && text.contains(part), "\(text)")
    #expect(text.contains("\r\nConnection: close\r\n") && text.contains("nosniff"))
    if line.hasPrefix("HEAD") { #expect(text.hasSuffix("\r\n\r\n")) }
  }

  @Test func `a foreign host, a missing token and a daemon that catches up are turned away`() throws
  {
    let desk = try EngineDesk()
    let address = try #require(ListenAddress("127.0.0.1:0"))
    func ask(_ token: [UInt8]?, _ headers: String) throws -> String {
      let server = try HTTPServer(address, token: token, desk: desk)
      let head = Array("GET /readyz HTTP/1.1\r\n\(headers)\r\n".utf8)
      let reply = try Self.exchange(head, TCPClient.connected(to: server.port), server)
      return String(String(decoding: reply, as: UTF8.self).prefix(12))
    }
    let secret = Array("s3cret".utf8)
    #expect(try ask(nil, "Host: evil.example.com\r\n") == "HTTP/1.1 400")
    #expect(try ask(secret, "Host: any\r\n") == "HTTP/1.1 401")
    #expect(try ask(secret, "Host: any\r\nAuthorization: Bearer s3creT\r\n") == "HTTP/1.1 401")
    #expect(try ask(secret, "Host: any\r\nAuthorization: Bearer s3cret\r\n") == "HTTP/1.1 200")
    desk.isCatchingUp = true
    #expect(try ask(nil, "Host: localhost\r\n") == "HTTP/1.1 503")
  }

  @Test func `a socket answers line for line, and refuses what is too long`() throws {
    let desk = try EngineDesk()
    let folder = try ScratchFolder()
    let server = try QueryServer(folder.file("s"), desk: desk)
    func ask(_ text: String, lines: Int) throws -> [String] {
      let client = try FileDescriptor.connected(toUnix: folder.file("s"))
      let copy = fcntl(client.number, F_DUPFD_CLOEXEC, 0)
      let reply = try Self.exchange(Array(text.utf8), copy, server) { reply in
        reply.count { $0 == .newline } == lines
      }
      return String(decoding: reply, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    let lines = try ask(
      #"{"ask":"budget"}"# + "\nnonsense\n" + #"{"ask":"budget","format":"csv"}"# + "\n", lines: 3)
    #expect(lines[0].hasPrefix(#"{"status":3,"answer":{"schema": "sloctl/budget/v1""#))
    #expect(lines[1].hasPrefix(#"{"status":2,"error":"the question is no JSON"#))
    var question = Question()
    question.objectives = []
    let direct = Report.budget(try desk.answer(to: question)).rendered(as: .csv)
    #expect(try QueryReply(line: Array(lines[2].utf8)).body == .text(direct))
    let long = try ask(String(repeating: "x", count: 1 << 17), lines: 1)
    #expect(long.first?.contains("longer than 65536 bytes") == true)
  }
}
