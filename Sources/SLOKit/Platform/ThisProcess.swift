// The process itself, for the program's edge: its environment, its signals and its end.

internal import Glibc

/// The process that this code runs in.
package enum ThisProcess {
  /// The environment's value of `name`; nil where it has none. Bad UTF-8 is repaired.
  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Makes a write to a closed pipe fail instead of ending the process.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Ends the process.
  package static func end(status: Int32) -> Never { exit(status) }
}
