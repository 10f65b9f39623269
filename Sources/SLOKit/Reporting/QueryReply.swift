// What a daemon replies: the very text that the command prints that reads the files itself, with the
// status it ends with; or a value of JSON, for programs that ask the socket themselves. One line
// either way.

/// A reply to a question.
package struct QueryReply: Sendable {
  /// What the reply holds.
  package enum Body: Sendable, Equatable {
    /// What the command prints on standard output.
    case text(String)
    /// Why there is no answer, and what to do.
    case refusal(message: String, advice: String)
  }

  /// The longest text of a reply, in bytes.
  package static let limitBytes = 64 << 20

  /// What the command ends with: 0 answered, 1 the answer is no, 2 the question was wrong, 3 no
  /// verdict.
  package var status: Int32
  package var body: Body
  /// What the command says on standard error, a line each.
  package var said: [String] = []

  package init(status: Int32, _ body: Body, said: [String] = []) {
    self.status = status
    self.body = body
    self.said = said
  }

  /// The reply of `desk` to `query`.
  package init(to query: DaemonQuery, from desk: some DaemonDesk) {
    do throws(QuestionRefusal) {
      self = try Self.answer(to: query, from: desk)
    } catch {
      self.init(status: 2, .refusal(message: error.message, advice: error.advice))
    }
    if case .text(let text) = body, text.utf8.count > Self.limitBytes {
      self.init(
        status: 2,
        .refusal(
          message: "the answer takes \(NumberText.bytes(Int64(text.utf8.count)))",
          advice: "ask for fewer keys, with \"top\""))
    }
  }

  private static func answer(
    to query: DaemonQuery, from desk: some DaemonDesk
  ) throws(QuestionRefusal) -> QueryReply {
    let format = query.format ?? .json
    switch query.ask {
    case .status:
      let status = desk.status()
      let text = StatusReport.rendered(status, as: format, options: query.options)
      return QueryReply(status: status.readiness == .ready ? 0 : 3, .text(text))
    case .alerts: return try alerts(query, format, desk)
    case .watch: return try view(query, desk)
    case .budget, .burn, .customers, .gate: break
    }
    let deploys = query.gate.refusesWorseDeploy ? try desk.deploys() : []
    var answer = try desk.answer(
      to: try query.question(in: desk.configuration, deploys: deploys))
    var status: Int32 = answer.isWhole ? 0 : 3
    var options = query.options
    var said: [String] = []
    let report: Report
    switch query.ask {
    case .burn: report = .burn(answer)
    case .customers:
      report = .customers(answer)
      if answer.objectives.allSatisfy({ $0.keys?.uptime == nil }) {
        said = ["a daemon does not measure user-uptime: without --daemon it is read from the files"]
      }
    case .gate:
      let decision = query.gate.decide(on: answer, at: desk.status().now)
      for index in answer.objectives.indices { answer.objectives[index].keys = nil }
      status = decision.verdict.status
      said = decision.reasons.filter { $0.code == .override }.map(\.text)
      report = .gate(decision, answer)
    default:
      if options.verbose { options.events = events(behind: answer, from: desk) }
      report = .budget(answer)
    }
    return QueryReply(
      status: status, .text(report.rendered(as: format, options: options)), said: said)
  }

  /// The commands that list the events behind `answer`, by the config that `desk` was given.
  private static func events(
    behind answer: Answer, from desk: some DaemonDesk
  ) -> EventsCommandLine {
    let words = ["-c", desk.status().configPath]
    return EventsCommandLine(
      options: words.map { Array($0.utf8) }, asOf: answer.asOf,
      isWeighted: desk.configuration.fields[.weight] != nil)
  }

  private static func view(
    _ query: DaemonQuery, _ desk: some DaemonDesk
  ) throws(QuestionRefusal) -> QueryReply {
    let status = desk.status()
    let answer = try desk.answer(to: try query.question(in: desk.configuration))
    var picture = WatchPicture(
      answer: answer,
      source: "the daemon, "
        + NumberText.count(Int64(status.sources.count), "file"))
    picture.alerts = desk.openAlerts.filter { $0.phase == .firing }
    picture.failures = desk.newestFailures
    if status.isCatchingUp {
      let size = status.sources.reduce(0) { $0 + $1.sizeBytes }
      picture.readPercent = size > 0 ? Int((size - min(size, status.lagBytes)) * 100 / size) : 0
    }
    var look = query.look
    look.size.columns = query.options.width ?? look.size.columns
    let view = WatchView(look, of: picture, colour: query.options.colour)
    return QueryReply(status: 0, .text(view.json(config: status.configPath)))
  }

  private static func alerts(
    _ query: DaemonQuery, _ format: OutputFormat, _ desk: some DaemonDesk
  ) throws(QuestionRefusal) -> QueryReply {
    // The names are checked as in every question.
    let answer = try desk.answer(to: try query.question(in: desk.configuration))
    let log = try desk.alertEntries()
    var options = query.options
    options.events = events(behind: answer, from: desk)
    // Deploys that cannot be read keep nobody from hearing what fires.
    let deploys = (try? desk.deploys()) ?? []
    // What fires is known as of the last decision, some seconds after its bucket's end.
    let text = AlertsReport.rendered(
      now: desk.openAlerts.filter { query.filter.wantsNow($0) }.map { $0.beside(deploys) },
      log: log.filter { query.filter.wants($0) }, of: desk.configuration.objectives,
      asOf: desk.status().decidedTo ?? answer.asOf, as: format, options: options)
    let isWhole = answer.newestEvent != nil && answer.input.unreadable.isEmpty
    return QueryReply(status: isWhole ? 0 : 3, .text(text))
  }

  /// The reply as one line of JSON with its newline.
  ///
  /// - Parameter isValue: Whether the text is JSON and is to be a value, not a text.
  package func line(asValue isValue: Bool) -> [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("status", Int64(status))
      switch body {
      case .refusal(let message, let advice):
        json.member("error", message)
        json.member("advice", advice)
      case .text(let text):
        if isValue {
          json.key("answer")
          json.literal(Self.oneLine(text))
        } else {
          json.member("output", text)
        }
      }
      if !said.isEmpty { json.members("said", of: said) { $0.string($1) } }
    }
    return json.bytes + [.newline]
  }

  /// JSON that was written over several lines, in one: no text of it holds a newline, and several
  /// values are a list.
  private static func oneLine(_ text: String) -> String {
    let lines = text.utf8.split(separator: .newline)
    let isList = lines.count != 1 && !lines.contains { $0.first == .closeBrace }
    let values = lines.map { String(Substring($0.drop { $0 == .space })) }
    return isList ? "[" + values.joined(separator: ",") + "]" : values.joined()
  }

  /// The reply that `line` is, as `line(asValue: false)` writes it.
  package init(line: [UInt8]) throws(JSONProblem) {
    let value = try JSONValue.parse(line)
    guard let number = value["status"]?.number, let status = Int32(number) else {
      throw JSONProblem(value.position, "the reply has no \"status\"")
    }
    if let text = value["output"]?.text {
      let said = value["said"]?.array?.compactMap(\.text) ?? []
      self.init(status: status, .text(text), said: said)
    } else if let message = value["error"]?.text {
      self.init(
        status: status, .refusal(message: message, advice: value["advice"]?.text ?? ""))
    } else {
      throw JSONProblem(value.position, "the reply has neither \"output\" nor \"error\"")
    }
  }
}

extension Answer {
  /// Whether it stands on whole data: there were valid events, and every input could be read.
  package var isWhole: Bool {
    objectives.contains { $0.figures.valid > 0 } && input.unreadable.isEmpty
  }
}

extension GateVerdict {
  /// What the command ends with.
  package var status: Int32 {
    switch self {
    case .go: 0
    case .refused: 1
    case .noVerdict: 3
    }
  }
}
