// Answers over HTTP, for Prometheus and for jobs far from the logs: GET and HEAD of a few paths, one
// request a connection, no body ever. On loopback a request must name a host that is loopback, so
// that no web page can ask through a name of its own; elsewhere it must carry the token. A client has
// ten seconds for its head, and as long between two reads of the answer.

/// Answers a daemon's questions over HTTP.
package final class HTTPServer: LoopMember {
  /// How many clients are served at a time.
  package static let clientLimit = 64
  private static let patience: Int64 = 10_000_000_000
  /// How many requests are answered in a turn.
  private static let answersATurn = 8

  private let server: ServerSocket
  private let routes: HTTPRoutes
  private let token: [UInt8]?
  private let hosts: Set<String>
  private var clients: [ClientConnection] = []

  /// The port that it listens on.
  package var port: UInt16 { server.port }

  /// A server at `address`.
  ///
  /// - Parameter token: What requests must carry as `Authorization: Bearer …`; nil asks for none,
  ///   which only a loopback address may do.
  package init(
    _ address: ListenAddress, token: [UInt8]?, desk: any DaemonDesk
  ) throws(SystemError) {
    server = try .tcp(address.host, port: address.port)
    routes = HTTPRoutes(desk: desk)
    self.token = token
    let port = server.port
    hosts = Set(
      ["localhost", "127.0.0.1", "[::1]", address.hostInURL].flatMap { [$0, "\($0):\(port)"] })
  }

  package func prepare(_ poll: inout PollSet, now: Int64) {
    poll.watch(server.descriptor.number, for: .reading)
    for client in clients { client.prepare(&poll, wantsInput: !client.isAnswering) }
  }

  package func proceed(_ poll: PollSet, now: Int64) {
    if poll.isReady(server.descriptor.number, for: .reading) {
      while let descriptor = try? server.accept() {
        guard makesRoom() else { continue }
        clients.append(ClientConnection(descriptor, deadline: now &+ Self.patience))
      }
    }
    var left = Self.answersATurn
    for client in clients {
      if left > 0 || client.isAnswering {
        client.receive(poll, limit: HTTPRequest.limitBytes + 4)
      }
      if !client.isAnswering, !client.isClosed {
        if answer(client, now) { left -= 1 } else if client.hasEnded { client.close() }
      }
      client.flush(now: now, patience: Self.patience)
      if client.deadline <= now { giveUp(client, now) }
    }
    clients.removeAll { $0.isClosed }
  }

  /// Makes room for a client where there is none: whoever has kept its head back for longest goes, so
  /// that clients that never come to the point do not keep out those who do.
  private func makesRoom() -> Bool {
    if clients.count < Self.clientLimit { return true }
    guard let slowest = clients.firstIndex(where: { !$0.isAnswering }) else { return false }
    clients.remove(at: slowest)
    return true
  }

  /// Whether `client` had asked for something.
  private func answer(_ client: ClientConnection, _ now: Int64) -> Bool {
    if client.input.isEmpty { return false }
    let response: HTTPResponse
    var isHead = false
    switch HTTPRequest.read(client.input) {
    case .incomplete: return false
    case .refused(let status): response = HTTPResponse(refusing: status)
    case .request(let request):
      isHead = request.isHead
      response = self.response(to: request)
    }
    client.send(response.bytes(isHead: isHead), ends: true, deadline: now &+ Self.patience)
    return true
  }

  private func response(to request: HTTPRequest) -> HTTPResponse {
    if let token {
      guard let given = request.authorization, Self.isEqual(given, Array("Bearer ".utf8) + token)
      else { return HTTPResponse(refusing: .unauthorized) }
    } else if !request.host.isEmpty, !hosts.contains(request.host.lowercased()) {
      return HTTPResponse(.badRequest, .text, "this host is not known here\n")
    }
    return routes.response(to: request)
  }

  /// Whether `a` is `b`, in a time that does not tell where they differ.
  private static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
  }

  private func giveUp(_ client: ClientConnection, _ now: Int64) {
    if client.isAnswering || client.input.isEmpty { return client.close() }
    let response = HTTPResponse(refusing: .requestTimeout)
    client.send(response.bytes(isHead: false), ends: true, deadline: now &+ Self.patience)
    client.flush(now: now, patience: Self.patience)
  }
}
