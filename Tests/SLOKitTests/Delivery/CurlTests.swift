import Foundation
import Testing

@testable import SLOKit

struct CurlTests {
  static let now = Timestamp(epochSecond: 1_000_000_000)

  static func outcome(_ text: String, _ end: ErrandResult.End = .exit(0)) -> DeliveryOutcome {
    CurlReply(ErrandResult(end, output: Array(text.utf8)), at: now).outcome
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n\r\nbody", DeliveryOutcome.delivered),
    ("HTTP/2 202 \n\n", .delivered),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", .delivered),
    ("HTTP/1.1 400 Bad\r\n\r\n", .refused("it answers 400")),
    ("HTTP/1.1 500 No\r\nRetry-After: 7\r\n\r\n", .failed("it answers 500", after: .seconds(7))),
    (
      "HTTP/1.1 429 No\r\nretry-after:\t120 \r\n\r\n", .failed("it answers 429", after: .minutes(2))
    ),
    (
      "HTTP/1.1 503 No\r\nRetry-After: Sun, 09 Sep 2001 01:47:40 GMT\r\n\r\n",
      .failed("it answers 503", after: .seconds(60))
    ),
    (
      "HTTP/1.1 503 No\r\nRetry-After: Sun, 09 Sep 2001 01:40:00 GMT\r\n\r\n",
      .failed("it answers 503", after: .zero)
    ),
    ("HTTP/1.1 503 No\r\nRetry-After: -5\r\n\r\n", .failed("it answers 503")),
    ("HTTP/1.1 503 No\r\nRetry-After: soon\r\n\r\nRetry-After: 5", .failed("it answers 503")),
    (
      "HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n",
      .failed("it answers 302, a redirect, which is not followed: give its new address")
    ),
    ("HTTP/1.1 401 Who\r\n\r\n", .failed("it answers 401: does it want a headersFile?")),
  ])
  func `a status says whether it was told`(_ reply: String, _ outcome: DeliveryOutcome) {
    #expect(Self.outcome(reply) == outcome)
    // What follows the status changes nothing.
    if case .delivered = outcome { #expect(Self.outcome(reply, .exit(28)) == .delivered) }
    if case .delivered = outcome { #expect(Self.outcome(reply, .outputLimit) == .delivered) }
  }

  @Test(arguments: [
    (ErrandResult.End.exit(6), "its name is not known"), (.exit(7), "nobody answers there"),
    (.exit(28), "no answer in 15 s"), (.exit(60), "its certificate is not trusted"),
    (.exit(99), "curl ended with status 99"), (.timeout, "no answer in time"),
    (.signal(9), "signal 9 ended curl"), (.exit(52), "an empty answer"),
  ])
  func `no status is a failure, and is told in words`(_ end: ErrandResult.End, _ words: String) {
    for text in [
      "", "HTTP/", "HTTP/1.1\r\n\r\n", "HTTP/1.1 2 \r\n", "HTTP/1.1 abc", "xHTTP/1.1 200 OK",
    ] {
      #expect(Self.outcome(text, end) == .failed(words))
    }
  }

  @Test(arguments: 0..<200)
  func `a reply of any bytes has an outcome`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "HTTP/", "1.1 ", "200", "\r\n", "\n", "Retry-After: ", "99999999999999999999", "\0", "é",
    ]
    for _ in 0..<20 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<30, using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        bytes.append(UInt8.random(in: 0...255, using: &random))
      }
      _ = CurlReply(ErrandResult(.exit(0), output: bytes), at: Self.now).outcome
    }
  }

  @Test func `what curl is told stays in its words`() {
    #expect(CurlRequest.quoted("a\"b\\c\nurl = \"x\"\t\r") == #""a\"b\\c\nurl = \"x\"\t\r""#)
    let order = CurlRequest("http://h/secret", headers: ["A: secret"], body: [1]).order
    #expect(order.arguments == ["--disable", "--config", "-"])
    #expect(order.inputs.count == 2 && order.inputs[1] == [1])
  }

  @Test(arguments: [
    ("https://hooks.example.com/T0/secret?k=v", "https://hooks.example.com"),
    ("http://user:secret@h:99/x@y", "http://h:99"), ("http://h?secret", "http://h"),
    ("HTTP://h", "HTTP://h"), ("http://@/", "http://@"),
  ])
  func `what is shown of a URL holds no secret`(_ url: String, _ place: String) {
    #expect(CurlRequest.place(of: url) == place)
  }

  @Test func `headers come from a file that nobody else may read`() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("h", "# token\nAuthorization: Bearer s3cret\r\n\nX-A: b\tc")
    func mode(_ mode: Int) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.text)
    }
    try mode(0o600)
    #expect(
      try CurlRequest.headers(from: file.text) == ["Authorization: Bearer s3cret", "X-A: b\tc"])
    try mode(0o640)
    #expect(
      throws: SinkProblem(
        "the headers: \(file.text) may be read by others (mode 640): make it 600")
    ) { try CurlRequest.headers(from: file.text) }
    for line in ["s3cret", ": s3cret", "A s3cret: b", "A: s3cret\u{1}", "A: \u{7F}"] {
      try folder.write("h", "X: y\n" + line)
      try mode(0o400)
      #expect(
        throws: SinkProblem("line 2 of \(file.text) is no header: wanted \"Name: value\"")
      ) { try CurlRequest.headers(from: file.text) }
      try mode(0o600)
    }
  }
}
