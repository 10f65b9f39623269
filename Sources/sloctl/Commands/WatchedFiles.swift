// What `watch` shows of files that are being written: they are read into an engine of its own, here.

import SLOKit

/// Files that are being watched.
final class WatchedFiles: WatchSubject {
  private let inquiry: Inquiry
  private let colour: Bool
  private var files: [File] = []
  private var engine: ContinuousEngine
  private var picture: WatchPicture
  /// Whether all that was there is read since the last picture.
  private(set) var isRestless = false

  /// A file with the decoder that belongs to it.
  private final class File {
    var file: WatchedFile
    var decoder: EventDecoder
    /// What kept it from being read last time.
    var problem: String?

    init(_ file: consuming WatchedFile, _ decoder: EventDecoder) {
      self.file = file
      self.decoder = decoder
    }
  }

  /// The files that `parsed` means.
  init(_ parsed: ParsedCommand) throws {
    inquiry = try Inquiry(parsed)
    colour = parsed.appearance.colour
    let question = inquiry.question
    engine = ContinuousEngine(
      inquiry.configuration, clock: inquiry.time, condition: question.condition,
      exceptions: question.exceptions)
    let isCSV = inquiry.configuration.format == .csv
    for input in inquiry.inputs {
      guard case .file(let path, _) = input, Decompressor.program(for: path) == nil else {
        throw CommandFailure.usage(
          "\(input.name) is nothing that can be watched", advice: "name files that are written to")
      }
      let file = WatchedFile(
        path, framing: isCSV ? .csvRecords : .lines,
        maxLineBytes: inquiry.configuration.maxLineBytes)
      files.append(File(file, engine.makeDecoder()))
    }
    let answer = try WatchedFiles.answer(engine, inquiry)
    let name =
      files.count == 1 ? inquiry.inputs[0].name : NumberText.count(Int64(files.count), "file")
    // Who looks at a part of the events has to see that at every look.
    let conditions = parsed.given.filter {
      [CommandOption.whereExpression.name, CommandOption.without.name].contains($0.option.name)
    }.map { " \($0.option.name) \($0.value?.text ?? "")" }
    picture = WatchPicture(
      answer: answer, source: TextEscaping.terminal(name + conditions.joined()))
  }

  func read() -> Bool {
    let begin = monotonicNanoseconds()
    var isBehind = false
    for file in files {
      while true {
        if case .nothing = step(file) { break }
        if monotonicNanoseconds() - begin > 20_000_000 {
          isBehind = true
          break
        }
      }
      noteProblem(of: file)
    }
    // Once all that was there is read, nobody wants to look at less of it.
    if !isBehind, picture.readPercent != nil { isRestless = true }
    let size = files.reduce(0) { $0 + $1.file.sizeBytes }
    let read = files.reduce(0) { $0 + $1.file.readBytes }
    picture.readPercent = isBehind && size > 0 ? Int(read * 100 / size) : nil
    return isBehind
  }

  private func step(_ file: File) -> WatchedFile.Step {
    let name = file.file.path.text
    let step = file.file.step { text, line in
      engine.ingest(text, line, of: name, decoder: &file.decoder)
    }
    if case .anew = step { file.decoder = engine.makeDecoder() }
    return step
  }

  private func noteProblem(of file: File) {
    let problem = file.file.problem
    guard problem != file.problem else { return }
    file.problem = problem
    let name = file.file.path.text
    if let problem {
      engine.noteUnreadable(name, reason: problem)
    } else {
      engine.clearUnreadable(name)
    }
    isRestless = true
  }

  func view(_ look: WatchLook, isNew: Bool) throws -> WatchView {
    if isNew {
      isRestless = false
      var clock = Timestamp(nanoseconds: wallClockNanoseconds())
      if case .at(let time) = inquiry.question.time { clock = time }
      _ = engine.advance(to: clock, isReadingBacklog: picture.readPercent != nil)
      picture.answer = try WatchedFiles.answer(engine, inquiry)
      picture.alerts = engine.openAlerts().filter { $0.phase == .firing }
      picture.failures = engine.newestFailures
    }
    return WatchView(look, of: picture, colour: colour)
  }

  func explanation(of objective: String) -> String {
    explanation(
      of: objective, inquiry.question, in: inquiry.configuration, inquiry.inputs,
      clock: engine.clock, asOf: engine.asOf, threadCount: inquiry.threadCount)
  }

  private static func answer(_ engine: ContinuousEngine, _ inquiry: Inquiry) throws -> Answer {
    do throws(QuestionRefusal) {
      return try engine.answer(
        to: WatchPicture.question(
          about: inquiry.question.objectives, in: inquiry.configuration))
    } catch {
      throw CommandFailure.usage(error.message, advice: error.advice)
    }
  }
}
