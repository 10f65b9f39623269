// A program that is run beside everything else: it is fed from memory through pipes, what it prints
// is read up to a limit, and nobody waits for any of it. It lives in a process group of its own, so
// that ending it ends what it has started too. Whatever it does (never reads, never ends, prints
// without end), it costs bounded memory, and is gone when its time is up.
//
// Invariants: The C library's lists of arguments, attributes and actions are made before the
// program is started and freed after, on every way out; the words end with a null pointer. A
// process is waited for once, so that its number is never another's.

internal import Glibc

/// A program that runs in a process of its own.
package final class ChildErrand: Errand {
  package private(set) var result: ErrandResult?
  private let process: pid_t
  private let output: FileDescriptor
  private let outputLimit: Int
  private let deadline: Int64
  private var feeds: [Feed]
  private var read: [UInt8] = []
  private var hasEnded = false
  private var outputIsOpen = true

  /// Bytes on their way into a pipe. Both of its ends are held until all is in it, so that a program
  /// that goes away leaves a full pipe and not a broken one, which would end this process.
  private final class Feed {
    let pipe: Pipe
    var rest: ArraySlice<UInt8>

    init(_ pipe: consuming Pipe, _ bytes: [UInt8]) {
      self.pipe = pipe
      rest = bytes[...]
    }
  }

  /// How long it takes at most to see that a program has ended: one that leaves its output open to
  /// others, and one that has closed it, which most do by ending.
  private static let patienceNanoseconds: (open: Int64, closed: Int64) = (200_000_000, 10_000_000)

  /// Starts what `order` says.
  ///
  /// - Parameter now: The monotonic clock's time.
  package init(_ order: ErrandOrder, now: Int64) throws(SystemError) {
    let output = try Pipe.opened(for: order.program)
    var inputs: [Int32] = []
    var feeds: [Feed] = []
    defer { for input in inputs { close(input) } }
    for bytes in order.inputs {
      let pipe = try Pipe.opened(for: order.program)
      inputs.append(fcntl(pipe.reading.number, F_DUPFD_CLOEXEC, 3))
      _ = fcntl(pipe.writing.number, F_SETFL, O_NONBLOCK)
      feeds.append(Feed(pipe, bytes))
    }
    process = try Self.spawn(order, inputs: inputs, output: output.writing.number)
    _ = fcntl(output.reading.number, F_SETFL, O_NONBLOCK)
    self.output = output.reading
    self.feeds = feeds
    outputLimit = order.outputLimit
    deadline = now &+ order.timeLimitNanoseconds
    feed()
  }

  deinit {
    if !hasEnded { endGroup() }
  }

  private static func spawn(
    _ order: ErrandOrder, inputs: [Int32], output: Int32
  ) throws(SystemError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // The sources are above all targets, so that no target is overwritten before it is taken.
    let first = Int32(3 + inputs.count)
    let sources = (inputs + [output]).map { fcntl($0, F_DUPFD_CLOEXEC, first) }
    defer { for source in sources { close(source) } }
    for (place, source) in sources.dropLast().enumerated() {
      let target = place == 0 ? 0 : Int32(2 + place)
      unsafe posix_spawn_file_actions_adddup2(&actions, source, target)
    }
    if inputs.isEmpty {
      unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, sources[sources.count - 1], 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // A group of its own; signals as a program expects them, whatever this process ignores.
    var defaults = sigset_t()
    unsafe sigfillset(&defaults)
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe posix_spawnattr_setsigmask(&attributes, &mask)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] =
      unsafe ([order.program] + order.arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(
      &process, order.program, &actions, &attributes, words, environ)
    if code != 0 { throw SystemError("posix_spawn", on: order.program, code: code) }
    return process
  }

  package func prepare(_ poll: inout PollSet, now: Int64) {
    if result != nil { return }
    if outputIsOpen { poll.watch(output.number, for: .reading) }
    for feed in feeds { poll.watch(feed.pipe.writing.number, for: .writing) }
    let patience = Self.patienceNanoseconds
    poll.wake(at: min(deadline, now &+ (outputIsOpen ? patience.open : patience.closed)))
  }

  package func proceed(_ poll: PollSet, now: Int64) {
    if result != nil { return }
    feed()
    readOutput()
    if read.count > outputLimit {
      read.removeLast(read.count - outputLimit)
      return finish(.outputLimit)
    }
    var status: Int32 = 0
    if unsafe waitpid(process, &status, WNOHANG) == process {
      hasEnded = true
      // What it left in the pipe is still its own.
      readOutput()
      read.removeLast(max(0, read.count - outputLimit))
      let signal = status & 0x7F
      return finish(signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal))
    }
    if now >= deadline { finish(.timeout) }
  }

  package func cancel() {
    if result == nil { finish(.timeout) }
  }

  private func finish(_ end: ErrandResult.End) {
    if !hasEnded { endGroup() }
    hasEnded = true
    feeds = []
    result = ErrandResult(end, output: read)
  }

  /// Ends the program and all that it has started.
  private func endGroup() {
    kill(-process, SIGKILL)
    var status: Int32 = 0
    // It cannot refuse, so this does not wait for anything but the system.
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  private func feed() {
    feeds.removeAll { feed in
      while !feed.rest.isEmpty {
        let count = unsafe feed.rest.withUnsafeBytes {
          unsafe write(feed.pipe.writing.number, $0.baseAddress, $0.count)
        }
        if count < 0 { return errno != EAGAIN && errno != EINTR }
        feed.rest = feed.rest.dropFirst(count)
      }
      return true
    }
  }

  private func readOutput() {
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while outputIsOpen, read.count <= outputLimit {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(output.number, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      if count <= 0 {
        outputIsOpen = false
        return
      }
      read.append(contentsOf: chunk[..<count])
    }
  }
}
