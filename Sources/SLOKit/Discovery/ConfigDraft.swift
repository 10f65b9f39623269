// A config in the making: roles first, then objectives, then what the engine makes of them.

/// A config in the making.
struct ConfigDraft {
  let survey: FieldSurvey
  let source: String?
  private var roles: [RoleGuess] = []
  private var objectives: [ProposedObjective] = []
  private(set) var findings: [String] = []
  private(set) var doubts: [String] = []

  /// Nothing but the format.
  init(_ survey: FieldSurvey, source: String?) {
    self.survey = survey
    self.source = source
  }

  private func guess(_ role: Role) -> RoleGuess? { roles.first { $0.role == role } }

  // MARK: Roles

  /// Finds the roles.
  mutating func findRoles() throws(ProposalProblem) {
    findings.append("format      \(survey.format.rawValue)")
    for role in Role.allCases {
      guard let guess = survey.guess(role) else { continue }
      roles.append(guess)
      doubts += guess.doubts
      let unit = guess.unit.map { " in \($0.rawValue)" } ?? ""
      let name = role.rawValue + String(repeating: " ", count: 12 - role.rawValue.utf8.count)
      findings.append(name + guess.paths.joined(separator: ", ") + unit)
    }
    guard guess(.timestamp) != nil else {
      throw ProposalProblem(
        message: "no field of \(fieldNames) holds a time that can be read",
        advice:
          "let the logger write RFC 3339 with a zone, such as 2026-10-03T14:00:00Z, or seconds "
          + "since 1970")
    }
    if guess(.origin) == nil {
      doubts.append(
        "no field says whose fault a failure is: all are taken for yours until attribution.rules say "
          + "otherwise")
    }
    if guess(.customer) == nil { doubts.append("no field seems to be the customer") }
    for profile in survey.profiles
    where Role.weightNames.contains(profile.normalisedNames.last) && profile.largest > 1 {
      doubts.append(
        "\(profile.path) may say how many requests a line stands for: map it as weight if it does")
    }
  }

  /// Some of the names of the fields, for messages.
  private var fieldNames: String {
    let paths = survey.profiles.map(\.path)
    if paths.isEmpty { return "no fields at all" }
    return
      "\(paths.count) (\(paths.prefix(8).joined(separator: ", "))\(paths.count > 8 ? ", …" : ""))"
  }

  // MARK: Objectives

  /// The most services that get objectives of their own.
  private static let mostServices = 4

  /// Finds objectives, and the targets that `sample` would just have met.
  mutating func findObjectives(
    in sample: EventSample, clock: Timestamp
  ) throws(ProposalProblem) {
    guard let outcome = survey.outcome(hasStatus: guess(.status) != nil) else {
      throw ProposalProblem(
        message: "no field of \(fieldNames) tells good from failed",
        advice: "there should be a status, a success, an outcome, an error or a level")
    }
    doubts += outcome.doubts
    for service in services {
      let match = service.map { Expression.compare(.role(.service), .equal, .text($0)) }
      let name = service.map { Self.slug($0) + "-" } ?? ""
      objectives.append(
        ProposedObjective(
          name: unused(name + "availability"), match: match, good: outcome.good,
          promise: "Requests \(outcome.words)" + (service.map { ", of \($0)" } ?? "")))
      guard guess(.duration) != nil else { continue }
      let answered = match.map { Expression.and($0, outcome.good) } ?? outcome.good
      let threshold = ProposedObjective.threshold(of: durations(of: answered, sample, clock))
      objectives.append(
        ProposedObjective(
          name: unused(name + "latency"), match: answered,
          good: .compare(.role(.duration), .lessOrEqual, .duration(threshold)),
          promise: "Good requests"
            + (service.map { " of \($0)" } ?? "") + " that took at most \(threshold)"))
    }
    try observe(sample, clock)
  }

  /// The services that get objectives of their own; nil stands for all together.
  private var services: [String?] {
    guard let path = guess(.service)?.paths.first, guess(.service)?.paths.count == 1,
      let profile = survey.profile(of: path)
    else { return [nil] }
    let large = profile.values.filter { $0.value * 100 >= survey.events }
    guard (2...Self.mostServices).contains(large.count) else { return [nil] }
    return large.keys.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// `name` in lower case, with hyphens for all that is no letter or digit.
  private static func slug(_ name: String) -> String {
    var slug: [UInt8] = []
    for byte in name.lowercased().utf8 {
      let isKept = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
      if isKept { slug.append(byte) } else if slug.last != 0x2D, !slug.isEmpty { slug.append(0x2D) }
    }
    if slug.last == 0x2D { slug.removeLast() }
    return slug.isEmpty ? "service" : String(decoding: slug, as: UTF8.self)
  }

  private func unused(_ name: String) -> String {
    let names = objectives.map(\.name)
    if !names.contains(name) { return name }
    let number = (2...).first { !names.contains("\(name)-\($0)") } ?? 0
    return "\(name)-\(number)"
  }

  // MARK: Observing

  /// An engine that has counted `sample` for the draft as it is.
  private func engine(_ sample: EventSample, _ clock: Timestamp) throws(ProposalProblem) -> Engine {
    let configuration: Configuration
    do throws(Diagnostics) {
      let bytes = Array(text.utf8)
      configuration = try ConfigDecoder.decode(bytes, file: "slos.json", folder: "").configuration
    } catch {
      // A field whose name no config can hold.
      throw ProposalProblem(
        message: "no config fits it: " + (error.problems.first?.message ?? ""),
        advice: "write one by hand: man slos.json")
    }
    var engine = Engine(Question(), configuration: configuration, clock: clock)
    var decoder = engine.makeDecoder()
    var batch = engine.judge.makeBatch()
    var offset: Int64 = 0
    for (index, line) in sample.lines.enumerated() {
      let place = LineReader.Line(
        number: index + 1, offset: offset, lengthBytes: line.count + 1, isTooLong: false,
        isTerminated: true)
      offset += Int64(line.count) + 1
      let text = unsafe line.span.bytes
      engine.ingest(
        text, in: text, place, of: sample.name, decoder: &decoder, by: &batch)
    }
    return engine
  }

  /// The durations, in nanoseconds, of the events for which `condition` is true.
  private func durations(
    of condition: Expression, _ sample: EventSample, _ clock: Timestamp
  ) -> [Int64] {
    var plan = FieldPlan(mappings: mappings)
    let predicate = Predicate(condition, plan: &plan)
    guard let field = plan.field(of: .duration) else { return [] }
    let digits = mappings[.duration]?.unit?.nanosecondDigits ?? 6
    var decoder = EventDecoder(format: survey.format, plan: &plan)
    return sample.lines.compactMap { line in
      guard case .event = try? unsafe decoder.decode(line.span.bytes) else { return nil }
      let fields = decoder.fields
      guard unsafe predicate.evaluate(fields, in: line.span.bytes) == .yes else { return nil }
      let value = field.value(in: fields)
      return unsafe fields.withBytes(of: value, in: line.span.bytes) {
        DecimalNumber($0)?.floored(scaledByPowerOfTen: digits)
      }
    }
  }

  private var mappings: [Role: FieldMapping] {
    if survey.format == .combined { return EventFormat.combinedRoles }
    return Dictionary(
      uniqueKeysWithValues: roles.map { ($0.role, FieldMapping(paths: $0.paths, unit: $0.unit)) })
  }

  /// Takes the figures of an engine, and the span that they are of.
  private mutating func observe(
    _ sample: EventSample, _ clock: Timestamp
  ) throws(ProposalProblem) {
    let answer = try engine(sample, clock).answer()
    for (index, observed) in answer.objectives.enumerated() {
      objectives[index].valid = observed.figures.valid
      objectives[index].bad = observed.figures.bad
      if let covered = observed.covered { objectives[index].covered = covered }
    }
    guard objectives.contains(where: { $0.valid > 0 }) else {
      throw ProposalProblem(
        message: "none of \(survey.events) events can be judged",
        advice: "see what 'sloctl check' says of a config by hand: man slos.json")
    }
    if answer.input.malformed > 0 {
      doubts.append("\(answer.input.malformed) of \(answer.input.lines) lines are malformed")
    }
    if answer.input.future > 0 {
      doubts.append("\(answer.input.future) events lie ahead of the clock and count for nothing")
    }
    for objective in objectives where objective.valid == 0 {
      doubts.append("no event counts for \(objective.name)")
    }
    for objective in objectives {
      findings.append(
        "objective   \(objective.name) \(objective.target): \(objective.good)"
          + (objective.match.map { " of \($0)" } ?? ""))
    }
  }

  // MARK: Writing

  /// The draft as slos.json.
  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1 as Int64)
      if let source { json.members("sources", of: [source]) { $0.string($1) } }
      json.member("events") { json in
        json.member("format", survey.format.rawValue)
        // An access log has its roles already.
        if survey.format != .combined { json.member("fields") { writeFields(&$0) } }
      }
      json.members("objectives", of: objectives) { json, objective in
        json.object { json in
          json.member("name", objective.name)
          json.member("description", objective.description)
          if let match = objective.match { json.member("match", "\(match)") }
          json.member("good", "\(objective.good)")
          json.member("target", objective.target)
          json.member("window", "30d")
          if hasCustomers { json.member("per", "customer") }
        }
      }
    }
    return json.text
  }

  /// Whether there are customers to have budgets of their own.
  private var hasCustomers: Bool {
    guard let path = guess(.customer)?.paths.first, let profile = survey.profile(of: path) else {
      return false
    }
    return profile.values.count > 1
  }

  private func writeFields(_ json: inout JSONWriter) {
    for guess in roles {
      json.key(guess.role.rawValue)
      guard guess.unit != nil || guess.isZoneless else {
        write(guess.paths, &json)
        continue
      }
      json.object { json in
        json.key("field")
        write(guess.paths, &json)
        if let unit = guess.unit { json.member("unit", unit.rawValue) }
        if guess.isZoneless { json.member("zone", "UTC") }
      }
    }
  }

  private func write(_ paths: [String], _ json: inout JSONWriter) {
    if paths.count == 1 { return json.string(paths[0]) }
    json.array(paths) { $0.string($1) }
  }
}
