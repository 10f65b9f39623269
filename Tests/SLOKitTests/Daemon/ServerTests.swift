import Foundation
import Glibc
import Testing

@testable import SLOKit

/// A desk whose answer holds no event, or that is not ready.
private final class SampleDesk: DaemonDesk {
  let configuration: Configuration
  var isCatchingUp = false

  init() throws {
    let json = """
      {"version": 1, "events": {"fields": {"timestamp": "ts", "customer": "c"}}, "objectives": [
        {"name": "api", "good": "status < 500", "target": "99.9%", "window": "30d"}]}
      """
    configuration = try Configuration(json: Array(json.utf8), file: "slos.json", folder: "")
  }

  func answer(to question: Question) throws(QuestionRefusal) -> Answer {
    Engine(question, configuration: configuration, clock: Timestamp(epochSecond: 0)).answer()
  }
  var openAlerts: [AlertRecord] { [] }
  func alertLog() throws(QuestionRefusal) -> [UInt8]? { nil }
  func deploys() throws(QuestionRefusal) -> [DeployMarker] { [] }
  func status() -> DaemonStatus {
    var status = DaemonStatus(
      startedAt: Timestamp(epochSecond: 0), now: Timestamp(epochSecond: 60))
    status.isCatchingUp = isCatchingUp
    return status
  }
}

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

  private static func connected(to port: UInt16) -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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

  @Test(arguments: [
    ("GET /healthz", "200 OK", "ok\n"), ("GET /readyz", "200 OK", "ready\n"),
    ("GET /metrics", "200 OK", "# EOF\n"), ("HEAD /metrics", "200 OK", "\r\n\r\n"),
    ("GET /api/v1/budget", "200 OK", "sloctl/budget/v1"),
    ("GET /api/v1/gate?maxBurn=page", "503 Service Unavailable", "noVerdict"),
    ("GET /api/v1/budget?objective=apj", "400 Bad Request", "did you mean api?"),
    ("GET /api/v1/status?format=table", "200 OK", "READY"), ("GET /x", "404 Not Found", "/readyz"),
    ("POST /metrics", "405 Method Not Allowed", "Allow: GET, HEAD"),
  ])
  func `a path is answered over HTTP, and the connection closed`(
    _ line: String, _ status: String, _ part: String
  ) throws {
    let desk = try SampleDesk()
    let address = try #require(ListenAddress("127.0.0.1:0"))
    let server = try HTTPServer(address, token: nil, desk: desk)
    let head = "\(line) HTTP/1.1\r\nHost: localhost:\(server.port)\r\n\r\n"
    let reply = try Self.exchange(Array(head.utf8), Self.connected(to: server.port), server)
    let text = String(decoding: reply, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 \(status)\r\n") && text.contains(part), "\(text)")
    #expect(text.contains("\r\nConnection: close\r\n") && text.contains("nosniff"))
    if line.hasPrefix("HEAD") { #expect(text.hasSuffix("\r\n\r\n")) }
  }

  @Test func `a foreign host, a missing token and a daemon that catches up are turned away`() throws
  {
    let desk = try SampleDesk()
    let address = try #require(ListenAddress("127.0.0.1:0"))
    func ask(_ token: [UInt8]?, _ headers: String) throws -> String {
      let server = try HTTPServer(address, token: token, desk: desk)
      let head = Array("GET /readyz HTTP/1.1\r\n\(headers)\r\n".utf8)
      let reply = try Self.exchange(head, Self.connected(to: server.port), server)
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
    let desk = try SampleDesk()
    let folder = try ScratchFolder()
    let server = try QueryServer(folder.file("s"), desk: desk)
    func ask(_ text: String, lines: Int) throws -> [String] {
      let client = try FileDescriptor.connected(toUnix: folder.file("s"))
      let reply = try Self.exchange(Array(text.utf8), dup(client.number), server) { reply in
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
