// What the last lines of the files tell of the newest event, before all is read. Counts by key need
// the instant of the answer; where it was presumed rightly, which is nearly always, since logs are
// written in order, one reading does. Once all is read the engine knows, and asks for a second look
// where the presumption was wrong: a wrong one costs time, and nothing else.

extension EventReading {
  /// The end of the newest bucket, as the last lines of the files have it; nil where they tell
  /// nothing, or where there is an input that has no end to be looked at.
  func presumedEnd(configuration: Configuration, clock: Timestamp) -> Timestamp? {
    // A row of CSV means nothing without the header.
    if inputs.contains(.standardInput) || configuration.format == .csv || areShort { return nil }
    var engine = Engine(Question(), configuration: configuration, clock: clock)
    var batch = engine.judge.makeBatch()
    for case .file(let path, _) in inputs where Decompressor.program(for: path) == nil {
      guard let tail = try? tail(of: path) else { return nil }
      var reader = LineReader(
        framing: .lines, maxLineBytes: configuration.maxLineBytes, chunkBytes: tail.count + 1)
      unsafe reader.restart(with: tail.span.bytes, offset: 0, number: 1, isAtEnd: true)
      var decoder = engine.makeDecoder()
      reader.drain { text, window, line in
        engine.ingest(text, in: window, line, of: path.text, decoder: &decoder, by: &batch)
      }
    }
    return engine.end
  }

  /// What part of a file may be looked at to presume its newest event.
  private static let presumedShare: Int64 = 16

  /// Whether all inputs together are so short that it costs little to read them twice.
  private var areShort: Bool {
    var bytes: Int64 = 0
    for case .file(let path, _) in inputs {
      bytes += (try? SystemFiles().status(at: path).sizeBytes) ?? 0
      if bytes >= Int64(presumptionBytes) * EventReading.presumedShare { return false }
    }
    return true
  }

  /// The last lines of the file at `path`; nil where it is none.
  private func tail(of path: FilePath) throws(SystemError) -> [UInt8]? {
    // To open a pipe and close it again would end its writer.
    guard try kindOfFile(path) == .file else { return nil }
    let file = try OpenFile(path, .input, in: SystemFiles())
    let sizeBytes = try file.status().sizeBytes
    let count = min(sizeBytes / EventReading.presumedShare, Int64(presumptionBytes))
    let bytes = try file.bytes(at: sizeBytes - count, count: Int(count))
    guard let newline = bytes.firstIndex(of: .newline) else { return [] }
    return Array(bytes[(newline + 1)...])
  }
}
