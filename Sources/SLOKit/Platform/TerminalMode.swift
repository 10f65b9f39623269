// A terminal that hands over each key when it is pressed and echoes none, for as long as the value
// lives: what it was before is put back when the value goes, and before a signal ends the process.
//
// Invariants: The structures are values of the system's own types, which their calls fill whole;
// control characters are written at indices that the system's array has (VMIN, VTIME, VSUSP <
// NCCS).

internal import Glibc

/// How big a terminal is.
package struct TerminalSize: Equatable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the terminal behind `descriptor`; nil where there is none, or it does not say.
  package static func of(_ descriptor: Int32) -> TerminalSize? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return nil }
    return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}

/// A terminal in the mode for single keys.
package final class TerminalMode {
  private let descriptor: Int32
  private var before = termios()

  /// Changes the mode of the terminal behind `descriptor`. Interrupts stay what they are; stopping
  /// the process, which would leave the mode behind, is turned off.
  package init(_ descriptor: Int32) throws(SystemError) {
    self.descriptor = descriptor
    if unsafe tcgetattr(descriptor, &before) < 0 { throw .last("tcgetattr", on: "the terminal") }
    var mode = before
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    unsafe withUnsafeMutableBytes(of: &mode.c_cc) { codes in
      unsafe codes[Int(VMIN)] = 1
      unsafe codes[Int(VTIME)] = 0
      // _POSIX_VDISABLE: no key at all.
      unsafe codes[Int(VSUSP)] = 0
    }
    if unsafe tcsetattr(descriptor, TCSAFLUSH, &mode) < 0 {
      throw .last("tcsetattr", on: "the terminal")
    }
  }

  deinit { unsafe tcsetattr(descriptor, TCSAFLUSH, &before) }
}
