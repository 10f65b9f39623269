// The engine that runs for ever against the engine that reads all lines at once: every answer, byte
// for byte, at random instants of random streams.

import Testing

@testable import SLOKit

struct ContinuousEngineTests {
  /// The lines that `answer` prints as JSON, whatever it was asked for.
  private func printed(_ answer: Answer, input: Accounting) -> [Substring] {
    var answer = answer
    answer.input = input
    return [
      Report.budget(answer), Report.burn(answer), Report.customers(answer),
      Report.gate(DeployGate().decide(on: answer, at: answer.asOf), answer),
    ].flatMap { $0.rendered(as: .json).split(separator: "\n") }
  }

  /// The engine that a checkpoint brings back.
  private func restarted(
    _ engine: ContinuousEngine, at clock: Timestamp
  ) throws -> ContinuousEngine {
    var reader = BinaryReader(engine.snapshot().encoded())
    let (restored, said) = try ContinuousEngine.decode(
      &reader, configuration: engine.configuration, clock: clock)
    try reader.expectEnd()
    #expect(said == [])
    return restored
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `it answers as the engine that reads the same lines at once, restarted or not`(
    seed: UInt64
  ) throws {
    let stream = try ContinuousStream(seed: seed)
    var random = SeededGenerator(seed: seed &* 977)
    var clock = stream.newest - .minutes(Int64.random(in: 0...3000, using: &random))
    var engine = ContinuousEngine(stream.configuration, clock: clock)
    var decoder = engine.makeDecoder()
    var read: [[UInt8]] = []
    for (index, line) in stream.lines.enumerated() {
      let before = engine.accounting
      unsafe engine.ingest(
        line.span.bytes, ContinuousStream.place(of: index, line), of: "events", decoder: &decoder)
      // What came too late is not what the other engine is compared with: that one knows no late,
      // nor the duplicates of what was.
      let after = engine.accounting
      let isLeftOut =
        after.late > before.late || (after.late > 0 && after.duplicates > before.duplicates)
      read.append(isLeftOut ? [] : line)
      guard index == stream.lines.count - 1 || Int.random(in: 0..<120, using: &random) == 0 else {
        continue
      }
      clock = clock + TimeSpan(nanoseconds: .random(in: 0...7_200_000_000_000, using: &random))
      if Int.random(in: 0..<4, using: &random) == 0 { clock = engine.buckets.endRoundingUp(clock) }
      if Bool.random(using: &random) { engine = try restarted(engine, at: clock) }
      engine.moveOn(to: clock)
      for var question in stream.questions(&random) {
        let answer = try engine.answer(to: question)
        question.time = .at(clock)
        let wanted = ContinuousStream.engine(
          stream.configuration, read, question, clock: clock
        ).answer()
        let lines = zip(
          printed(answer, input: answer.input), printed(wanted, input: answer.input)
        ).first { $0 != $1 }
        #expect(lines?.0 == lines?.1, "as of \(answer.asOf)")
        guard answer.input.late == 0 else { continue }
        #expect(answer.input == wanted.input)
      }
    }
  }

  // MARK: States that a disk has spoilt

  /// An engine that holds something of everything.
  private func fullEngine(_ stream: ContinuousStream) -> ContinuousEngine {
    var engine = ContinuousEngine(stream.configuration, clock: stream.newest - .minutes(90))
    var decoder = engine.makeDecoder()
    for (index, line) in stream.lines.enumerated() {
      unsafe engine.ingest(
        line.span.bytes, ContinuousStream.place(of: index, line), of: "events", decoder: &decoder)
      if index % 40 == 0 { _ = engine.advance(to: engine.clock + .minutes(5)) }
    }
    return engine
  }

  @Test(arguments: [3] as [UInt64])
  func `a state that was cut short or changed is refused, or at least does no harm`(
    seed: UInt64
  ) throws {
    let stream = try ContinuousStream(seed: seed)
    var random = SeededGenerator(seed: seed)
    let engine = fullEngine(stream)
    let bytes = engine.snapshot().encoded()
    func decode(_ bytes: [UInt8]) throws -> ContinuousEngine {
      var reader = BinaryReader(bytes)
      let engine = try ContinuousEngine.decode(
        &reader, configuration: stream.configuration, clock: engine.clock
      ).engine
      try reader.expectEnd()
      return engine
    }
    _ = try decode(bytes)
    for _ in 0..<20 {
      let count = Int.random(in: 0..<bytes.count, using: &random)
      #expect(throws: BinaryDamage.self) { try decode(Array(bytes[..<count])) }
    }
    var refusedCount = 0
    for _ in 0..<20 {
      var spoilt = bytes
      spoilt[.random(in: bytes.indices, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      guard var engine = try? decode(spoilt) else {
        refusedCount += 1
        continue
      }
      _ = engine.advance(to: engine.clock + .minutes(2), mostDecisions: 10)
      for question in stream.questions(&random) { _ = try? engine.answer(to: question) }
    }
    #expect(refusedCount > 0)
  }
}
