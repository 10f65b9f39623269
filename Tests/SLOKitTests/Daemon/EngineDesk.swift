// A desk that answers from the event files themselves, as the commands do that ask no daemon: what a
// server's answers are to be, before there is a daemon that keeps counts.

@testable import SLOKit

/// A desk over event files.
final class EngineDesk: DaemonDesk {
  let configuration: Configuration
  private let configPath: String
  private let clock: Timestamp
  var isCatchingUp = false

  /// A desk whose only objective is `api` and which has no event.
  init() throws {
    let json = """
      {"version": 1, "events": {"fields": {"timestamp": "ts", "customer": "c"}}, "objectives": [
        {"name": "api", "good": "status < 500", "target": "99.9%", "window": "30d"}]}
      """
    configuration = try Configuration(json: Array(json.utf8), file: "slos.json", folder: "")
    configPath = "slos.json"
    clock = Timestamp(epochSecond: 60)
  }

  /// A desk that answers by the config at `path` as of `clock`.
  init(config path: String, clock: Timestamp) throws {
    let file = FilePath(path)
    configuration = try Configuration(
      json: try readWholeFile(file, limitBytes: 1 << 20), file: path, folder: file.folder.text)
    configPath = path
    self.clock = clock
  }

  let newestFailures: [NewestFailures.Failure] = []

  func periodReport() throws(QuestionRefusal) -> PeriodReport {
    var question = Question()
    question.recordsHistory = true
    var engine = engine(for: question)
    return engine.periodReport(before: [:], deploys: [])
  }

  private func engine(for question: Question) -> Engine {
    var question = question
    question.time = .at(clock)
    let inputs = (try? EventInput.inputs(for: configuration.sources.map { FilePath($0) })) ?? []
    var reading = EventReading(inputs)
    return reading.engine(for: question, configuration: configuration, clock: clock)
  }

  func answer(to question: Question) throws(QuestionRefusal) -> Answer {
    engine(for: question).answer()
  }

  var openAlerts: [AlertRecord] {
    var question = Question()
    question.recordsHistory = true
    var engine = engine(for: question)
    return engine.replay(under: [.config], goesOn: false).backtest?.runs.first?.open ?? []
  }

  func alertLog() throws(QuestionRefusal) -> [UInt8]? {
    configuration.daemon.alertLog.flatMap {
      try? readWholeFile(FilePath($0), limitBytes: 1 << 20)
    }
  }

  func deploys() throws(QuestionRefusal) -> [DeployMarker] {
    guard let path = configuration.markers,
      let bytes = try? readWholeFile(FilePath(path), limitBytes: 1 << 20)
    else { return [] }
    return (try? DeployMarker.markers(in: bytes, file: path)) ?? []
  }

  func status() -> DaemonStatus {
    var status = DaemonStatus(startedAt: Timestamp(epochSecond: 0), now: clock)
    status.configPath = configPath
    status.isCatchingUp = isCatchingUp
    return status
  }
}
