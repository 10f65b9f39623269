// A question to a daemon: what it asks, about what, and what the answer is to look like. Names and
// texts come in, a question that an engine can answer goes out; everything that is not right is
// refused with what was wanted.

/// What a daemon is asked.
package struct DaemonQuery: Sendable {
  /// What may be asked.
  package enum Ask: String, CaseIterable, Sendable {
    case budget, burn, customers, gate, alerts, status, watch
  }

  package var ask: Ask
  package var objectives: [String] = []
  /// Whose figures are wanted beside; a role or a path.
  package var by: String?
  /// The customer whose figures are wanted beside.
  package var customer: String?
  package var top: Int?
  package var last: TimeSpan?
  package var charge: OriginSet?
  package var gate = DeployGate()
  package var filter = AlertFilter()
  /// Where somebody is who looks on.
  package var look = WatchLook()
  /// What the answer is to look like; nil wants it as a value of JSON.
  package var format: OutputFormat?
  package var options = ReportOptions()

  /// The question that `parameters` are.
  package init(_ parameters: QueryParameters) throws(QuestionRefusal) {
    var words = parameters.parameters
    guard let place = words.firstIndex(where: { $0.name == "ask" }) else {
      throw QuestionRefusal(
        message: "the question has no \"ask\"", advice: "it is one of \(Self.asks)")
    }
    let text = words.remove(at: place).text
    guard let ask = Ask(rawValue: text) else {
      throw QuestionRefusal(message: "\"\(text)\" cannot be asked", advice: "ask \(Self.asks)")
    }
    self.ask = ask
    for word in words { try read(word) }
    (filter.objectives, gate.burnLimits) = (objectives, gate.burnLimits)
  }

  private static let asks = Ask.allCases.map(\.rawValue).joined(separator: ", ")

  private static let common = ["objective", "format", "colour", "width", "verbose"]

  /// The names that may stand beside each thing that is asked.
  package static func names(for ask: Ask) -> [String] {
    switch ask {
    case .budget: common + ["by", "top", "customer"]
    case .burn: common + ["by", "top"]
    case .customers: common + ["top", "last"]
    case .gate:
      common + [
        "minRemaining", "maxBurn", "minForecast", "lastDeploy", "perCustomer", "maxCustomersOut",
        "charge", "maxAge", "minValid", "minCoverage", "ignoreMalformed", "override",
      ]
    case .alerts: common + ["state", "key", "since", "until"]
    case .status: common
    case .watch: common + ["rows", "place", "press", "text"]
    }
  }

  private mutating func read(_ word: QueryParameters.Parameter) throws(QuestionRefusal) {
    let names = Self.names(for: ask)
    guard names.contains(word.name) else {
      throw QuestionRefusal(
        message: "\(ask.rawValue) knows no \"\(word.name)\"",
        advice: nearestName(to: word.name, in: names).map { "did you mean \($0)?" }
          ?? "it knows " + names.joined(separator: ", "))
    }
    let value = QueryValue(word)
    switch word.name {
    case "objective": if !objectives.contains(word.text) { objectives.append(word.text) }
    case "format": format = try value.choice(of: formats)
    case "colour": options.colour = try value.truth()
    case "verbose": options.verbose = try value.truth()
    case "width": options.width = Int(try value.whole(from: 1))
    case "by": by = word.text
    case "customer": customer = word.text
    case "top": top = Int(try value.whole(from: 1))
    case "last": last = try value.span()
    case "state":
      filter.state = try value.choice(of: [AlertPhase.pending, .firing, .resolved]).rawValue
    case "key": filter.key = Array(word.text.utf8)
    case "since": filter.since = try value.instant()
    case "until": filter.until = try value.instant()
    case "rows": look.size.rows = Int(try value.whole(from: 1))
    case "place": look.state = try value.watchState()
    case "press": look.keys.append(try value.choice(of: WatchKey.allCases))
    case "text": look.text = word.text
    default: try readLimit(value)
    }
  }

  private mutating func readLimit(_ value: QueryValue) throws(QuestionRefusal) {
    switch value.name {
    case "minRemaining": gate.minRemaining = try value.share()
    case "maxBurn":
      if value.text == "page" {
        gate.refusesWhilePaging = true
      } else {
        gate.burnLimits.append(try value.burnLimit())
      }
    case "minForecast": gate.minForecast = try value.span()
    case "lastDeploy": gate.refusesWorseDeploy = try value.truth()
    case "perCustomer": if try value.truth() { gate.maxCustomersOut = 0 }
    case "maxCustomersOut": gate.maxCustomersOut = try value.share()
    case "maxAge": gate.maxAge = try value.span()
    case "minValid": gate.minValid = try value.whole(from: 1)
    case "minCoverage": gate.minCoverage = try value.share()
    case "ignoreMalformed": gate.ignoresUnread = try value.truth()
    case "override": gate.override = value.text
    default: charge = OriginSet(try value.origins())
    }
  }

  /// The formats that the answer may have.
  private var formats: [OutputFormat] {
    switch ask {
    case .budget, .burn, .customers: OutputFormat.ofAnswers
    case .gate: OutputFormat.ofGates
    case .alerts: AlertsReport.formats
    case .status: [.table, .json]
    case .watch: [.json]
    }
  }

  /// The question to the engine.
  ///
  /// - Parameter deploys: What the marker file says; read only where `gate.refusesWorseDeploy`.
  package func question(
    in configuration: Configuration, deploys: [DeployMarker] = []
  ) throws(QuestionRefusal) -> Question {
    var question = Question()
    let names = configuration.objectives.map(\.name)
    for name in objectives where !names.contains(name) {
      throw QuestionRefusal(
        message: "no objective is called '\(TextEscaping.terminal(name))'",
        advice: nearestName(to: name, in: names).map { "did you mean \($0)?" }
          ?? "the objectives are " + names.joined(separator: ", "))
    }
    question.objectives = objectives
    question.top = top
    for span in [last].compactMap({ $0 }) + gate.burnLimits.map(\.lookback)
    where span.nanoseconds <= 0 || !span.isMultiple(of: configuration.resolution) {
      throw QuestionRefusal(
        message: "\(span) is not a multiple of the config's resolution",
        advice: "the resolution is \(configuration.resolution)")
    }
    question.lookback = last
    question.charge = charge
    if let by { question.keys = .by(configuration.reference(to: by)) }
    switch ask {
    case .burn: question.wantsBurn = true
    case .customers: try askCustomers(&question, configuration)
    case .gate:
      question.wantsBurn = true
      question.watchesMisattribution = true
      question.burnLookbacks = gate.burnLimits.map(\.lookback)
      if gate.maxCustomersOut != nil { question.keys = .perObjective }
      if gate.refusesWorseDeploy { question.deploys = deploys }
    case .budget:
      question.weighsCustomers = customer == nil
      if let customer { try ask(about: customer, &question, configuration) }
    case .watch: question = WatchPicture.question(about: objectives, in: configuration)
    case .alerts, .status: break
    }
    return question
  }

  private func ask(
    about customer: String, _ question: inout Question, _ configuration: Configuration
  ) throws(QuestionRefusal) {
    try refuseWithoutCustomers(configuration)
    guard by == nil else {
      throw QuestionRefusal(
        message: "\"customer\" and \"by\" cannot be asked together", advice: "leave out one")
    }
    question.keys = .by(.role(.customer))
    question.customer = Array(customer.utf8)
  }

  private func refuseWithoutCustomers(_ configuration: Configuration) throws(QuestionRefusal) {
    guard configuration.fields[.customer] != nil else {
      throw QuestionRefusal(
        message: "the config maps no field to the role customer",
        advice: "add \"customer\" to its \"events\".\"fields\"")
    }
  }

  private func askCustomers(
    _ question: inout Question, _ configuration: Configuration
  ) throws(QuestionRefusal) {
    try refuseWithoutCustomers(configuration)
    guard objectives.count == 1 else {
      throw QuestionRefusal(
        message: "customers wants one objective",
        advice: "the objectives are "
          + configuration.objectives.map(\.name).joined(separator: ", "))
    }
    question.keys = .by(.role(.customer))
    question.measuresUptime = true
  }
}

extension Configuration {
  /// What `name` refers to: a mapped role, else the event's own path.
  package func reference(to name: String) -> FieldReference {
    if let role = Role(rawValue: name), fields[role] != nil { return .role(role) }
    return .path(name)
  }
}
