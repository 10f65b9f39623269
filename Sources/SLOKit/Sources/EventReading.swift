// Reads inputs into an engine, one after the other, in constant memory. Compressed files go through
// their own programs. What can be read but once (standard input, a pipe) is kept in a nameless
// temporary file where the question may need a second look at the events.

/// Reads events and answers questions about them.
package struct EventReading: ~Copyable {
  /// What an input held that cannot be read again.
  private final class Copy: Sendable {
    let file: FileDescriptor
    init(_ file: consuming FileDescriptor) { self.file = file }
  }

  let inputs: [EventInput]
  /// How many threads judge lines, the calling one among them.
  let threadCount: Int
  private let chunkBytes: Int
  /// How much of a file's end may be looked at to presume the newest event.
  let presumptionBytes: Int
  /// Told now and then how many bytes have been read.
  private let progress: (Int64) -> Void
  private var bytesRead: Int64 = 0
  private var copies: [EventInput: Copy] = [:]
  /// What kept a copied input from being read to its end.
  private var copyProblems: [EventInput: String] = [:]
  /// Whether what cannot be read again is to be copied.
  var isCopying = false
  /// What is left out of files, and why not.
  var lookBack = LookBackReading()

  package init(
    _ inputs: [EventInput], threadCount: Int = 1, chunkBytes: Int = 1 << 18,
    presumptionBytes: Int = 1 << 16, progress: @escaping (Int64) -> Void = { _ in }
  ) {
    self.inputs = inputs
    self.threadCount = threadCount
    self.chunkBytes = chunkBytes
    self.presumptionBytes = presumptionBytes
    self.progress = progress
  }

  /// The engine that has counted all events for `question`.
  ///
  /// Some counts need the instant of the answer, which is known once the newest event has been seen.
  /// It is presumed from the ends of the files; where counts turn out to be wrong without it, all is
  /// read a second time.
  package mutating func engine(
    for question: Question, configuration: Configuration, clock: Timestamp
  ) -> Engine {
    if lookBack.isAllowed, question.lookback != nil {
      return engineOfLookBack(for: question, configuration: configuration, clock: clock)
    }
    var question = question
    var engine = Engine(question, configuration: configuration, clock: clock)
    isCopying = engine.mayLookTwice
    if engine.wantsEnd, let end = presumedEnd(configuration: configuration, clock: clock) {
      engine = Engine(
        question, configuration: configuration, clock: clock, end: end, isEndPresumed: true)
    }
    engine = read(into: engine)
    while let look = engine.secondLook {
      question.logsCustomers = question.logsCustomers || look.logsCustomers
      engine = Engine(
        question, configuration: configuration, clock: clock, end: look.end, keeping: look.keys)
      engine = read(into: engine)
    }
    return engine
  }

  /// The instant as of which `question` is answered, and what was read to find it; nothing is read
  /// where the question says it. What can be read but once is kept for the next reading.
  package mutating func asOf(
    _ question: Question, configuration: Configuration, clock: Timestamp
  ) -> Timestamp {
    // Whatever else is asked for has no part in it.
    var plain = Question()
    plain.time = question.time
    plain.objectives = question.objectives
    var engine = Engine(plain, configuration: configuration, clock: clock)
    isCopying = true
    if question.time == .newestEvent {
      engine = read(into: engine, needing: spanOfNewest(for: engine))
    }
    return engine.asOf
  }

  /// The engine that has counted all events for `question` as of `end`, every one of them seen by
  /// the witness. It may be called again and again.
  package mutating func engine(
    for question: Question, configuration: Configuration, clock: Timestamp, asOf end: Timestamp,
    makeWitness: @escaping Engine.WitnessMaker
  ) -> Engine {
    let engine = Engine(
      question, configuration: configuration, clock: clock, end: end, makeWitness: makeWitness)
    isCopying = true
    return read(into: engine, needing: engine.neededSpan)
  }

  /// `engine`, once it has counted all there is to read.
  mutating func read(into engine: Engine) -> Engine {
    let crew = CountingCrew(engine, threadCount: threadCount, chunkBytes: chunkBytes)
    for input in inputs {
      do throws(SystemError) {
        if let problem = try read(input, with: crew) {
          crew.noteUnreadable(input.name, reason: problem)
        }
      } catch {
        crew.noteUnreadable(input.name, reason: error.reason)
      }
    }
    return crew.finish()
  }

  /// What kept `input` from being read to its end; nil where nothing did.
  private mutating func read(
    _ input: EventInput, with crew: CountingCrew
  ) throws(SystemError) -> String? {
    if let copy = copies[input] {
      try copy.file.rewind()
      try readLines(of: copy.file, from: input, with: crew, keeping: nil)
      return copyProblems[input]
    }
    switch input {
    case .nothing(_, let reason): return reason
    case .standardInput:
      return try readFile(try .standardInput(), as: input, with: crew)
    case .file(let path, let isNamed):
      let file = try FileDescriptor.reading(path, waits: isNamed)
      if !isNamed, try file.kind() != .file { return "not a regular file" }
      return try readFile(file, as: input, with: crew)
    }
  }

  private mutating func readFile(
    _ file: borrowing FileDescriptor, as input: EventInput, with crew: CountingCrew
  ) throws(SystemError) -> String? {
    // Standard input goes on where it stopped, also where it is a file.
    let kind = try file.kind()
    var copy: Copy?
    if isCopying, input == .standardInput || kind != .file {
      copy = Copy(try .temporary(in: environmentValue("TMPDIR") ?? "/tmp"))
      copies[input] = copy
    }
    guard let program = Decompressor.program(for: input) else {
      let part = kind == .file ? part(of: input, with: crew) : FilePart()
      if part.isEmpty { return nil }
      let sizeBytes = kind == .file ? try file.sizeBytes() : nil
      try readLines(
        of: file, part, sizeBytes: sizeBytes, from: input, with: crew, keeping: copy)
      return nil
    }
    guard canExecute(program) else { return "\(program), which reads it, is not installed" }
    let child = try ChildProcess.running(program, ["-dc"], input: file)
    try readLines(of: child.output, from: input, with: crew, keeping: copy)
    let problem = child.finish()
    if copy != nil { copyProblems[input] = problem }
    return problem
  }

  private mutating func readLines(
    of file: borrowing FileDescriptor, _ part: FilePart = FilePart(), sizeBytes: Int64? = nil,
    from input: EventInput, with crew: CountingCrew, keeping copy: Copy?
  ) throws(SystemError) {
    if part.start > 0 { try file.seek(to: part.start) }
    var reader = crew.makeReader(at: part.start, sizeBytes: sizeBytes)
    var source = crew.startFile(input.name, isPart: part.leftOutBytes > 0)
    var limitBytes = part.end - part.start
    while true {
      let block = crew.takeBlock()
      var count: Int
      repeat {
        count = try reader.refill(from: file, limitBytes: limitBytes)
        limitBytes -= Int64(count)
        if let copy { try reader.copyLast(count, to: copy.file) }
        bytesRead += Int64(count)
      } while !reader.handOver(to: &block.lines)
      crew.submit(block, of: &source)
      progress(bytesRead)
      if count == 0 { return }
    }
  }
}

/// The programs that read compressed files.
package enum Decompressor {
  private static let programs = [".gz": "gzip", ".zst": "zstd"]

  /// The endings of compressed files.
  static var endings: [String] { programs.keys.sorted() }

  /// The program that reads `path` as its ending tells; nil where it is not compressed.
  package static func program(for path: FilePath) -> String? {
    programs.first { path.ends(with: $0.key) }?.value
  }

  /// The program that reads `input`; nil where it is not compressed.
  static func program(for input: EventInput) -> String? {
    guard case .file(let path, _) = input else { return nil }
    return program(for: path)
  }
}
