// Answers questions on a Unix socket: a line of JSON in, a line of JSON out, as many as the client
// likes, one after the other. Who may connect is decided by the rights of the socket's file, and once
// more by who the system says that the client is. A client that is slow, silent or greedy holds up
// neither the daemon nor the others: all it can take is bounded.

/// Answers a daemon's questions on a Unix socket.
package final class QueryServer: LoopMember {
  /// How many clients are served at a time.
  package static let clientLimit = 256
  /// The longest question, in bytes.
  private static let questionLimit = 1 << 16
  /// How much may wait to be read by all clients together, in bytes: while it is more, nobody is
  /// answered.
  private static let pendingLimit = 128 << 20
  /// How many questions are answered in a turn.
  private static let answersATurn = 8
  /// How long a client may be silent, and how long it may leave an answer unread.
  private static let patience: (silent: Int64, unread: Int64) = (300_000_000_000, 30_000_000_000)

  private let server: ServerSocket
  private let group: UInt32?
  private unowned let desk: any DaemonDesk
  private var clients: [ClientConnection] = []

  /// A server at `path`.
  package init(_ path: FilePath, desk: any DaemonDesk) throws(SystemError) {
    server = try .unix(path)
    group = try? FileDescriptor.group(of: path)
    self.desk = desk
  }

  package func prepare(_ poll: inout PollSet, now: Int64) {
    poll.watch(server.descriptor.number, for: .reading)
    for client in clients { client.prepare(&poll, wantsInput: !client.isAnswering) }
    if hasQuestion, pendingBytes <= Self.pendingLimit { poll.wake(at: now) }
  }

  package func proceed(_ poll: PollSet, now: Int64) {
    for client in clients {
      client.receive(poll, limit: Self.questionLimit)
      client.flush(now: now, patience: Self.patience.unread)
    }
    answer(now)
    for client in clients where client.deadline <= now || isDone(client) { client.close() }
    clients.removeAll { $0.isClosed }
    // Those who are gone have made room by now.
    if poll.isReady(server.descriptor.number, for: .reading) { welcome(now) }
  }

  /// Whether `client` sends no more, and has been answered all that it asked.
  private func isDone(_ client: ClientConnection) -> Bool {
    client.hasEnded && !client.isAnswering && !client.input.contains(.newline)
  }

  private var pendingBytes: Int { clients.reduce(0) { $0 + $1.pendingBytes } }

  private var hasQuestion: Bool {
    clients.contains { !$0.isAnswering && $0.input.contains(.newline) }
  }

  private func welcome(_ now: Int64) {
    while let descriptor = try? server.accept() {
      let client = ClientConnection(descriptor, deadline: now &+ Self.patience.silent)
      if clients.count >= Self.clientLimit {
        refuse(client, "\(Self.clientLimit) clients are asking already", "ask again later", now)
      } else if !isWelcome(client) {
        refuse(
          client, "this user may not ask the daemon", "become a member of the socket's group", now)
      } else {
        clients.append(client)
      }
    }
  }

  /// Root, the daemon's own user, and the members of the socket's group.
  private func isWelcome(_ client: ClientConnection) -> Bool {
    guard let peer = try? client.peer() else { return false }
    return peer.user == 0 || peer.user == ThisProcess.effectiveUser
      || group.map { peer.groups.contains($0) } == true
  }

  /// Says why, as far as it can be said at once, and closes.
  private func refuse(
    _ client: ClientConnection, _ message: String, _ advice: String, _ now: Int64
  ) {
    let reply = QueryReply(status: 3, .refusal(message: message, advice: advice))
    client.send(reply.line(asValue: false), ends: true, deadline: now)
    client.flush(now: now, patience: 0)
  }

  private func answer(_ now: Int64) {
    var left = Self.answersATurn
    // Those who have waited longest come first: whoever was answered goes to the end.
    for client in clients where left > 0 && !client.isAnswering && !client.isClosed {
      guard pendingBytes <= Self.pendingLimit else { return }
      if let end = client.input.firstIndex(of: .newline) {
        let line = Array(client.input[..<end])
        client.input.removeSubrange(...end)
        client.send(reply(to: line), ends: false, deadline: now &+ Self.patience.unread)
        left -= 1
      } else if client.input.count >= Self.questionLimit {
        let refusal = QueryReply(
          status: 2,
          .refusal(
            message: "the question is longer than \(Self.questionLimit) bytes",
            advice: "ask with a line of JSON"))
        client.send(
          refusal.line(asValue: false), ends: true, deadline: now &+ Self.patience.unread)
      } else {
        continue
      }
      client.flush(now: now, patience: Self.patience.unread)
      if !client.isAnswering { client.deadline = now &+ Self.patience.silent }
      if let place = clients.firstIndex(where: { $0 === client }) {
        clients.append(clients.remove(at: place))
      }
    }
  }

  private func reply(to line: [UInt8]) -> [UInt8] {
    do throws(QuestionRefusal) {
      let query = try DaemonQuery(QueryParameters(json: line))
      return QueryReply(to: query, from: desk).line(asValue: query.format == nil)
    } catch {
      let refusal = QueryReply(
        status: 2, .refusal(message: error.message, advice: error.advice))
      return refusal.line(asValue: false)
    }
  }
}
