// Reading no more than a look-back needs: of plain files the part that may hold its events. What was
// read has to bear out that the files are in order. Where it does not, the file is read whole, and
// that is said; so an answer is that of a whole reading, unless an event is out of order in what
// nobody has looked at.

/// What is left out of files, and why not.
struct LookBackReading: Sendable {
  /// Whether anything may be left out.
  var isAllowed = false
  var grain = FilePartSearch.Grain()
  /// Whether all is read after all, since it decides which events are duplicates.
  var readsAll = false
  /// Files that are not in order, and how far the furthest event is behind.
  var disorders: [String: TimeSpan] = [:]
  /// The instants whose events are handed over now; nil for all.
  var span: Range<Timestamp>?
  /// The parts of files that hold them.
  var parts: [EventInput: FilePart] = [:]
  /// How many lines there are before a part.
  var linesBefore: [EventInput: Int] = [:]
}

extension EventReading {
  /// Allows to leave out what a look-back does not need.
  package mutating func leaveOutWhatIsOld() { lookBack.isAllowed = true }

  /// How many files have turned out not to be in order. Where that becomes more while a question is
  /// answered, what was answered before has to be asked again, the instant of the answer too.
  package var disorderedCount: Int { lookBack.disorders.count }

  /// The engine for a question about a look-back.
  mutating func engineOfLookBack(
    for question: Question, configuration: Configuration, clock: Timestamp
  ) -> Engine {
    while true {
      let known = disorderedCount
      let end = asOf(question, configuration: configuration, clock: clock)
      var found = engineThatKnowsCoverage(
        Engine(question, configuration: configuration, clock: clock, end: end))
      if let keys = found.secondLook?.keys, !keys.isEmpty {
        found = engineThatKnowsCoverage(
          Engine(
            question, configuration: configuration, clock: clock, end: end, keeping: keys))
      }
      if disorderedCount == known { return found }
    }
  }

  /// `engine` with what its look-back needs, and as much before it as it takes to know whether the
  /// objectives had events before.
  private mutating func engineThatKnowsCoverage(_ engine: Engine) -> Engine {
    guard let span = engine.neededSpan else { return read(into: engine, needing: nil) }
    for hours: Int64 in [0, 1, 16, 256] {
      let longer = span.lowerBound - .hours(hours)..<span.upperBound
      var found = read(into: engine, needing: longer)
      if found.knowsCoverage || lookBack.parts.values.allSatisfy({ $0.leftOutBytes == 0 }) {
        found.accounting = wholeAccounting(of: found)
        return found
      }
    }
    return read(into: engine, needing: nil)
  }

  /// `engine`, once it has counted all there is to read that has events of `span`; all where that is
  /// nil, or nothing may be left out.
  mutating func read(into engine: Engine, needing span: Range<Timestamp>?) -> Engine {
    while true {
      guard lookBack.isAllowed, !lookBack.readsAll, let span else {
        lookBack.span = nil
        lookBack.parts = [:]
        return read(into: engine)
      }
      var ready = engine
      let wanted = ready.leaveOut(before: span.lowerBound)..<span.upperBound
      if wanted != lookBack.span {
        lookBack.span = wanted
        lookBack.parts = [:]
        lookBack.linesBefore = [:]
      }
      let found = read(into: ready)
      if found.order.disorders.isEmpty, !found.hasDoubtfulDuplicates { return found }
      lookBack.readsAll = found.hasDoubtfulDuplicates
      lookBack.disorders.merge(found.order.disorders) { max($0, $1) }
      lookBack.parts = lookBack.parts.filter { lookBack.disorders[$0.key.name] == nil }
    }
  }

  /// The instants among which the newest event is that `engine` would count; nil where that cannot be
  /// told.
  mutating func spanOfNewest(for engine: Engine) -> Range<Timestamp>? {
    guard lookBack.isAllowed else { return nil }
    var newest: Timestamp?
    for input in inputs {
      guard
        var search = search(
          in: input, for: engine.configuration, engine.makeDecoder(), engine.latest),
        let found = try? search.newest()
      else { continue }
      newest = max(newest ?? found, found)
    }
    // It may be the duplicate of one that is older.
    return newest.map { $0 - engine.dedupeHorizon..<Timestamp(nanoseconds: .max) }
  }

  /// The part of `input`, which is a regular file, that is read now.
  mutating func part(of input: EventInput, with crew: CountingCrew) -> FilePart {
    guard let span = lookBack.span, lookBack.disorders[input.name] == nil else { return FilePart() }
    if let part = lookBack.parts[input] { return part }
    guard var search = search(in: input, for: crew.configuration, crew.decoder, crew.latest),
      var part = try? search.part(holding: span)
    else { return FilePart() }
    if let disorder = part.disorder {
      lookBack.disorders[input.name] = disorder
      part = FilePart()
    }
    lookBack.parts[input] = part
    return part
  }

  /// A search in `input`; nil where it is to be read from its start to its end.
  private func search(
    in input: EventInput, for configuration: Configuration, _ decoder: EventDecoder,
    _ latest: Timestamp
  ) -> FilePartSearch? {
    // Where a record of CSV begins can be told only from the start.
    guard configuration.format != .csv, case .file(let path, _) = input,
      Decompressor.program(for: input) == nil, (try? kindOfFile(path)) == .file,
      let search = try? FilePartSearch(
        path, decoder: decoder, latest: latest, maxLineBytes: configuration.maxLineBytes,
        grain: lookBack.grain),
      search.sizeBytes >= lookBack.grain.wholeBytes
    else { return nil }
    return search
  }

  // MARK: What was left out

  /// The accounting of `engine` with what was left out, and the true places of lines.
  package mutating func wholeAccounting(of engine: Engine) -> Accounting {
    var accounting = engine.accounting
    for input in inputs {
      let name = input.name
      if let part = lookBack.parts[input], part.leftOutBytes > 0 {
        accounting.leftOut.append(
          LeftOutInput(
            path: name, bytes: part.leftOutBytes, span: part.leftOutSpan, isWhole: part.isEmpty))
      }
      if let disorder = lookBack.disorders[name] {
        accounting.disordered.append(DisorderedInput(path: name, disorder: disorder))
      }
    }
    for index in accounting.malformedReasons.indices {
      accounting.malformedReasons[index].line += linesBefore(
        partOf: accounting.malformedReasons[index].file)
    }
    return accounting
  }

  /// `event` with the true place of its line.
  package mutating func placed(_ event: SelectedEvent) -> SelectedEvent {
    var event = event
    event.place.line += linesBefore(partOf: event.place.file)
    return event
  }

  /// How many lines of `file` are before the part that was read; they are counted when somebody wants
  /// to know.
  private mutating func linesBefore(partOf file: String) -> Int {
    guard let input = inputs.first(where: { $0.name == file }), case .file(let path, _) = input,
      let part = lookBack.parts[input], part.start > 0, !part.isEmpty
    else { return 0 }
    if let count = lookBack.linesBefore[input] { return count }
    let count = NewlineCount(path, before: part.start).count(threadCount: threadCount)
    lookBack.linesBefore[input] = count
    return count
  }
}
