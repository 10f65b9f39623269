import Foundation
import Testing

@testable import SLOKit

/// A courier with curl and a web server of the test's own.
final class CourierRun {
  private(set) var said: [String] = []
  private(set) var orders: [ErrandOrder] = []
  private var box: Courier?

  /// - Parameters:
  ///   - saved: The outbox that a courier before it has left.
  ///   - seconds: How long curl may take.
  init(
    _ sinks: [DaemonSettings.Sink], saved: [UInt8]? = nil, isDryRun: Bool = false, seconds: Int = 60
  ) throws {
    var settings = DaemonSettings()
    settings.sinks = sinks
    let world = Courier.World(
      wallClock: { Timestamp(epochSecond: 1_000_000_000) }, random: { 0 },
      start: { [weak self] (order, now) throws(SystemError) in
        self?.orders.append(order)
        var order = order
        if order.program == "curl" {
          let config = String(decoding: order.inputs[0], as: UTF8.self)
          order.inputs[0] = Array(
            config.replacing("max-time = 15", with: "max-time = \(seconds)").utf8)
          order.timeLimitNanoseconds = 120_000_000_000
        }
        return try ChildErrand(order, now: now)
      }, say: { [weak self] in self?.said.append($0) })
    box = try Courier(settings, saved: saved, isDryRun: isDryRun, world: world)
  }

  var courier: Courier {
    guard let box else { fatalError("no courier") }
    return box
  }

  /// Lets the loop turn until `condition` holds, which it does within two minutes or never.
  func run(until condition: (Courier) -> Bool) throws {
    let end = monotonicNanoseconds() + 120_000_000_000
    while !condition(courier) {
      let now = monotonicNanoseconds()
      guard now < end else { throw BuiltProgram.CannotRun(description: "it did not come about") }
      var poll = PollSet()
      courier.prepare(&poll, now: now)
      poll.wake(at: now + 100_000_000)
      try poll.wait()
      courier.proceed(poll, now: monotonicNanoseconds())
    }
  }

  func tell(_ notices: AlertNotice...) {
    for notice in notices { courier.enqueue(notice) }
    courier.release()
  }
}

@Suite(.enabled(if: BuiltProgram.installed("curl") != nil, "curl is not installed"))
struct CourierTests {
  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  static func notice(_ id: String, _ phase: AlertPhase = .firing) -> AlertNotice {
    AlertNotice(
      id: id, phase: phase, severity: .page, startsAt: Timestamp(epochSecond: 999_999_000),
      endsAt: phase == .resolved ? Timestamp(epochSecond: 999_999_600) : nil,
      json: "{\"id\":\"\(id)\",\"note\":\"\\\"@/etc/passwd\\\"\"}",
      labels: [
        Labelled(name: "alertname", value: "ErrorBudgetBurn"),
        Labelled(name: "objective", value: "api \"x\"\n"), Labelled(name: "key", value: ""),
      ], annotations: [Labelled(name: "summary", value: "it burns")])
  }

  @Test func `a webhook gets the alert's line, its key, and the secret headers`() throws {
    let server = try FakeServer(.reply(Self.ok))
    let folder = try ScratchFolder()
    let headers = try folder.write("h", "Authorization: Bearer canary-4711\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: headers.text)
    let run = try CourierRun([.webhook(url: server.url + "/a[1]{b}?c", headersFile: headers.text)])
    run.tell(Self.notice("a"), Self.notice("b", .resolved))
    try run.run { $0.receivers[0].told == 2 }
    let requests = server.requests
    #expect(requests.count == 2)
    #expect(requests[0].hasPrefix("POST /a[1]{b}?c HTTP/1.1\r\n"))
    #expect(requests[0].contains("\r\nIdempotency-Key: a-firing\r\n"))
    #expect(requests[0].contains("\r\nContent-Type: application/json\r\n"))
    #expect(requests[0].contains("\r\nAuthorization: Bearer canary-4711\r\n"))
    #expect(requests[0].hasSuffix("\r\n\r\n" + Self.notice("a").json))
    #expect(requests[1].contains("\r\nIdempotency-Key: b-resolved\r\n"))
    // Nothing secret in argv, in what is kept or in what is said.
    let shown =
      run.orders.flatMap { [$0.program] + $0.arguments }.joined()
      + String(decoding: run.courier.outbox.encoded(), as: UTF8.self) + "\(run.courier.receivers)"
      + run.said.joined()
    #expect(!shown.contains("canary") && !shown.contains("a[1]"))
    #expect(run.courier.receivers[0].place == server.url)
    #expect(run.courier.receivers[0].reachedAt != nil)
  }

  @Test func `an Alertmanager gets labels, annotations and ends, all in one list`() throws {
    let server = try FakeServer(.reply(Self.ok))
    let run = try CourierRun([.alertmanager(url: server.url + "/am", headersFile: nil)])
    run.tell(Self.notice("a"), Self.notice("b", .resolved))
    try run.run { $0.receivers[0].told == 2 }
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("POST /am/api/v2/alerts HTTP/1.1\r\n"))
    let body = try #require(request.components(separatedBy: "\r\n\r\n").last)
    let alerts = try #require(try JSONValue.parse(Array(body.utf8)).array)
    #expect(alerts.map { $0["endsAt"]?.text } == ["2001-09-09T01:50:40Z", "2001-09-09T01:40:00Z"])
    #expect(alerts[0]["startsAt"]?.text == "2001-09-09T01:30:00Z")
    #expect(alerts[0]["labels"]?.members?.map(\.key) == ["alertname", "objective"])
    #expect(alerts[0]["labels"]?["objective"]?.text == "api \"x\"\n")
    #expect(alerts[0]["annotations"]?["summary"]?.text == "it burns")
    #expect(run.courier.receivers[0].standing == 1)
  }

  @Test(arguments: [
    ("hang", "no answer in 15 s"), ("close", "an empty answer"),
    ("drip", "no answer in 15 s"), ("500", "it answers 500"), ("garbage", ""),
    ("302", "it answers 302, a redirect, which is not followed: give its new address"),
    ("flood", ""), ("404", "it answers 404"),
  ])
  func `whatever a receiver does, it is told in the end`(_ name: String, _ words: String) throws {
    let other = try FakeServer(.reply(Self.ok))
    let manners: [String: FakeServer.Manner] = [
      "hang": .hang, "close": .close, "drip": .drip("HTTP/1.1 200 OK and so on and on and on"),
      "500": .reply("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
      "404": .reply("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"),
      "302": .reply("HTTP/1.1 302 F\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n"),
      "flood": .flood("no HTTP "), "garbage": .reply("\u{0}\u{1}ÿ garbage\r\n\r\n"),
    ]
    let server = try FakeServer(try #require(manners[name]), .reply(Self.ok))
    let run = try CourierRun([.webhook(url: server.url, headersFile: nil)], seconds: 1)
    run.tell(Self.notice("a"))
    try run.run { $0.receivers[0].failures == 1 }
    #expect(run.courier.receivers[0].waiting == 1)
    let problem = run.courier.receivers[0].problem ?? ""
    #expect(words.isEmpty ? !problem.isEmpty : problem == words)
    try run.run { $0.receivers[0].told == 1 }
    #expect(server.requests.count == 2 && other.requests.isEmpty)
    #expect(run.courier.receivers[0].failures == 0 && run.courier.receivers[0].problem == nil)
    #expect(run.said.count == 2, "one line when it fails, one when it works again")
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 503 No\r\nRetry-After: 3000\r\n\r\n"])
  func `of an endless reply 64 KiB are read`(_ head: String) throws {
    let server = try FakeServer(.flood(head + String(repeating: "x", count: 10_000)))
    let run = try CourierRun([.webhook(url: server.url, headersFile: nil)])
    run.tell(Self.notice("a"))
    try run.run { $0.receivers[0].told + Int64($0.receivers[0].failures) == 1 }
    #expect(run.courier.receivers[0].told == (head.contains("200") ? 1 : 0))
    let deadline = run.courier.outbox.deadline(of: 0)
    if head.contains("503") {
      #expect(try #require(deadline) > monotonicNanoseconds() + 2_000_000_000_000)
    }
  }

  @Test func `who hangs holds up nobody else`() throws {
    let (hanging, good) = (try FakeServer(.hang), try FakeServer(.reply(Self.ok)))
    let run = try CourierRun([
      .webhook(url: hanging.url, headersFile: nil), .webhook(url: good.url, headersFile: nil),
      .command(["sh", "-c", "cat > /dev/null; exit 0"]), .command(["/no/such/program"]),
    ])
    run.tell(Self.notice("a"), Self.notice("b"))
    try run.run { $0.receivers[1].told == 2 && $0.receivers[2].told == 2 }
    try run.run { $0.receivers[3].failures > 0 }
    #expect(run.courier.receivers[0].told == 0 && run.courier.receivers[0].waiting == 2)
    #expect(run.courier.receivers[3].problem == "/no/such/program: No such file or directory")
  }

  @Test func `while curl runs, no list of processes shows a secret`() throws {
    let server = try FakeServer(.hang)
    let folder = try ScratchFolder()
    let headers = try folder.write("h", "X-Token: canary-\(server.port)\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: headers.text)
    let run = try CourierRun([.webhook(url: server.url + "/path-canary", headersFile: headers.text)]
    )
    run.tell(Self.notice("a"))
    try run.run { _ in !server.requests.isEmpty }
    #expect(server.requests[0].contains("canary-\(server.port)"))
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter {
      Int($0) != nil
    }
    for process in processes {
      for file in ["cmdline", "environ"] {
        let data = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data()
        let text = String(decoding: data, as: UTF8.self)
        #expect(!text.contains("canary-\(server.port)") && !text.contains("path-canary"))
      }
    }
  }

  @Test func `a command gets the alert as a line, and its status counts`() throws {
    let folder = try ScratchFolder()
    let file = folder.file("told").text
    let script = "cat >> '\(file)'; test -e '\(file).ok' || { touch '\(file).ok'; exit 9; }"
    let run = try CourierRun([.command(["sh", "-c", script])])
    run.tell(Self.notice("a"))
    try run.run { $0.receivers[0].told == 1 }
    let line = Self.notice("a").json + "\n"
    #expect(try String(contentsOfFile: file, encoding: .utf8) == line + line)
    #expect(
      run.said.first == "command sh cannot be told: it ended with status 9; it is tried again")
  }

  @Test func `a heart beats, and a beat that is missed is told of once`() throws {
    let server = try FakeServer(.close, .close, .reply(Self.ok))
    let run = try CourierRun([.heartbeat(url: server.url, headersFile: nil, every: .seconds(1))])
    try run.run { $0.receivers[0].reachedAt != nil }
    #expect(server.requests.count == 3 && server.requests.allSatisfy { $0.hasPrefix("GET / ") })
    #expect(run.said.count == 1)
    #expect(run.courier.receivers[0].failures == 0 && run.courier.outbox.queues.isEmpty)
  }

  @Test func `a dry run says what it would tell, and tells nobody`() throws {
    let run = try CourierRun([.command(["/no/such"])], isDryRun: true)
    run.tell(Self.notice("a"))
    run.courier.standing([Self.notice("a")])
    run.courier.proceed(PollSet(), now: 0)
    #expect(run.said == ["would tell command /no/such: \(Self.notice("a").json)"])
    #expect(run.orders.isEmpty && run.courier.outbox.queues[0].count == 0)
  }

  @Test func `a restart tells what was not told, with the same key`() throws {
    let (down, up) = (try FakeServer(.close), try FakeServer(.reply(Self.ok)))
    let sink = DaemonSettings.Sink.webhook(url: down.url, headersFile: nil)
    let first = try CourierRun([sink])
    first.tell(Self.notice("a"))
    try first.run { $0.receivers[0].failures > 0 }
    let second = try CourierRun([sink], saved: first.courier.outbox.encoded())
    try second.run { $0.receivers[0].failures > 0 }
    #expect(second.courier.receivers[0].waiting == 1)
    // Another place is another receiver: what waited for the first is told of.
    second.courier.reconfigure(
      {
        var settings = DaemonSettings()
        settings.sinks = [.webhook(url: up.url, headersFile: nil)]
        return settings
      }())
    #expect(
      second.said.last?.hasSuffix("is no longer in the config: 1 notice will not be told") == true)
    #expect(down.requests.allSatisfy { $0.contains("Idempotency-Key: a-firing") })
  }
}
