// A view that lives in a terminal: keys in, lines out, at most once a second unless a key is pressed,
// and less often where making them takes its time. The terminal is left as it was found, also where
// a signal ends it. One loop on one thread.

import SLOKit

/// The terminal of a live view.
struct LiveView {
  /// How long keys are waited for before anything else is looked at.
  private static let tickNanoseconds: Int64 = 250_000_000
  /// How often figures are made anew at most, and the part of the time that making them may take.
  private static let intervalNanoseconds: Int64 = 1_000_000_000
  private static let share: Int64 = 100

  private let subject: any WatchSubject
  private var look = WatchLook()
  /// The lines on the screen, and its size.
  private var shown: [String] = []
  private var shownSize: TerminalSize?
  /// When figures are next made anew.
  private var nextFigures: Int64 = 0

  init(of subject: any WatchSubject) { self.subject = subject }

  /// Shows the view until somebody has enough of it.
  mutating func run(_ output: inout StandardOutput) throws -> ExitStatus {
    let signals = try SignalPipe()
    let mode = try TerminalMode(0)
    output.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
    defer {
      output.write("\u{1B}[?25h\u{1B}[?1049l")
      output.flush()
      withExtendedLifetime(mode) {}
    }
    var keys: [WatchKey] = []
    while !output.isClosed {
      let isBehind = subject.read()
      if try !draw(after: keys, &output) { return .answered }
      var poll = PollSet()
      poll.watch(0, for: .reading)
      poll.watch(signals.descriptor, for: .reading)
      poll.wake(at: monotonicNanoseconds() + (isBehind ? 0 : LiveView.tickNanoseconds))
      try poll.wait()
      if !signals.drain().isEmpty { return .answered }
      keys = []
      if poll.isReady(0, for: .reading) {
        var chunk = [UInt8](repeating: 0, count: 256)
        let count = try FileDescriptor.standardInput().read(into: &chunk)
        if count == 0 { return .answered }
        keys = WatchKey.keys(in: Array(chunk[..<count]))
      }
    }
    return .answered
  }

  /// Shows where `keys` lead, what is new and what a new size has room for; false where it is over.
  private mutating func draw(after keys: [WatchKey], _ output: inout StandardOutput) throws -> Bool
  {
    let now = monotonicNanoseconds()
    let isNew = now >= nextFigures || subject.isRestless
    look.size = TerminalSize.of(1) ?? TerminalSize(columns: 80, rows: 24)
    guard isNew || !keys.isEmpty || look.size != shownSize else { return true }
    look.keys = keys
    let view = try subject.view(look, isNew: isNew)
    if isNew {
      let cost = monotonicNanoseconds() - now
      nextFigures = now + max(LiveView.intervalNanoseconds, cost * LiveView.share)
    }
    look.state = view.state
    look.keys = []
    if case .explanation = look.state.page {} else { look.text = nil }
    write(view.lines, &output)
    switch view.wish {
    case .nothing: return true
    case .quit: return false
    case .explanation(let objective):
      look.text = subject.explanation(of: objective)
      write(try subject.view(look, isNew: false).lines, &output)
      return true
    }
  }

  /// Writes the lines that are not on the screen yet.
  private mutating func write(_ lines: [String], _ output: inout StandardOutput) {
    if look.size != shownSize {
      output.write("\u{1B}[2J")
      shown = []
      shownSize = look.size
    }
    for (row, line) in lines.enumerated() where row >= shown.count || shown[row] != line {
      output.write("\u{1B}[\(row + 1);1H\(line)\u{1B}[K")
    }
    shown = lines
    output.flush()
  }
}
