// `sloctl watch`: a live view of files that are being written. One loop on one thread: keys, what the
// files have, and a picture at most once a second.

import SLOKit

/// `sloctl watch`.
enum WatchCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let inquiry = try Inquiry(parsed)
    guard isTerminal(0), isTerminal(1) else {
      throw CommandFailure.usage(
        "watch wants a terminal", advice: "in a pipe, ask 'sloctl budget' now and then")
    }
    var watch = try LiveView(inquiry, colour: parsed.appearance.colour)
    return try watch.run(&output)
  }
}

/// Files, an engine and a terminal.
private struct LiveView: ~Copyable {
  /// How long keys are waited for before the files are looked at.
  private static let tickNanoseconds: Int64 = 250_000_000
  /// A picture may take one part in so many of the time.
  private static let share: Int64 = 100

  private let inquiry: Inquiry
  private let colour: Bool
  private var files: [File] = []
  private var engine: ContinuousEngine
  private var failures: NewestFailures
  private var state = WatchState()
  private var picture: WatchPicture
  /// The lines on the screen.
  private var shown: [String] = []
  private var shownSize: TerminalSize?
  /// When the next picture may be made.
  private var nextPicture: Int64 = 0

  /// A file with the decoders that belong to it.
  private final class File {
    var file: WatchedFile
    var decoder: EventDecoder
    var failureDecoder: EventDecoder

    init(_ file: consuming WatchedFile, _ engine: ContinuousEngine, _ failures: NewestFailures) {
      self.file = file
      decoder = engine.makeDecoder()
      failureDecoder = failures.makeDecoder()
    }
  }

  init(_ inquiry: Inquiry, colour: Bool) throws {
    self.inquiry = inquiry
    self.colour = colour
    engine = ContinuousEngine(inquiry.configuration, clock: inquiry.time)
    failures = NewestFailures(inquiry.configuration)
    let isCSV = inquiry.configuration.format == .csv
    for input in inquiry.inputs {
      guard case .file(let path, _) = input, Decompressor.program(for: path) == nil else {
        throw CommandFailure.usage(
          "\(input.name) is nothing that can be watched", advice: "name files that are written to")
      }
      let file = WatchedFile(
        path, framing: isCSV ? .csvRecords : .lines,
        maxLineBytes: inquiry.configuration.maxLineBytes)
      files.append(File(file, engine, failures))
    }
    let answer = try LiveView.answer(engine, inquiry)
    let name = files.count == 1 ? TextEscaping.terminal(inquiry.inputs[0].name) : nil
    picture = WatchPicture(
      answer: answer, source: name ?? NumberText.count(Int64(files.count), "file"))
  }

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
    while !output.isClosed {
      let isBehind = readStep()
      try draw(&output)
      var poll = PollSet()
      poll.watch(0, for: .reading)
      poll.watch(signals.descriptor, for: .reading)
      poll.wake(at: monotonicNanoseconds() + (isBehind ? 0 : LiveView.tickNanoseconds))
      try poll.wait()
      if !signals.drain().isEmpty { return .answered }
      if poll.isReady(0, for: .reading), try !readKeys(&output) { return .answered }
    }
    return .answered
  }

  // MARK: Keys

  /// Does what was typed; false where that is to end.
  private mutating func readKeys(_ output: inout StandardOutput) throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 256)
    let count = try FileDescriptor.standardInput().read(into: &chunk)
    if count == 0 { return false }
    for key in WatchKey.keys(in: Array(chunk[..<count])) {
      switch state.press(key, on: picture) {
      case .nothing: break
      case .quit: return false
      case .explanation(let name):
        picture.text = nil
        try draw(&output)
        picture.text = explanation(of: name)
      }
    }
    return true
  }

  /// What the failures of `name` share, as `explain` says it.
  private func explanation(of name: String) -> String {
    var question = Question()
    question.objectives = [name]
    let end = engine.asOf
    question.time = .at(end)
    var reading = EventReading(inquiry.inputs, threadCount: inquiry.threadCount)
    let found = reading.explanation(
      for: question, configuration: inquiry.configuration, clock: engine.clock, asOf: end)
    guard let found else { return "there is nothing to explain\n" }
    let report = ExplanationReport(
      objective: name, asOf: end, scope: found.scope, explanation: found.explanation,
      input: found.input)
    let width = TerminalSize.of(1)?.columns
    return report.rendered(as: .table, options: ReportOptions(colour: false, width: width))
  }

  // MARK: Reading

  /// Reads for a few milliseconds; whether there is more to read at once.
  private mutating func readStep() -> Bool {
    let begin = monotonicNanoseconds()
    var isBehind = false
    for file in files {
      let name = file.file.path.text
      while true {
        let step = file.file.step { text, line in
          engine.ingest(text, line, of: name, decoder: &file.decoder)
          failures.note(text, decoder: &file.failureDecoder)
        }
        if case .nothing = step { break }
        if case .anew = step {
          file.decoder = engine.makeDecoder()
          file.failureDecoder = failures.makeDecoder()
        }
        if monotonicNanoseconds() - begin > 20_000_000 {
          isBehind = true
          break
        }
      }
    }
    // Once all that was there is read, nobody wants to look at less of it.
    if !isBehind, picture.readPercent != nil { nextPicture = 0 }
    let size = files.reduce(0) { $0 + $1.file.sizeBytes }
    let read = files.reduce(0) { $0 + $1.file.readBytes }
    picture.readPercent = isBehind && size > 0 ? Int(read * 100 / size) : nil
    return isBehind
  }

  // MARK: Drawing

  private mutating func draw(_ output: inout StandardOutput) throws {
    let now = monotonicNanoseconds()
    if now >= nextPicture {
      try paint()
      // An answer over very many customers takes its time: it is then asked for less often.
      let cost = monotonicNanoseconds() - now
      nextPicture = now + max(1_000_000_000, cost * LiveView.share)
    }
    let size = TerminalSize.of(1) ?? TerminalSize(columns: 80, rows: 24)
    let lines = WatchScreen.lines(of: picture, state, size: size)
      .map { $0.rendered(colour: colour) }
    if size != shownSize {
      output.write("\u{1B}[2J")
      shown = []
      shownSize = size
    }
    for (row, line) in lines.enumerated() where row >= shown.count || shown[row] != line {
      output.write("\u{1B}[\(row + 1);1H\(line)\u{1B}[K")
    }
    shown = lines
    output.flush()
  }

  /// Makes the picture of now.
  private mutating func paint() throws {
    var clock = Timestamp(nanoseconds: wallClockNanoseconds())
    if case .at(let time) = inquiry.question.time { clock = time }
    _ = engine.advance(to: clock, isReadingBacklog: picture.readPercent != nil)
    picture.answer = try LiveView.answer(engine, inquiry)
    picture.alerts = engine.openAlerts().filter { $0.phase == .firing }
    picture.failures = failures.failures(before: engine.asOf)
  }

  private static func answer(_ engine: ContinuousEngine, _ inquiry: Inquiry) throws -> Answer {
    var question = Question()
    question.objectives = inquiry.question.objectives
    question.wantsBurn = true
    if inquiry.configuration.fields[.customer] != nil {
      question.keys = .by(.role(.customer))
      question.top = 50
    }
    do throws(QuestionRefusal) {
      return try engine.answer(to: question)
    } catch {
      throw CommandFailure.usage(error.message, advice: error.advice)
    }
  }
}
