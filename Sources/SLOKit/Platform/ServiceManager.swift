// What the service manager that started this process is told: that it is ready, that it reloads, that
// it still gets on. The protocol is sd_notify(3)'s: a datagram to the socket that the environment
// names. Where there is no such manager, nobody is told and nothing is missing.
//
// Invariants: The length handed over with the address covers the family and the name's bytes, no
// more than `withUnixAddress` has made sure there is room for.

internal import Glibc

/// The service manager, where there is one.
package struct ServiceManager: Sendable {
  /// The path of its socket; an abstract one begins with NUL.
  private let path: [UInt8]?
  /// How often it wants to hear that the process gets on; nil where it does not.
  package let watchdogNanoseconds: Int64?

  /// The manager that this process's environment names.
  package init() {
    self.init(socket: environmentValue("NOTIFY_SOCKET"), watchdog: Self.watchdog())
  }

  /// A manager that listens on `socket`.
  ///
  /// - Parameter watchdog: In microseconds, as the environment has it.
  package init(socket: String?, watchdog: Int64? = nil) {
    var bytes = Array((socket ?? "").utf8)
    if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
    path = bytes.first == 0 || bytes.first == UInt8(ascii: "/") ? bytes : nil
    // Twice as often as it wants, as sd_watchdog_enabled(3) advises.
    watchdogNanoseconds = watchdog.flatMap {
      $0 > 0 ? $0.multipliedReportingOverflow(by: 500) : nil
    }
    .flatMap { $0.overflow ? nil : $0.partialValue }
  }

  private static func watchdog() -> Int64? {
    if let process = environmentValue("WATCHDOG_PID"), process != String(getpid()) { return nil }
    return environmentValue("WATCHDOG_USEC").flatMap { Int64($0) }
  }

  /// What it can be told.
  package enum News: Sendable, Equatable {
    case ready
    /// A reload has begun, which `ready` ends.
    case reloading
    case stopping
    case watchdog
    /// A line for people.
    case status(String)

    var text: String {
      switch self {
      case .ready: "READY=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicNanoseconds() / 1000)"
      case .stopping: "STOPPING=1"
      case .watchdog: "WATCHDOG=1"
      case .status(let text):
        "STATUS=" + String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "\n") }))
      }
    }
  }

  /// Tells it. What it misses is its loss.
  package func tell(_ news: News) {
    guard let path else { return }
    let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard number >= 0 else { return }
    defer { close(number) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    let text = Array(news.text.utf8)
    try? unsafe withUnixAddress(FilePath(bytes: path)) { address, _ in
      // The length counts, since an abstract name has no end of its own.
      let length = MemoryLayout<sa_family_t>.size + path.count
      unsafe sendto(
        number, text, text.count, Int32(MSG_NOSIGNAL), address, socklen_t(length))
    }
  }
}
