// Signals as something to read: the handler writes a byte into a pipe, so that a poll loop wakes
// and acts in its own time. There is one in a process, as there is one handler a signal.
//
// Invariants: The handler calls `write` and nothing else, keeps errno, and reads one atomic number,
// so that it may run in the middle of anything. Reads are given space with its length.

internal import Glibc
internal import Synchronization

/// The signals that came since they were last asked for.
package final class SignalPipe {
  /// A signal that is caught.
  package enum Signal: Int32, CaseIterable, Sendable {
    case hangUp, interrupt, terminate

    fileprivate var number: Int32 {
      switch self {
      case .hangUp: SIGHUP
      case .interrupt: SIGINT
      case .terminate: SIGTERM
      }
    }
  }

  private let reading: FileDescriptor
  private let writing: FileDescriptor

  /// Begins to catch all of them.
  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) < 0 { throw .last("pipe", on: "signals") }
    reading = FileDescriptor(taking: ends[0], name: "signals")
    writing = FileDescriptor(taking: ends[1], name: "signals")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    signalPipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    for caught in Signal.allCases {
      install(handleSignal, for: caught.number)
      unsafe sigaddset(&mask, caught.number)
    }
    // Whoever started this process may have blocked them.
    unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }

  deinit {
    for caught in Signal.allCases { install(SIG_DFL, for: caught.number) }
    signalPipeEnd.store(-1, ordering: .sequentiallyConsistent)
  }

  /// What to poll for reading.
  package var descriptor: Int32 { reading.number }

  /// The signals that came, each once, in the order of `Signal`.
  package func drain() -> [Signal] {
    var numbers: Set<UInt8> = []
    var chunk = [UInt8](repeating: 0, count: 64)
    while true {
      let count = unsafe Glibc.read(reading.number, &chunk, chunk.count)
      if count > 0 {
        numbers.formUnion(chunk[..<count])
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    return Signal.allCases.filter { numbers.contains(UInt8(truncatingIfNeeded: $0.number)) }
  }

  private func install(_ handler: sighandler_t?, for number: Int32) {
    _ = signal(number, handler)
  }
}

/// The writing end of the process's pipe; −1 where there is none.
private let signalPipeEnd = Atomic<Int32>(-1)

/// Runs in the middle of anything: it only writes, and leaves errno as it was.
private func handleSignal(_ number: Int32) {
  let saved = errno
  var byte = UInt8(truncatingIfNeeded: number)
  _ = unsafe write(signalPipeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
  errno = saved
}
