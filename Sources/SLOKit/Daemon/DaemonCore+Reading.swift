// From files to the engine: when to look at them, and where their lines go.

/// The file whose lines come at this moment. A reference, so that no line copies the decoder.
final class CurrentSource {
  let tail: FileTail
  /// Its name, as it is told.
  let name: String
  var decoder: EventDecoder

  init(_ tail: FileTail, name: String, decoder: EventDecoder) {
    self.tail = tail
    self.name = name
    self.decoder = decoder
  }
}

extension DaemonCore {
  /// How many pieces of files are read in a step: 512 KiB at most.
  private static let piecesAStep = 2
  /// How often names and sizes are looked at, at least: a second, and a millisecond a file more.
  private static let lookInterval: Int64 = 1_000_000_000
  private static let lookIntervalAFile: Int64 = 1_000_000
  /// How long hints are gathered before they are followed.
  private static let hintDelay: Int64 = 10_000_000

  /// Takes hints of what has changed; without any, all is looked at every second.
  package func note(_ new: FileWatch.Hints, now: Int64) {
    hints.folders.formUnion(new.folders)
    hints.files.formUnion(new.files.map(\.withoutHere))
    hints.isIncomplete = hints.isIncomplete || new.isIncomplete
    hintsAt = min(hintsAt, max(now, lookedAt &+ Self.hintDelay))
  }

  func look(now: Int64) {
    if now >= nextLook || now >= hintsAt && (hints.isIncomplete || !hints.folders.isEmpty) {
      lookedAt = now
      tails.look(now: now)
      let files = Int64(tails.tails.count)
      nextLook = now &+ max(Self.lookInterval, Self.lookIntervalAFile &* files)
      noteProblems()
    } else if now >= hintsAt {
      tails.lookAtSizes(of: hints.files, now: now)
    } else {
      return
    }
    hints = FileWatch.Hints()
    hintsAt = .max
  }

  /// What cannot be read is told with every answer.
  private func noteProblems() {
    let known = Set(engine.accounting.unreadable.map(\.path))
    let problems = tails.problems.reduce(into: [String: String]()) { $0[$1.key.text] = $1.value }
    for path in known where problems[path] == nil { engine.clearUnreadable(path) }
    for (path, reason) in problems
    where !engine.accounting.unreadable.contains(where: { $0.path == path && $0.reason == reason })
    {
      engine.noteUnreadable(path, reason: reason)
    }
  }

  func read(now: Int64) {
    for _ in 0..<Self.piecesAStep where tails.hasMore {
      tails.read(into: self, now: now)
      // What was decided must not hang on how much is read at once.
      if settings.followsEvents, clock >= engine.nextDecision { break }
    }
    if !tails.hasMore { readTo = lookedAt }
  }

  /// Forgets how lines are decoded: the config has changed.
  func forgetDecoders() {
    current = nil
    for tail in tails.tails { tail.decoder = nil }
    clockDecoder = engine.makeDecoder()
  }
}

extension DaemonCore: LineSink {
  package func take(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of tail: FileTail
  ) -> Bool {
    if current?.tail !== tail { turn(to: tail, line) }
    guard let current else { return true }
    if settings.followsEvents { follow(text, line) }
    engine.ingest(text, in: window, line, of: current.name, decoder: &current.decoder)
    return !settings.followsEvents || clock < engine.nextDecision
  }

  package func begin(_ tail: FileTail) {
    tail.decoder = nil
    if current?.tail === tail { current = nil }
  }

  /// The next lines are of `tail`; the next one is `line`.
  private func turn(to tail: FileTail, _ line: LineReader.Line) {
    if let current { current.tail.decoder = current.decoder }
    var decoder = tail.decoder ?? engine.makeDecoder()
    tail.decoder = nil
    if decoder.awaitsHeader, line.offset > 0 { readHeader(of: tail, &decoder) }
    current = CurrentSource(tail, name: tail.position.path.text, decoder: decoder)
  }

  /// Reads the first line of a file that is gone on with in its middle: it names the fields, and was
  /// counted before.
  private func readHeader(of tail: FileTail, _ decoder: inout EventDecoder) {
    let limit = configuration.maxLineBytes
    guard let head = try? tail.file.bytes(at: 0, count: limit) else { return }
    var reader = LineReader(framing: .csvRecords, maxLineBytes: limit, chunkBytes: 1 << 16)
    unsafe reader.restart(with: head.span.bytes, offset: 0, number: 1, isAtEnd: false)
    struct Enough: Error {}
    var read = decoder
    do throws(Enough) {
      try reader.drain { (text, _) throws(Enough) in
        _ = try? read.decode(text)
        if !read.awaitsHeader { throw Enough() }
      }
    } catch {}
    decoder = read
  }

  /// Moves the clock to the time of an event.
  private func follow(_ text: RawSpan, _ line: LineReader.Line) {
    guard !line.isTooLong, case .event(let event)? = try? clockDecoder.decode(text) else { return }
    guard let before = eventClock else {
      eventClock = event.instant
      startedAt = event.instant
      engine = ContinuousEngine(configuration, clock: event.instant)
      return
    }
    guard event.instant > before else { return }
    eventClock = event.instant
    _ = engine.advance(to: event.instant, isReadingBacklog: true)
  }
}

extension FilePath {
  /// Without `./` in front, as a path that was given without a folder is known.
  fileprivate var withoutHere: FilePath {
    bytes.starts(with: "./".utf8) ? FilePath(bytes: Array(bytes.dropFirst(2))) : self
  }
}
