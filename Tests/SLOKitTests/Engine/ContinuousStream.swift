// A random stream of events as a daemon meets it: lines come in pieces, the clock moves between them.

import Testing

@testable import SLOKit

/// The lines of an `EventStream`, and clocks at which to ask.
struct ContinuousStream {
  let configuration: Configuration
  let lines: [[UInt8]]
  /// The newest instant of an event, as the one-shot engine finds it.
  let newest: Timestamp

  init(seed: UInt64) throws {
    let stream = EventStream(seed: seed)
    configuration = try Configuration(
      json: Array(stream.config.written().utf8), file: "slos.json", folder: "")
    lines = stream.files.flatMap { file -> [[UInt8]] in
      let bytes =
        file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? file.bytes.dropFirst(3) : file.bytes[...]
      return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0)
      }
    }
    let engine = Self.engine(
      configuration, lines, Question(), clock: Timestamp(nanoseconds: Int64.max / 2))
    newest = engine.asOf
  }

  /// The place of line `index` in the one file there is.
  static func place(of index: Int, _ line: [UInt8]) -> LineReader.Line {
    LineReader.Line(
      number: index + 1, offset: 0, lengthBytes: line.count, isTooLong: false, isTerminated: true)
  }

  /// The engine that has read `lines` at once.
  static func engine(
    _ configuration: Configuration, _ lines: [[UInt8]], _ question: Question, clock: Timestamp
  ) -> Engine {
    var question = question
    func engine(end: Timestamp?) -> Engine {
      var engine = Engine(question, configuration: configuration, clock: clock, end: end)
      var decoder = engine.makeDecoder()
      var batch = engine.judge.makeBatch()
      for (index, line) in lines.enumerated() {
        let text = unsafe line.span.bytes
        engine.ingest(
          text, in: text, place(of: index, line), of: "events", decoder: &decoder, by: &batch)
      }
      return engine
    }
    let first = engine(end: nil)
    guard let look = first.secondLook else { return first }
    question.logsCustomers = look.logsCustomers
    return engine(end: look.end)
  }

  /// Some questions that can be answered from counts.
  func questions(_ random: inout SeededGenerator) -> [Question] {
    var burn = Question()
    burn.wantsBurn = true
    var customers = Question()
    customers.objectives = [random.pick(configuration.objectives).name]
    customers.keys = .by(.role(.customer))
    customers.wantsBurn = random.chance(30)
    if random.chance(30) { customers.top = 2 }
    if random.chance(30) { customers.lookback = random.pick([.hours(1), .minutes(30)]) }
    var gate = Question()
    gate.wantsBurn = true
    gate.watchesMisattribution = true
    gate.burnLookbacks = [.minutes(10)]
    gate.keys = .perObjective
    if random.chance(30) { gate.charge = OriginSet([.customer, .infrastructure]) }
    gate.deploys = [DeployMarker(time: newest - .hours(random.pick([1, 3, 20])))]
    return [Question(), burn, customers, gate]
  }
}
