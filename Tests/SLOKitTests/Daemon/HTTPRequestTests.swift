import Testing

@testable import SLOKit

struct HTTPRequestTests {
  static func read(_ text: String) -> HTTPRequest.Reading { HTTPRequest.read(Array(text.utf8)) }

  @Test func `a head is understood, and what follows it is left alone`() {
    let wanted = HTTPRequest(
      isHead: false, path: "/metrics", query: Array("a=b".utf8), host: "h:1",
      authorization: Array("Bearer x".utf8))
    let text = "GET /metrics?a=b HTTP/1.1\r\nHost: h:1\r\nauthorization:\tBearer x \r\n\r\n"
    #expect(Self.read(text) == .request(wanted))
    #expect(Self.read(text + "GET / HTTP/1.1\r\n\r\n") == .request(wanted))
    for length in 0..<text.utf8.count {
      #expect(HTTPRequest.read(Array(text.utf8.prefix(length))) == .incomplete)
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: h\n\n", "GET / HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
    "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/2\r\nHost: h\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
    "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nX: a\u{0}b\r\n\r\n", "\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n",
  ])
  func `what two readers could read in two ways is refused`(_ text: String) {
    #expect(Self.read(text) == .refused(.badRequest))
  }

  @Test func `methods other than GET and HEAD, and too much of a head, are refused`() {
    let head = "HEAD / HTTP/1.0\r\n\r\n"
    guard case .request(let request) = Self.read(head) else {
      Issue.record("no request")
      return
    }
    #expect(request.isHead && request.host == "")
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "get", "X"] {
      #expect(Self.read("\(method) / HTTP/1.1\r\nHost: h\r\n\r\n") == .refused(.methodNotAllowed))
    }
    let start = "GET / HTTP/1.1\r\nHost: h\r\n"
    let many = String(repeating: "A: b\r\n", count: 64)
    #expect(Self.read(start + many + "\r\n") == .refused(.headersTooLarge))
    let long = "A: " + String(repeating: "b", count: 16 << 10)
    #expect(Self.read(start + long) == .refused(.headersTooLarge))
    #expect(Self.read(start + long + "\r\n\r\n") == .refused(.headersTooLarge))
  }

  @Test(arguments: 0..<300)
  func `any bytes are a request, a wish or a refusal`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = ["GET ", "/ ", "HTTP/1.1", "\r\n", "\r\n\r\n", "Host: h", ":", " ", "%", "\u{0}"]
    for _ in 0..<20 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      if case .request(let request) = HTTPRequest.read(bytes) {
        #expect(request.path.utf8.first == UInt8(ascii: "/"))
      }
    }
  }
}
