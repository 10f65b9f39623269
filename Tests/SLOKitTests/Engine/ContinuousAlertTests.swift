// The alerts of the engine that runs for ever against those of a backtest over the same events: the
// same records, identities and evidence, however often it was restarted, where every event comes in
// time.

import Testing

@testable import SLOKit

struct ContinuousAlertTests {
  private static let objectives = [
    #"""
    {"name": "api", "good": "ok == true", "target": "99%", "window": "6h", "per": "customer",
     "staleAfter": "10m",
     "alerts": {"keys": true, "budgetLow": "20%", "exhaustionForecast": "2h", "minCustomers": 2,
       "rules": [
         {"severity": "page", "factor": 5, "long": "30m", "short": "5m", "for": "2m"},
         {"severity": "ticket", "factor": 2, "long": "2h", "short": "15m"}]}}
    """#,
    #"""
    {"name": "slices", "match": "route == '/a'", "good": "ok == true", "target": "90%",
     "window": {"calendar": "day"}, "budgetingMethod": "timeslices", "slice": "5m",
     "sliceTarget": "80%", "per": "route", "alerts": {"keys": true, "budgetLow": "50%",
       "rules": [{"severity": "page", "factor": 2, "long": "1h", "short": "5m"}]}}
    """#,
  ]

  private static let start = SampleEngine.instant("2026-11-01T00:00:00Z")

  /// Thirty hours, at first quiet, with hours of trouble and one of silence.
  private static func events(_ random: inout SeededGenerator) -> [(second: Int, line: [UInt8])] {
    var events: [(second: Int, line: [UInt8])] = []
    var second = 0
    let silence = Int.random(in: 10...20, using: &random)
    while second < 30 * 3600 {
      second += Int.random(in: 1...60, using: &random)
      let hour = second / 3600
      if hour == silence { continue }
      let isTrouble = hour % 5 == 3 || hour == 28
      let isGood = Int.random(in: 0..<100, using: &random) >= (isTrouble ? 30 : 1)
      // Late in the day, failures are blamed on many customers at once.
      let customer = Int.random(in: 0..<(hour == 28 ? 60 : 6), using: &random)
      let origin = hour == 28 ? "user" : random.pick(["infra", "user", "upstream"])
      let time = start + .seconds(Int64(second))
      let line =
        #"{"ts": "\#(time)", "customer": "c\#(customer)", "ok": \#(isGood), "#
        + #""route": "\#(random.pick(["/a", "/b"]))", "trace": "t\#(second)", "origin": "\#(origin)"}"#
      events.append((second, Array(line.utf8)))
    }
    return events
  }

  private static func configuration() throws -> Configuration {
    let text = #"""
      {"version": 1,
       "events": {"fields": {"timestamp": "ts", "customer": "customer", "origin": "origin",
         "route": "route", "trace": "trace"}},
       "objectives": [\#(objectives.joined(separator: ","))]}
      """#
    return try Configuration(json: Array(text.utf8), file: "slos.json", folder: "")
  }

  private func printed(_ records: [AlertRecord], now: [AlertRecord], asOf: Timestamp) -> [Substring]
  {
    let log = records.map { record in
      var record = record
      record.isLate = false
      return AlertLogEntry(record)
    }
    return AlertsReport.rendered(now: now, log: log, asOf: asOf, as: .json).split(separator: "\n")
  }

  @Test(arguments: 1...1 as ClosedRange<UInt64>)
  func `alerts are those of a backtest, whenever it is restarted`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let configuration = try Self.configuration()
    let events = Self.events(&random)
    var engine = ContinuousEngine(configuration, clock: Self.start)
    var decoder = engine.makeDecoder()
    var records: [AlertRecord] = []
    var clock = Self.start
    for (index, event) in events.enumerated() {
      let instant = Self.start + .seconds(Int64(event.second))
      // All that happened before a bucket's end has come when alerts are decided as of it.
      while clock + .seconds(5) < instant {
        clock = clock + .seconds(Int64.random(in: 60...7200, using: &random))
        if clock + .seconds(5) >= instant { clock = instant }
        records += engine.advance(to: clock)
        guard Int.random(in: 0..<15, using: &random) == 0 else { continue }
        var reader = BinaryReader(engine.snapshot().encoded())
        let before = engine
        engine = try ContinuousEngine.decode(&reader, configuration: configuration, clock: clock)
          .engine
        #expect(engine.firingAlerts == before.firingAlerts)
      }
      unsafe engine.ingest(
        event.line.span.bytes, ContinuousStream.place(of: index, event.line), of: "events",
        decoder: &decoder)
    }
    clock = SampleEngine.instant("2026-11-02T06:30:00Z")
    records += engine.advance(to: clock + .seconds(5))
    #expect(engine.decidedTo == clock)

    var question = Question()
    question.recordsHistory = true
    question.time = .at(clock)
    var whole = Engine(question, configuration: configuration, clock: clock)
    var wholeDecoder = whole.makeDecoder()
    var batch = whole.judge.makeBatch()
    for (index, event) in events.enumerated() {
      let text = unsafe event.line.span.bytes
      whole.ingest(
        text, in: text, ContinuousStream.place(of: index, event.line), of: "events",
        decoder: &wholeDecoder, by: &batch)
    }
    let run = try #require(whole.replay(under: [.config], goesOn: false).backtest?.runs.first)
    records.removeAll { $0.subject == AlertDesk.nothingReadSubject }
    records.sort(by: AlertRecord.precedes)
    let open = engine.openAlerts().filter { $0.subject != AlertDesk.nothingReadSubject }
    let found = printed(records, now: open, asOf: clock)
    let wanted = printed(run.records, now: run.open, asOf: clock)
    #expect(found.count == wanted.count && wanted.count > 10)
    for (found, wanted) in zip(found, wanted) where found != wanted {
      #expect(found == wanted)
      break
    }
  }

  @Test func `where events come late, a restart changes nothing`() throws {
    var random = SeededGenerator(seed: 77)
    let configuration = try Self.configuration()
    // One in ten comes up to an hour after it happened.
    let events = Self.events(&random).map { event in
      let delay = random.chance(10) ? Int.random(in: 0...3600, using: &random) : 0
      return (comes: event.second + delay, line: event.line)
    }.sorted { $0.comes < $1.comes }
    var engines = [ContinuousEngine](
      repeating: ContinuousEngine(configuration, clock: Self.start), count: 2)
    var decoder = engines[0].makeDecoder()
    var records: [[AlertRecord]] = [[], []]
    var clock = Self.start
    for (index, event) in events.enumerated() {
      while clock + .minutes(10) < Self.start + .seconds(Int64(event.comes)) {
        clock = clock + .minutes(10)
        for index in engines.indices { records[index] += engines[index].advance(to: clock) }
        if random.chance(15) {
          var reader = BinaryReader(engines[1].snapshot().encoded())
          engines[1] = try ContinuousEngine.decode(
            &reader, configuration: configuration, clock: clock
          ).engine
        }
      }
      for engine in engines.indices {
        unsafe engines[engine].ingest(
          event.line.span.bytes, ContinuousStream.place(of: index, event.line), of: "events",
          decoder: &decoder)
      }
    }
    let texts = zip(engines, records).map { engine, records in
      printed(records, now: engine.openAlerts(), asOf: clock)
    }
    #expect(texts[0].count > 10 && texts[0].count == texts[1].count)
    let difference = zip(texts[0], texts[1]).first { $0 != $1 }
    #expect(difference?.0 == difference?.1)
  }

  @Test func `an alert tells that nothing is read any more, and ends when something is`() throws {
    var engine = ContinuousEngine(try Self.configuration(), clock: Self.start)
    #expect(engine.advance(to: Self.start + .minutes(14)).isEmpty)
    let raised = engine.advance(to: Self.start + .minutes(15) + .seconds(5))
    #expect(raised.map(\.subject) == [AlertSubject(objective: "", kind: .staleData)])
    #expect(raised.first?.phase == .firing && raised.first?.isLate == false)
    var decoder = engine.makeDecoder()
    let line = Array(#"{"ts": "\#(Self.start + .minutes(15))", "ok": true}"#.utf8)
    unsafe engine.ingest(
      line.span.bytes, ContinuousStream.place(of: 0, line), of: "events", decoder: &decoder)
    let ended = engine.advance(to: Self.start + .minutes(25)).filter {
      $0.subject.objective.isEmpty
    }
    #expect(ended.map(\.phase) == [.resolved] && ended.map(\.id) == raised.map(\.id))
  }

  @Test func `what is decided long after it could have been is late`() throws {
    var random = SeededGenerator(seed: 9)
    let events = Self.events(&random)
    var engine = ContinuousEngine(try Self.configuration(), clock: Self.start + .hours(30))
    var decoder = engine.makeDecoder()
    for (index, event) in events.enumerated() {
      unsafe engine.ingest(
        event.line.span.bytes, ContinuousStream.place(of: index, event.line), of: "events",
        decoder: &decoder)
    }
    #expect(engine.advance(to: Self.start + .hours(30), isReadingBacklog: true).isEmpty)
    let clock = Self.start + .hours(31)
    var records: [AlertRecord] = []
    repeat {
      records += engine.advance(to: clock, mostDecisions: 100)
    } while engine.nextDecision <= clock
    #expect(
      records.count > 4 && records.allSatisfy { $0.isLate == ($0.at < engine.decidedTo ?? clock) })
    #expect(engine.nextDecision == clock + .seconds(5))
  }
}
