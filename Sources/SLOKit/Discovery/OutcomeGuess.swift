// What tells good events from failed ones: the status, else a truth, a word, a code that only
// failures have, or a level.

/// An expression that is true of good events.
struct OutcomeGuess: Sendable {
  let good: Expression
  /// What a good event is, for the description: `status below 500`.
  let words: String
  var doubts: [String] = []
}

extension FieldSurvey {
  /// What seems to tell good from failed; nil where nothing does.
  ///
  /// - Parameter hasStatus: Whether the role `status` was found.
  func outcome(hasStatus: Bool) -> OutcomeGuess? {
    if hasStatus {
      return OutcomeGuess(
        good: .compare(.role(.status), .less, .number("500")),
        words: "answered with a status below 500")
    }
    return profiles.lazy.compactMap(truth).first ?? profiles.lazy.compactMap(word).first
      ?? profiles.lazy.compactMap(error).first ?? profiles.lazy.compactMap(level).first
  }

  private func reference(to profile: FieldProfile) -> FieldReference { .path(profile.path) }

  private func truth(_ profile: FieldProfile) -> OutcomeGuess? {
    let name = profile.normalisedNames.last
    let isGood = OutcomeAliases.good.contains(name)
    guard profile.isMostly(profile.truths), profile.count * 10 >= events * 9,
      isGood || OutcomeAliases.failed.contains(name)
    else { return nil }
    return OutcomeGuess(
      good: .compare(reference(to: profile), .equal, .bool(isGood)),
      words: "whose \(profile.path) is \(isGood)")
  }

  private func word(_ profile: FieldProfile) -> OutcomeGuess? {
    let names = profile.normalisedNames
    guard
      OutcomeAliases.outcomes.contains(names.last) || OutcomeAliases.outcomes.contains(names.whole),
      profile.values.count <= 30, !profile.hasManyValues, profile.count * 10 >= events * 9
    else { return nil }
    let good = profile.values.keys.map { String(decoding: $0, as: UTF8.self) }
      .filter { OutcomeAliases.goodWords.contains($0.lowercased()) }.sorted()
    guard !good.isEmpty else { return nil }
    return OutcomeGuess(
      good: .within(reference(to: profile), good.map { .text($0) }),
      words: "whose \(profile.path) is \(good.joined(separator: " or "))",
      doubts: ["what \(profile.path) means: \(good.joined(separator: ", ")) are taken for good"])
  }

  private func error(_ profile: FieldProfile) -> OutcomeGuess? {
    let names = profile.normalisedNames
    guard OutcomeAliases.errors.contains(names.last) || OutcomeAliases.errors.contains(names.whole),
      profile.truths == 0, profile.count * 2 < events
    else { return nil }
    return OutcomeGuess(
      good: .not(.has(reference(to: profile))), words: "without \(profile.path)",
      doubts: ["only \(profile.path) tells of failures: an event that has one is taken for failed"])
  }

  private func level(_ profile: FieldProfile) -> OutcomeGuess? {
    guard OutcomeAliases.levels.contains(profile.normalisedNames.last),
      profile.count * 10 >= events * 9
    else { return nil }
    let bad = profile.values.keys.map { String(decoding: $0, as: UTF8.self) }
      .filter { OutcomeAliases.badLevels.contains($0.lowercased()) }.sorted()
    guard !bad.isEmpty else { return nil }
    return OutcomeGuess(
      good: .not(.within(reference(to: profile), bad.map { .text($0) })),
      words: "logged at no \(profile.path) of \(bad.joined(separator: ", "))",
      doubts: ["only \(profile.path) tells of failures, and not every error is a failed request"])
  }
}
