// Asks a running daemon: a line out, a line in, within a limited time and size.

/// Why a daemon was not asked, or gave no answer.
package struct DaemonProblem: Error, Equatable, Sendable {
  /// What happened and what to do.
  package let message: String
  package let advice: String
}

/// Asks the daemon behind a Unix socket.
package struct DaemonClient: Sendable {
  /// Where a daemon listens unless it was told otherwise.
  package static let socket = FilePath("/run/sloctl/sloctl.sock")
  /// How long an answer may take.
  private static let patienceNanoseconds: Int64 = 60_000_000_000
  /// The longest reply, in bytes: a text of the longest length, each byte written as `\u0000`.
  private static let limitBytes = 6 * QueryReply.limitBytes + 1024

  private let path: FilePath

  package init(_ path: FilePath = Self.socket) { self.path = path }

  /// The daemon's reply to `question`.
  package func ask(_ question: QueryParameters) throws(DaemonProblem) -> QueryReply {
    let line: [UInt8]
    do throws(SystemError) {
      line = try exchange(question.line)
    } catch {
      throw DaemonProblem(
        message: "the daemon could not be asked: \(error)",
        advice: error.isNotFound || error.isRefused
          ? "is it running, and does it listen there? --daemon=SOCKET names another socket"
          : error.isForbidden
            ? "the socket's group may ask: become a member of it" : "look at its log")
    }
    do throws(JSONProblem) {
      return try QueryReply(line: line)
    } catch {
      throw DaemonProblem(
        message: "the daemon's reply was not understood: \(error.message)",
        advice: "is it of the same version?")
    }
  }

  private func exchange(_ question: [UInt8]) throws(SystemError) -> [UInt8] {
    let connection = try FileDescriptor.connected(toUnix: path)
    let deadline = monotonicNanoseconds() &+ Self.patienceNanoseconds
    var rest = question[...]
    var reply: [UInt8] = []
    while true {
      var poll = PollSet()
      poll.watch(connection.number, for: .reading)
      if !rest.isEmpty { poll.watch(connection.number, for: .writing) }
      poll.wake(at: deadline)
      try poll.wait()
      if monotonicNanoseconds() >= deadline { throw .timeout(on: path.text) }
      // Whoever refuses at once may be gone before the question is sent, and has said why.
      if !rest.isEmpty, poll.isReady(connection.number, for: .writing) {
        let count = (try? connection.send(rest)) ?? rest.count
        rest = rest.dropFirst(count)
      }
      guard poll.isReady(connection.number, for: .reading),
        let bytes = try connection.receive(upTo: 1 << 16)
      else { continue }
      reply += bytes
      if bytes.isEmpty || bytes.last == .newline { return reply }
      if reply.count > Self.limitBytes {
        throw SystemError("read", on: path.text, code: SystemError.isTooLarge)
      }
    }
  }
}
