// `attribution` and `exclusions`: who caused a failure, and which spans objectives leave out.

extension ConfigDecoder {
  mutating func readAttribution(_ value: JSONValue?) {
    guard let value, let attribution = object(value, .attribution, "\"attribution\"") else {
      return
    }
    configuration.attributionRules = elements(attribution, "rules").compactMap { rule($0) }
    if let origin = origin(attribution, "default") { configuration.defaultOrigin = origin }
    readAliases(attribution)
  }

  private mutating func rule(_ value: JSONValue) -> AttributionRule? {
    guard let rule = object(value, .attributionRule, "an attribution rule") else { return nil }
    let when = expression(rule, "when")
    let origin = origin(rule, "origin")
    let objectives = objectives(rule)
    guard let when, let origin else { return nil }
    return AttributionRule(when: when, origin: origin, objectives: objectives)
  }

  private mutating func readAliases(_ attribution: ConfigObject) {
    guard let value = attribution["aliases"] else { return }
    guard let members = value.members else {
      mismatch(value, "\"aliases\"", wanted: "an object such as {\"vendor\": \"dependency\"}")
      return
    }
    for member in members {
      let folded = member.key.lowercased()
      if Origin(name: folded) != nil {
        problem(
          at: member.keyPosition, "the alias \"\(member.key)\" is the name of an origin itself",
          advice: "remove it")
      }
      guard let origin = origin(member.value, "\"\(member.key)\"") else { continue }
      if let other = configuration.aliases.updateValue(origin, forKey: folded), other != origin {
        problem(
          at: member.keyPosition,
          "the alias \"\(member.key)\" is here already: letter case does not matter",
          advice: "keep one of them")
      }
    }
  }

  private mutating func origin(_ object: ConfigObject, _ key: String) -> Origin? {
    guard let value = object[key] else { return nil }
    return origin(value, "\"\(key)\"")
  }

  /// An origin by its own name: aliases are for events.
  mutating func origin(_ value: JSONValue, _ name: String) -> Origin? {
    if let text = value.text, Origin(name: text) == nil,
      let meant = Configuration().origin(named: text)
    {
      problem(
        at: value.position, "\(name) is \(shown(value)), which is a name for events alone",
        advice: "write \"\(meant.name)\"")
      return nil
    }
    return choice(value, name, of: ConfigTable.origins).flatMap(Origin.init(name:))
  }

  /// The names of objectives in `"objectives"`, all of which the config has; nil where it is absent.
  private mutating func objectives(_ object: ConfigObject) -> [String]? {
    guard object["objectives"] != nil else { return nil }
    return elements(object, "objectives").compactMap { element in
      guard let name = name(element, "an element of \"objectives\"") else { return nil }
      let isKnown = objectiveNames.contains { $0.utf8.elementsEqual(name.utf8) }
      // Where no objective has a name, that has been told.
      guard !isKnown, !objectiveNames.isEmpty else { return name }
      problem(
        at: element.position, "no objective is called \"\(name)\"",
        advice: nearestName(to: name, in: objectiveNames).map { "did you mean \"\($0)\"?" }
          ?? "there are \(objectiveNames.joined(separator: ", "))")
      return nil
    }
  }

  mutating func exclusion(_ value: JSONValue) -> Exclusion? {
    guard let object = object(value, .exclusion, "an exclusion") else { return nil }
    let from = instant(object, "from")
    let to = instant(object, "to")
    let reason = name(object, "reason")
    let objectives = objectives(object)
    guard let from, let to else { return nil }
    guard from < to else {
      problem(
        at: (object["to"] ?? value).position,
        from == to ? "an exclusion of no length" : "an exclusion that ends before it begins",
        advice: "\"to\" must be later than \"from\", \(from)")
      return nil
    }
    return Exclusion(from: from, to: to, reason: reason ?? "", objectives: objectives)
  }
}
