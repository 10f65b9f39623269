// One client of a server, read and written without waiting. What it may send, what may wait for it
// and how long it may take are bounded; a client that keeps to none of this costs no more than that.

/// A client of a server.
final class ClientConnection {
  private let descriptor: FileDescriptor
  /// What has come and was not taken yet.
  var input: [UInt8] = []
  private var output: ArraySlice<UInt8> = []
  /// When it is given up.
  var deadline: Int64
  /// Whether it is closed once all was sent.
  private var isEnding = false
  /// Whether nothing more is sent, and what still comes is thrown away.
  private var isLingering = false
  private(set) var isClosed = false
  /// Whether the client will send no more.
  private(set) var hasEnded = false

  /// How long a client that was answered may go on sending, so that it gets to read the answer.
  private static let lingerNanoseconds: Int64 = 1_000_000_000

  init(_ descriptor: consuming FileDescriptor, deadline: Int64) {
    self.descriptor = descriptor
    self.deadline = deadline
  }

  /// How much is still to be sent, in bytes.
  var pendingBytes: Int { output.count }

  /// Whether an answer is on its way.
  var isAnswering: Bool { !output.isEmpty || isEnding }

  /// Says what it waits for.
  func prepare(_ poll: inout PollSet, wantsInput: Bool) {
    if !output.isEmpty { poll.watch(descriptor.number, for: .writing) }
    if wantsInput && !hasEnded || isLingering { poll.watch(descriptor.number, for: .reading) }
    poll.wake(at: deadline)
  }

  /// Takes what has come, as long as `input` holds less than `limit` bytes.
  func receive(_ poll: PollSet, limit: Int) {
    guard !isClosed, !hasEnded, poll.isReady(descriptor.number, for: .reading) else { return }
    do throws(SystemError) {
      while input.count < limit || isLingering {
        guard let bytes = try descriptor.receive(upTo: 1 << 14) else { return }
        if bytes.isEmpty {
          hasEnded = true
          // Who sends no more may still wait for an answer.
          if isLingering || output.isEmpty && input.isEmpty { isClosed = true }
          return
        }
        if !isLingering { input += bytes }
      }
    } catch {
      isClosed = true
    }
  }

  /// Sends `bytes`, and closes the connection after them where `ends`.
  func send(_ bytes: [UInt8], ends: Bool, deadline: Int64) {
    output += bytes
    isEnding = ends
    self.deadline = deadline
  }

  /// Sends what can be sent.
  ///
  /// - Parameter patience: How long the client may take to read on, in nanoseconds.
  func flush(now: Int64, patience: Int64) {
    guard !isClosed else { return }
    do throws(SystemError) {
      while !output.isEmpty {
        let count = try descriptor.send(output)
        if count == 0 { break }
        output = output.dropFirst(count)
        deadline = now &+ patience
      }
    } catch {
      isClosed = true
      return
    }
    guard output.isEmpty else { return }
    // What was sent needs its room no more.
    output = []
    if isEnding, !isLingering {
      isLingering = true
      deadline = now &+ Self.lingerNanoseconds
      descriptor.endSending()
      if hasEnded { isClosed = true }
    }
  }

  /// Gives it up.
  func close() { isClosed = true }

  /// Who it is, of a Unix socket.
  func peer() throws(SystemError) -> PeerCredentials { try descriptor.peer() }
}
