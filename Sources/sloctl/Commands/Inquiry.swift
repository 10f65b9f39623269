// What every command that reads events starts with: the config, the objectives and files that the
// words of the command line mean, and the question that its options ask.

import SLOKit

/// A question with everything that is needed to answer it.
struct Inquiry {
  let config: DecodedConfig
  let inputs: [EventInput]
  /// The wall clock's time when the command started.
  let clock = Timestamp(nanoseconds: wallClockNanoseconds())
  var question = Question()
  private let showsProgress: Bool
  /// How many threads may read.
  let threadCount: Int

  var configuration: Configuration { config.configuration }

  /// The time asked for, or the clock's: what the age of events is measured from.
  var time: Timestamp {
    if case .at(let time) = question.time { return time }
    return clock
  }

  /// Reads the config and makes sense of the words of `parsed`.
  init(_ parsed: ParsedCommand) throws {
    config = try ConfigChoice.read(parsed)
    let words = Words(parsed.operands.dropFirst(parsed.command.leadingWords))
    question.objectives = try words.objectives(of: config.configuration)
    inputs = try words.inputs(
      or: config.configuration.sources, leavingAside: question.objectives)
    showsProgress = StandardError.isTerminal && !parsed.isSet(.quiet)
    threadCount =
      parsed.value(of: .threads).flatMap { Int($0) } ?? WorkThread.processorCount
    try readTime(parsed)
    try readConditions(parsed)
    if let by = parsed.value(of: .by) { question.keys = .by(configuration.reference(to: by)) }
    question.top = parsed.value(of: .top).flatMap { Int($0) }
    question.lookback = try parsed.lookback(of: .last, buckets: buckets)
  }

  var buckets: Buckets { Buckets(resolution: configuration.resolution) }

  private mutating func readTime(_ parsed: ParsedCommand) throws {
    guard let text = parsed.value(of: .at) else { return }
    if text == "now" {
      question.time = .at(clock)
    } else if let time = Timestamp.parse(text) {
      question.time = .at(time)
    } else {
      throw parsed.refusal(of: text, for: .at)
    }
  }

  private mutating func readConditions(_ parsed: ParsedCommand) throws {
    if let text = parsed.value(of: .whereExpression) {
      do throws(ExpressionProblem) {
        let roles = Set(configuration.fields.keys)
        question.condition = try Expression.parse(text, roles: roles)
      } catch {
        throw CommandFailure(.wrongQuestion, [error.diagnostic(in: text, named: "--where")])
      }
    }
    question.exceptions = parsed.values(of: .without).map { pair in
      let field = pair.utf8.prefix { $0 != UInt8(ascii: "=") }
      let value = pair.utf8.dropFirst(field.count + 1)
      let reference = configuration.reference(to: String(Substring(field)))
      return .field(reference, hasKey: String(Substring(value)))
    }
  }

  /// The `events` commands that list what was counted for an answer to `parsed` as of `end`.
  func eventsCommand(_ parsed: ParsedCommand, asOf end: Timestamp) -> EventsCommandLine {
    var options: [[UInt8]] = []
    for given in parsed.given {
      guard let value = given.value else { continue }
      switch given.option.name {
      case CommandOption.config.name: options += [Array("-c".utf8), value.bytes]
      case CommandOption.without.name, CommandOption.last.name:
        options += [Array(given.option.long.utf8), value.bytes]
      default: break
      }
    }
    let files = parsed.operands.dropFirst(parsed.command.leadingWords)
      .filter { !question.objectives.contains($0.text) }.map(\.bytes)
    return EventsCommandLine(
      options: options, condition: question.condition, files: files, asOf: end,
      isWeighted: configuration.fields[.weight] != nil)
  }

  /// The longest marker file that is read, in bytes.
  private static let markersLimitBytes = 1 << 24

  /// The deploys of the config's marker file.
  ///
  /// - Parameter orNone: Whether there are none where the config names no marker file, or one that
  ///   nobody has written to yet; else that is a wrong question.
  func readDeploys(orNone: Bool = false) throws -> [DeployMarker] {
    guard let path = configuration.markers else {
      if orNone { return [] }
      throw CommandFailure.usage(
        "the config names no file of deploy markers", advice: "give it \"markers\"")
    }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readWholeFile(FilePath(path), limitBytes: Inquiry.markersLimitBytes)
    } catch {
      if orNone && error.isNotFound { return [] }
      throw CommandFailure(
        .noVerdict,
        [Diagnostic(.error, "the marker file \(path) could not be read: \(error.reason)")])
    }
    return try DeployMarker.markers(in: bytes, file: path)
  }

  /// The progress of a read, for who reads himself.
  var progress: Progress { Progress(isShown: showsProgress) }

  /// Refuses a question about no objective, or about several.
  func wantsOneObjective(of command: Command) throws {
    if question.objectives.count == 1 { return }
    throw CommandFailure.usage(
      "\(command.name) wants one objective",
      advice: "the objectives are " + configuration.objectives.map(\.name).joined(separator: ", "))
  }

  /// The engine that has counted all events.
  ///
  /// - Parameter leavesOut: Whether to leave out what a look-back does not need.
  func engine(leavingOutWhatIsOld leavesOut: Bool = false) -> Engine {
    var progress = progress
    var reading = EventReading(inputs, threadCount: threadCount) {
      progress.note(bytesRead: $0)
    }
    if leavesOut { reading.leaveOutWhatIsOld() }
    let engine = reading.engine(for: question, configuration: configuration, clock: clock)
    progress.end()
    return engine
  }
}

extension Answer {
  /// What a command ends with that has given this answer: 3 where there was nothing to answer from,
  /// or where something could not be read.
  var status: ExitStatus {
    isWhole ? .answered : .noVerdict
  }
}

extension Command {
  /// How many operands come before objectives and files.
  var leadingWords: Int {
    operands.count { operand in
      switch operand.kind {
      case .choice, .command: true
      case .objective, .objectivesAndFiles, .files, .file: false
      }
    }
  }
}
