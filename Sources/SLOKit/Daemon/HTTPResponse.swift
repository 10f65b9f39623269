// What is sent back over HTTP: a status, a type, a text. Every response closes its connection, may be
// kept by nobody, and gives a browser nothing to run.

/// The statuses that a daemon answers with.
enum HTTPStatus: Int, Sendable {
  case ok = 200
  case badRequest = 400
  case unauthorized = 401
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case conflict = 409
  case headersTooLarge = 431
  case unavailable = 503

  var phrase: String {
    switch self {
    case .ok: "OK"
    case .badRequest: "Bad Request"
    case .unauthorized: "Unauthorized"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .conflict: "Conflict"
    case .headersTooLarge: "Request Header Fields Too Large"
    case .unavailable: "Service Unavailable"
    }
  }
}

/// A response.
struct HTTPResponse: Sendable, Equatable {
  /// What a body is.
  enum Kind: String, Sendable {
    case text = "text/plain; charset=utf-8"
    case json = "application/json"
    case jsonLines = "application/x-ndjson"
    case csv = "text/csv; charset=utf-8"
    case markdown = "text/markdown; charset=utf-8"
    case html = "text/html; charset=utf-8"
    case xml = "application/xml"
    case openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
  }

  var status: HTTPStatus
  var kind = Kind.text
  var body: String

  /// A refusal without more words than its status has.
  init(refusing status: HTTPStatus) {
    self.status = status
    body = "\(status.phrase)\n"
  }

  init(_ status: HTTPStatus, _ kind: Kind, _ body: String) {
    self.status = status
    self.kind = kind
    self.body = body
  }

  /// As it is sent; to a HEAD without its body.
  func bytes(isHead: Bool) -> [UInt8] {
    var head = [
      "HTTP/1.1 \(status.rawValue) \(status.phrase)", "Content-Type: \(kind.rawValue)",
      "Content-Length: \(body.utf8.count)", "Connection: close", "Cache-Control: no-store",
      "X-Content-Type-Options: nosniff",
      "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'",
    ]
    if status == .methodNotAllowed { head.append("Allow: GET, HEAD") }
    if status == .unauthorized { head.append("WWW-Authenticate: Bearer") }
    let text = head.map { $0 + "\r\n" }.joined() + "\r\n" + (isHead ? "" : body)
    return Array(text.utf8)
  }
}
