// `objectives`: each of them whole, or left out with its problems told.

extension ConfigDecoder {
  /// Reads `objectives`, and the `alerts` at top level that they start from.
  mutating func readObjectives(_ root: ConfigObject) {
    var common = AlertChoices()
    if let value = root["alerts"], let alerts = object(value, .alerts, "\"alerts\"") {
      read(alerts, into: &common)
    }
    var known: [[UInt8]: JSONPosition] = [:]
    for element in elements(root, "objectives") {
      guard let object = object(element, .objective, "an objective") else { continue }
      checkName(of: object, among: &known)
      if let objective = objective(object, common) { configuration.objectives.append(objective) }
    }
  }

  private mutating func objective(_ object: ConfigObject, _ common: AlertChoices) -> Objective? {
    let name = object["name"]?.text
    let description = text(object, "description")
    let labels = labelled(
      object, "labels", reserved: ["alertname", "objective", "severity", "key"])
    let annotations = labelled(object, "annotations", reserved: [])
    let match = expression(object, "match")
    let good = expression(object, "good")
    let charge = charge(object)
    let excused = choice(object, "excused")
    let target = target(object, "target")
    let window = window(object)
    let method = method(object)
    let per = self.name(object, "per").map(reference)
    let overrides = overrides(object)
    let staleAfter = lookback(object, "staleAfter")
    var choices = common
    if let value = object["alerts"], let alerts = self.object(value, .alerts, "\"alerts\"") {
      read(alerts, into: &choices)
      if alerts["keys"]?.bool == true, object["per"] == nil {
        problem(
          at: (alerts["keys"] ?? value).position, "\"keys\" in an objective without \"per\"",
          advice: "add \"per\", or leave \"keys\" out")
      }
    }
    if case .timeslices(let slice, _, _) = method, let window, slice > window.nominalLength {
      problem(
        at: (object["slice"] ?? object.value).position,
        "a slice of \(slice) in a window of \(window.nominalLength)",
        advice: "make the window longer, or the slice shorter")
    }
    guard let name, let good, let target, let window else { return nil }
    var objective = Objective(name: name, good: good, target: target, window: window)
    objective.description = description ?? ""
    objective.labels = labels
    objective.annotations = annotations
    objective.match = match
    objective.charge = charge ?? .standard
    objective.excusedAreValid = excused == "good"
    objective.method = method
    objective.per = per
    objective.overrides = overrides
    objective.staleAfter = staleAfter
    objective.alerts = choices.settings(for: window)
    checkAlerts(of: objective, choices, at: object)
    return objective
  }

  private mutating func choice(_ object: ConfigObject, _ key: String) -> String? {
    guard let value = object[key], case .choice(let words) = object.table.key(key)?.value else {
      return nil
    }
    return choice(value, "\"\(key)\"", of: words)
  }

  private mutating func charge(_ object: ConfigObject) -> OriginSet? {
    guard object["charge"] != nil else { return nil }
    var origins: [Origin] = []
    for element in elements(object, "charge") {
      guard let origin = origin(element, "an origin of \"charge\"") else { continue }
      if origins.contains(origin) {
        problem(
          at: element.position, "\"\(origin.name)\" twice in \"charge\"",
          advice: "keep one of them")
      }
      origins.append(origin)
    }
    return OriginSet(origins)
  }

  /// Events or slices; the keys of slices are for slices alone.
  private mutating func method(_ object: ConfigObject) -> Objective.Method {
    let word = choice(object, "budgetingMethod")
    let slice = lookback(object, "slice")
    let target = target(object, "sliceTarget")
    let empty = choice(object, "emptySlices")
    guard word == "timeslices" else {
      let isWrong = object["budgetingMethod"] != nil && word == nil
      for key in ["slice", "sliceTarget", "emptySlices"] where object[key] != nil && !isWrong {
        problem(
          at: object.keyPosition(key), "\"\(key)\" in an objective that counts events",
          advice: "add \"budgetingMethod\": \"timeslices\", or leave it out")
      }
      return .occurrences
    }
    if object["sliceTarget"] == nil {
      problem(
        at: object.value.position, "an objective of time slices without \"sliceTarget\"",
        advice: "add it: \"sliceTarget\": \"95%\"")
    }
    let resolution = configuration.resolution
    if object["slice"] == nil, !Rules.fits(.minutes(1), resolution: resolution) {
      problem(
        at: object.value.position,
        "a slice is 1m unless said, which is no multiple of the resolution, \(resolution)",
        advice:
          "add \"slice\": \"\(Rules.nearestFitting(.minutes(1), resolution: resolution))\", "
          + "or change \"resolution\"")
    }
    guard let target else { return .occurrences }
    return .timeslices(
      slice: slice ?? .minutes(1), target: target, emptyAreGood: empty == "good")
  }

  private mutating func overrides(_ object: ConfigObject) -> [(key: String, target: Target)] {
    guard let value = object["overrides"] else { return [] }
    if object["per"] == nil {
      problem(
        at: object.keyPosition("overrides"), "\"overrides\" in an objective without \"per\"",
        advice: "name the field whose values they are: \"per\": \"customer\"")
    }
    guard let members = value.members else {
      mismatch(value, "\"overrides\"", wanted: "an object such as {\"acme\": \"99.95%\"}")
      return []
    }
    return members.compactMap { member in
      guard let target = target(member.value, "the target of \"\(member.key)\"") else {
        return nil
      }
      return (key: member.key, target: target)
    }
  }

  /// Names and texts, the names as Prometheus takes them.
  private mutating func labelled(
    _ object: ConfigObject, _ key: String, reserved: [String]
  ) -> [Labelled] {
    guard let value = object[key] else { return [] }
    guard let members = value.members else {
      mismatch(value, "\"\(key)\"", wanted: "an object such as {\"team\": \"platform\"}")
      return []
    }
    return members.compactMap { member in
      if !Rules.isLabelName(member.key) {
        problem(
          at: member.keyPosition, "\"\(member.key)\" in \"\(key)\" is no name of a label",
          advice: "a name has letters, digits and _, and starts with no digit")
      } else if reserved.contains(member.key) {
        problem(
          at: member.keyPosition, "every alert has a label \"\(member.key)\" of its own",
          advice: "choose another name")
      }
      guard let text = text(member.value, "\"\(member.key)\"") else { return nil }
      return Labelled(name: member.key, value: text)
    }
  }
}
