// A sample of events in, a config that fits them out: where each role seems to be, objectives whose
// targets the sample would just have met, and what is not sure about any of it. The figures are those
// of the engine, so that the first budget says the same.

/// A config that fits a sample.
package struct ConfigProposal: Sendable {
  /// The slos.json.
  package let text: String
  /// What was found, a line each.
  package let findings: [String]
  /// What is not sure, in sentences without a full stop.
  package let doubts: [String]
}

/// Why no config fits a sample: what is missing, and what to do.
package struct ProposalProblem: Error, Equatable, Sendable {
  package let message: String
  package let advice: String
}

extension ConfigProposal {
  /// The proposal for `sample`.
  ///
  /// - Parameters:
  ///   - source: The file as the config is to name it; nil for what has no name.
  ///   - clock: The wall clock's time.
  /// - Throws: What is missing.
  package init(
    _ sample: EventSample, source: String?, clock: Timestamp
  ) throws(ProposalProblem) {
    guard !sample.lines.isEmpty else {
      throw ProposalProblem(
        message: "there is no line in it", advice: "name a file that has events")
    }
    guard let format = EventFormat.guessed(from: sample) else {
      throw ProposalProblem(
        message: "its lines are no JSON, no logfmt, no CSV with a header and no access log",
        advice: "let the logger write one of these; JSON lines say most")
    }
    let survey = FieldSurvey(sample, as: format)
    var draft = ConfigDraft(survey, source: source)
    try draft.findRoles()
    try draft.findObjectives(in: sample, clock: clock)
    text = draft.text
    findings = draft.findings
    doubts = draft.doubts
  }
}
