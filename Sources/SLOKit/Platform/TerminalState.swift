// What the terminal behind a file descriptor is like: whether there is one, and how wide.
//
// Invariants: `ioctl` fills a value of the type that its request has.

internal import Glibc

/// Whether `descriptor` is a terminal.
package func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// How many columns the terminal behind `descriptor` has; nil where there is none, or it does not say.
package func terminalColumns(_ descriptor: Int32) -> Int? {
  var size = winsize()
  guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}
