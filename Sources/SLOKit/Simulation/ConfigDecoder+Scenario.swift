// The bytes of a scenario come in; a Scenario goes out in which every default is filled in and every
// name leads to something, or else all problems of the file at once, as of a config.

extension Scenario {
  /// The scenario that `bytes` hold.
  ///
  /// - Parameter file: Its name, for messages.
  /// - Throws: Every problem of the file, each with its place.
  package static func decode(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Scenario {
    var scenario = Scenario()
    _ = try ConfigDecoder.reading(bytes, file: file, folder: "") { decoder, root in
      decoder.readScenario(root, into: &scenario)
    }
    return scenario
  }
}

extension ConfigDecoder {
  fileprivate mutating func readScenario(_ value: JSONValue, into scenario: inout Scenario) {
    guard let root = object(value, .scenario, "the scenario") else { return }
    checkVersion(of: root)
    _ = text(root, "$schema")
    _ = text(root, "description")
    if let seed = whole(root, "seed") { scenario.seed = seed }
    if let start = instant(root, "start"), let value = root["start"] {
      scenario.start = start
      if start.nanoseconds % TimeSpan.seconds(1).nanoseconds != 0 {
        problem(at: value.position, "\"start\" is \(shown(value)), wanted a whole second")
      }
    }
    if let length = duration(root, "lasts"), let value = root["lasts"] {
      scenario.length = length
      if length > ConfigDecoder.longestLookback || length < .minutes(1)
        || !length.isMultiple(of: .minutes(1))
      {
        problem(
          at: value.position, "\"lasts\" is \(shown(value)), wanted whole minutes, 1m to 366d")
      }
    }
    if let shares = shares(root, "byHour", count: 24) { scenario.byHour = shares }
    if let shares = shares(root, "byWeekday", count: 7) { scenario.byWeekday = shares }
    scenario.customers = customers(root["customers"])
    scenario.regions = weighted(root, "regions")
    scenario.services = elements(root, "services").compactMap { service($0) }
    checkPeak(of: scenario, root)
    scenario.deploys = elements(root, "deploys").compactMap { deploy($0, in: scenario) }
    scenario.incidents = elements(root, "incidents").compactMap { trouble($0, in: scenario) }
    if let share = share(root, "cut") { scenario.cutShare = share }
    if let share = share(root, "repeated") { scenario.repeatedShare = share }
  }

  /// A list of exactly `count` weights, not all of them 0.
  private mutating func shares(_ object: ConfigObject, _ key: String, count: Int) -> [Int64]? {
    guard let value = object[key] else { return nil }
    let elements = elements(object, key)
    let weights = elements.compactMap { weight($0, "a number of \"\(key)\"") }
    guard elements.count == count else {
      if value.array != nil, !elements.isEmpty {
        problem(at: value.position, "\"\(key)\" has \(elements.count) numbers, wanted \(count)")
      }
      return nil
    }
    if weights.count == count, weights.allSatisfy({ $0 == 0 }) {
      problem(at: value.position, "\"\(key)\" is 0 throughout, so that nothing ever happens")
    }
    return weights.count == count ? weights : nil
  }

  private mutating func weight(_ value: JSONValue, _ name: String) -> Int64? {
    let range = Scenario.weights
    guard let weight = value.number.flatMap({ decimal($0)?.wholeValue }), range.contains(weight)
    else {
      mismatch(
        value, name, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return weight
  }

  /// The members of an object of weights, not all of them 0; none where it is absent.
  private mutating func weighted(_ object: ConfigObject, _ key: String) -> [Scenario.Weighted] {
    guard let value = object[key] else { return [] }
    guard let members = value.members else {
      mismatch(value, "\"\(key)\"", wanted: "an object of names and weights: {\"a\": 2, \"b\": 1}")
      return []
    }
    let all = members.compactMap { member in
      weight(member.value, "the weight of \"\(member.key)\"").map {
        Scenario.Weighted(name: member.key, weight: $0)
      }
    }
    if all.count == members.count, all.allSatisfy({ $0.weight == 0 }) {
      problem(at: value.position, "\"\(key)\" has nothing with a weight above 0")
    }
    return all
  }

  private mutating func customers(_ value: JSONValue?) -> [String] {
    let standard: Int64 = 10
    guard let value, let object = object(value, .scenarioCustomers, "\"customers\"") else {
      return Self.filled([], to: standard)
    }
    let names = elements(object, "names").compactMap { name($0, "a customer's name") }
    guard let count = whole(object, "count") else {
      return names.isEmpty ? Self.filled([], to: standard) : names
    }
    if let value = object["count"], count < Int64(names.count) {
      problem(
        at: value.position, "\"count\" is \(count), and there are \(names.count) names already",
        advice: "write at least \(names.count)")
    }
    return Self.filled(names, to: count)
  }

  /// `names`, and as many made-up ones as are wanting: `customer-011`.
  private static func filled(_ names: [String], to count: Int64) -> [String] {
    let digits = max(3, String(count).utf8.count)
    let others = names.count..<max(names.count, Int(clamping: count))
    return names
      + others.map { index in
        let number = String(index + 1)
        let zeros = String(repeating: "0", count: digits - number.utf8.count)
        return "customer-" + zeros + number
      }
  }

  private mutating func service(_ value: JSONValue) -> Scenario.Service? {
    guard let object = object(value, .scenarioService, "a service") else { return nil }
    let (name, rate) = (name(object, "name"), whole(object, "requestsPerHour"))
    var service = Scenario.Service(name: name ?? "", requestsPerHour: rate ?? 1)
    if let logger = choice(object, "logger", of: Scenario.Logger.self) { service.logger = logger }
    service.routes = weighted(object, "routes")
    if service.routes.isEmpty { service.routes = [Scenario.Weighted(name: "GET /", weight: 1)] }
    for member in object["routes"]?.members ?? [] where !Self.isRoute(member.key) {
      problem(
        at: member.keyPosition, "\"\(member.key)\" is no route", advice: "write it \"GET /path\"")
    }
    service.build = self.name(object, "build")
    if let value = object["latency"] { service.latency = latency(value) }
    if let share = shareOrOne(object, "failures") { service.failureShare = share }
    if let share = shareOrOne(object, "notFound") { service.notFoundShare = share }
    return name == nil || rate == nil ? nil : service
  }

  /// Checks that no service has more requests in its busiest hour than can be played.
  private mutating func checkPeak(of scenario: Scenario, _ root: ConfigObject) {
    let sum = Int128(scenario.byHour.reduce(0, +)) * Int128(scenario.byWeekday.reduce(0, +))
    let most = Int128(scenario.byHour.max() ?? 1) * Int128(scenario.byWeekday.max() ?? 1)
    for (service, value) in zip(scenario.services, elements(root, "services")) {
      let peak = Int128(service.requestsPerHour) * most * 24 * 7 / max(1, sum)
      if peak > Scenario.rates.upperBound {
        problem(
          at: value.position, "\"\(service.name)\" has \(peak) requests in its busiest hour",
          advice: "write a smaller \"requestsPerHour\", so that there are at most "
            + "\(Scenario.rates.upperBound)")
      }
    }
  }

  /// Whether `text` is a method, a space and a path without one.
  private static func isRoute(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].first == UInt8(ascii: "/")
      && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") }
  }

  private mutating func shareOrOne(_ object: ConfigObject, _ key: String) -> Int64? {
    object[key].flatMap { share($0, "\"\(key)\"", includesOne: true) }
  }

  private mutating func latency(_ value: JSONValue) -> Scenario.Latency {
    var latency = Scenario.Latency()
    guard let object = object(value, .scenarioLatency, "\"latency\"") else { return latency }
    if let span = duration(object, "p50") { latency.p50 = span }
    latency.p90 = duration(object, "p90") ?? latency.p50 * 3
    latency.p99 = duration(object, "p99") ?? latency.p90 * 4
    latency.longest = duration(object, "max") ?? latency.p99 * 3
    let steps = [latency.p50, latency.p90, latency.p99, latency.longest]
    if zip(steps, steps.dropFirst()).contains(where: { $0 > $1 }) || latency.longest > .hours(1) {
      problem(
        at: value.position,
        "\"latency\" is \(steps.map(\.description).joined(separator: ", ")), "
          + "wanted p50, p90, p99 and max in ascending order, at most 1h")
    }
    return latency
  }

  private mutating func deploy(_ value: JSONValue, in scenario: Scenario) -> Scenario.Deploy? {
    guard let object = object(value, .scenarioDeploy, "a deploy") else { return nil }
    let (after, service) = (duration(object, "after"), name(object, "service"))
    let (build, rollout) = (name(object, "build"), duration(object, "rollout"))
    if let service, let value = object["service"] {
      checkKnown(service, at: value, among: scenario.services.map(\.name), "a service")
    }
    guard let after, let service, let build else { return nil }
    return Scenario.Deploy(
      after: after, service: service, build: build, rollout: rollout ?? .zero)
  }

  private mutating func trouble(_ value: JSONValue, in scenario: Scenario) -> Scenario.Trouble? {
    guard let object = object(value, .scenarioIncident, "an incident") else { return nil }
    let name = name(object, "name")
    let (after, length) = (duration(object, "after"), duration(object, "lasts"))
    var trouble = Scenario.Trouble(
      name: name ?? "", after: after ?? .zero, length: length ?? .zero, code: name ?? "")
    let builds = scenario.services.compactMap(\.build) + scenario.deploys.map(\.build)
    trouble.services = names(object, "services", among: scenario.services.map(\.name), "a service")
    trouble.regions = names(object, "regions", among: scenario.regions.map(\.name), "a region")
    trouble.builds = names(object, "builds", among: builds, "a build")
    trouble.customers = names(object, "customers", among: scenario.customers, "a customer")
    trouble.routes = elements(object, "routes").compactMap { self.name($0, "a route") }
    for route in elements(object, "routes") where route.text.map(Self.isRoute) == false {
      problem(
        at: route.position, "\(shown(route)) is no route", advice: "write it \"GET /path\"")
    }
    if let share = shareOrOne(object, "fails") { trouble.failingShare = share }
    if let status = whole(object, "status") { trouble.status = status }
    if let code = self.name(object, "code") { trouble.code = code }
    if let origin = object["origin"],
      let word = choice(origin, "\"origin\"", of: ConfigTable.origins)
    {
      trouble.origin = Origin(name: word) ?? .unknown
    }
    trouble.tag = text(object, "tag")
    if let span = duration(object, "failuresTake"), let value = object["failuresTake"] {
      trouble.failuresTake = span
      if span > .hours(1) {
        problem(at: value.position, "\"failuresTake\" is \(shown(value)), wanted at most 1h")
      }
    }
    if let factor = whole(object, "slower") { trouble.slowdown = factor }
    if let count = whole(object, "extraPerHour") { trouble.extraPerHour = count }
    return name == nil || after == nil || length == nil ? nil : trouble
  }

  /// A list of names that there must be.
  private mutating func names(
    _ object: ConfigObject, _ key: String, among known: [String], _ noun: String
  ) -> [String] {
    elements(object, key).compactMap { value in
      guard let name = name(value, "\(noun) of \"\(key)\"") else { return nil }
      checkKnown(name, at: value, among: known, noun)
      return name
    }
  }

  private mutating func checkKnown(
    _ name: String, at value: JSONValue, among known: [String], _ noun: String
  ) {
    guard !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return }
    let some = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? ", …" : "")
    problem(
      at: value.position, "\(shown(value)) is not \(noun) of the scenario",
      advice: nearestName(to: name, in: known).map { "did you mean \"\($0)\"?" }
        ?? (known.isEmpty ? "it has none" : "it has \(some)"))
  }
}
