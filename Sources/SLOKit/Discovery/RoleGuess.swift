// From names and values to roles: of the fields that have a name of a role, those whose values could
// be its values. A name alone convinces nobody, and where no name does, only values that can hardly
// be anything else.

/// Where a role seems to be, and what is not sure about it.
struct RoleGuess: Sendable {
  let role: Role
  /// The paths, the one that most events have first.
  var paths: [String]
  var unit: TimeUnit?
  /// Whether times without a zone are to be read as UTC.
  var isZoneless = false
  /// In sentences without a full stop.
  var doubts: [String] = []
}

extension FieldSurvey {
  /// What seems to be the role `role`; nil where nothing does.
  func guess(_ role: Role) -> RoleGuess? {
    var candidates = named(role)
    var doubts: [String] = []
    if candidates.isEmpty, let found = candidateByValue(role) {
      candidates = [found]
      doubts.append("only its values say that \(found.path) is the \(role.rawValue)")
    }
    if role == .id { candidates.removeAll { !isUnique($0.path) } }
    guard let best = candidates.first else { return nil }
    var guess = RoleGuess(role: role, paths: [best.path], doubts: doubts)
    // Several loggers in one file: fields of other names, which other events have.
    var covered = best.count
    for other in candidates.dropFirst()
    where covered + other.count <= events && unit(of: other, role) == unit(of: best, role) {
      guess.paths.append(other.path)
      covered += other.count
    }
    guess.unit = unit(of: best, role)
    explain(best, covered, candidates, &guess)
    return guess
  }

  /// The fields with a name of `role` and values that could be its, the best first.
  private func named(_ role: Role) -> [FieldProfile] {
    let ranked = profiles.compactMap { profile -> (profile: FieldProfile, rank: Int)? in
      let names = profile.normalisedNames
      let rank =
        role.aliases.firstIndex(of: names.whole).map { 2 * $0 }
        ?? (role == .id ? nil : role.aliases.firstIndex(of: names.last).map { 2 * $0 + 1 })
      guard let rank, fits(profile, role) else { return nil }
      return (profile, rank)
    }
    // A name that few events have is worth less than a lesser one that all have.
    return ranked.sorted { a, b in
      let (left, right) = (
        a.profile.count * 10 / max(1, events), b.profile.count * 10 / max(1, events)
      )
      return (right / 5, a.rank, b.profile.count) < (left / 5, b.rank, a.profile.count)
    }.map(\.profile)
  }

  private func candidateByValue(_ role: Role) -> FieldProfile? {
    let found = profiles.filter { profile in
      guard profile.count * 10 >= events * 9 else { return false }
      switch role {
      case .timestamp: return profile.isMostly(profile.instants)
      case .status:
        return profile.isMostly(profile.statuses) && profile.values.count <= 30
          && profile.values[Array("200".utf8)] != nil
      default: return false
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private func fits(_ profile: FieldProfile, _ role: Role) -> Bool {
    switch role {
    case .timestamp:
      profile.isMostly(profile.instants + profile.zoneless) || profile.epochUnit != nil
        || format == .combined && profile.path == "time"
    case .status: profile.isMostly(profile.statuses) && profile.values.count <= 100
    case .duration:
      profile.isMostly(profile.numbers) && profile.smallest >= 0 && profile.epochUnit == nil
    case .customer: profile.truths == 0
    case .origin: profile.count(of: Self.originWords) * 2 >= profile.count
    case .service: profile.values.count <= 100 && !profile.hasManyValues && profile.truths == 0
    case .method: profile.isMostly(profile.count(of: methodWords))
    case .route, .trace, .id: profile.truths == 0
    case .weight: false
    }
  }

  static let originWords = Set(
    Origin.allCases.map(\.name) + Configuration.builtInAliases.keys.map { $0 })

  /// The unit of the numbers of `profile`; nil where they are none, or need none.
  private func unit(of profile: FieldProfile, _ role: Role) -> TimeUnit? {
    switch role {
    case .timestamp: profile.epochUnit
    case .duration: durationUnit(of: profile).unit
    default: nil
    }
  }

  /// By the name, else by what loggers are known to write, else by the values.
  private func durationUnit(of profile: FieldProfile) -> (unit: TimeUnit, isSure: Bool) {
    let (last, whole) = profile.normalisedNames
    for (ending, unit) in [
      ("ms", TimeUnit.ms), ("millis", .ms), ("milliseconds", .ms), ("us", .us), ("micros", .us),
      ("microseconds", .us), ("ns", .ns), ("nanos", .ns), ("nanoseconds", .ns), ("seconds", .s),
      ("secs", .s),
    ] where last.hasSuffix(ending) && !last.hasSuffix("status") { return (unit, true) }
    // OpenTelemetry and nginx write seconds; ECS nanoseconds; W3C and Envoy milliseconds.
    if whole == "httpserverrequestduration" || last == "requesttime"
      || last == "upstreamresponsetime"
    {
      return (.s, true)
    }
    if whole == "eventduration" { return (.ns, true) }
    if last == "timetaken" || whole == "originresponsetime" { return (.ms, last == "timetaken") }
    if profile.hasFractions { return (profile.largest < 100 ? .s : .ms, false) }
    return (profile.largest > 1e7 ? .ns : profile.largest > 6e5 ? .us : .ms, false)
  }

  private func explain(
    _ best: FieldProfile, _ covered: Int, _ candidates: [FieldProfile], _ guess: inout RoleGuess
  ) {
    let role = guess.role.rawValue
    if let rival = candidates.first(where: { !guess.paths.contains($0.path) }),
      rival.count * 2 >= best.count, ![.service, .route, .method].contains(guess.role)
    {
      guess.doubts.append("\(rival.path) could be the \(role) as well as \(best.path)")
    }
    switch guess.role {
    case .timestamp:
      if best.zoneless > 0 {
        guess.isZoneless = true
        guess.doubts.append("\(best.path) names no zone; it is read as UTC")
      }
      if best.normalisedNames.last.hasPrefix("start") {
        guess.doubts.append(
          "\(best.path) seems to be when requests begin; they count when they end")
      }
    case .duration:
      let (unit, isSure) = durationUnit(of: best)
      if !isSure {
        guess.doubts.append("\(best.path) does not say its unit; it looks like \(unit.rawValue)")
      }
    case .customer:
      if best.values.count == 1 { guess.doubts.append("all events are of one \(best.path)") }
      if best.normalisedNames.last.hasPrefix("user") {
        guess.doubts.append("\(best.path) may be a person rather than a customer")
      }
    case .origin:
      let others = best.values.keys.map { String(decoding: $0, as: UTF8.self) }
        .filter { !Self.originWords.contains($0.lowercased()) }.sorted()
      if let first = others.first {
        guess.doubts.append(
          "\"\(first)\" is no known origin; say whose fault it is in attribution.aliases")
      }
    default: break
    }
    if [.timestamp, .status].contains(guess.role), covered * 20 < events * 19 {
      guess.doubts.append("only \(covered) of \(events) events have a \(role)")
    }
  }
}
