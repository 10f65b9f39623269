// The story that an engine tells that runs for ever is the one of `report`, as far as it goes.

import Foundation
import Testing

@testable import SLOKit

struct ContinuousPeriodReportTests {
  @Test(arguments: ["2026-11-20T12:00:00Z", "2026-11-12T09:55:00Z"])
  func `a daemon's story has the figures of the report`(_ instant: String) throws {
    let folder = BuiltProgram.packageFolder + "/examples"
    let path = FilePath(folder + "/slos.json")
    let configuration = try Configuration(
      json: try readWholeFile(path, limitBytes: 1 << 20), file: path.text, folder: folder)
    let clock = try #require(Timestamp.parse(instant))
    var engine = ContinuousEngine(configuration, clock: clock)
    var decoder = engine.makeDecoder()
    let events = try #require(FileManager.default.contents(atPath: folder + "/events.ndjson"))
    let lines = Array(events).split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.dropLast().enumerated() {
      let place = LineReader.Line(
        number: index + 1, offset: 0, lengthBytes: line.count + 1, isTooLong: false,
        isTerminated: true)
      let bytes = Array(line)
      unsafe engine.ingest(bytes.span.bytes, place, of: "events.ndjson", decoder: &decoder)
    }
    _ = engine.advance(to: clock)
    let live = try engine.periodReport(deploys: [])

    var question = Question()
    question.time = .at(clock)
    question.recordsHistory = true
    question.keys = .by(.role(.customer))
    var reading = EventReading(try EventInput.inputs(for: [FilePath(folder + "/events.ndjson")]))
    var whole = reading.engine(for: question, configuration: configuration, clock: clock)
    let report = whole.periodReport(before: [:], deploys: [])

    #expect(live.objectives.count == 5 && report.objectives.count == 5)
    for (one, other) in zip(live.objectives, report.objectives) {
      let name = one.answer.objective.name
      #expect(name == other.answer.objective.name && one.span == other.span)
      #expect("\(one.answer.figures)" == "\(other.answer.figures)", "\(name)")
      #expect("\(one.burndown)" == "\(other.burndown)", "\(name)")
      #expect("\(one.hours)" == "\(other.hours)", "\(name)")
      #expect("\(one.days)" == "\(other.days)", "\(name)")
      #expect("\(one.otherEpisodes)" == "\(other.otherEpisodes)", "\(name)")
      #expect(one.episodes.map(Self.told) == other.episodes.map(Self.told), "\(name)")
      #expect(one.answer.keys?.inBudget == other.answer.keys?.inBudget, "\(name)")
      // What it cannot tell it leaves open.
      #expect(one.alerts == nil && one.latency == nil && one.before == nil)
    }
  }

  private static func told(_ episode: Episode) -> String {
    "\(episode.span) \(episode.valid) \(episode.bad) \(episode.counts) "
      + "\(episode.exemplars.compactMap(\.trace)) \(episode.causes.filter { $0.field == "route" })"
  }
}
