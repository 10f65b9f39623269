// What is wrong with a daemon, in plain words: each warning has a name, by which sloctl-daemon(8)
// says what it means and what to do.

/// Something that is wrong with a daemon.
package struct DaemonWarning: Sendable, Equatable {
  /// Its name, the same in every output and in the runbook.
  package enum Name: String, CaseIterable, Sendable {
    case catchingUp, staleInput, sourceUnreadable, sourcesLeftOut, inputGaps, malformedLines
    case lateEvents, futureEvents, keysFull, idsForgotten, checkpointFailing, alertLogFailing
    case alertLinesDropped, reloadRefused, receiverFailing, noticesDropped, noticesRefused
  }

  package var name: Name
  /// What is wrong and what to do.
  package var text: String
}

extension DaemonStatus {
  /// All that is wrong, what is worst first.
  package var warnings: [DaemonWarning] {
    var warnings: [DaemonWarning] = []
    func warn(
      _ name: DaemonWarning.Name, if isWrong: Bool = true, _ text: @autoclosure () -> String
    ) {
      if isWrong { warnings.append(DaemonWarning(name: name, text: text())) }
    }
    if let problem = checkpoint.problem {
      let since = checkpoint.savedAt.map { "the last one is from \($0)" } ?? "there is none yet"
      warn(.checkpointFailing, "the checkpoint cannot be saved: \(problem); \(since)")
    }
    if let problem = alertLogProblem {
      warn(.alertLogFailing, "the alert log cannot be written: \(problem); its lines are kept")
    }
    warn(
      .alertLinesDropped, if: alertLogDropped > 0,
      "\(NumberText.count(alertLogDropped, "line")) will never be in the alert log: too many waited "
        + "for it")
    for receiver in receivers where receiver.failures > 0 {
      let waiting = NumberText.count(Int64(receiver.waiting), "notice waits", "notices wait")
      warn(
        .receiverFailing,
        "\(receiver.kind) \(receiver.place) fails (\(receiver.failures) times in a row): "
          + "\(receiver.problem ?? "no reason"); \(waiting)")
    }
    for receiver in receivers where receiver.dropped > 0 {
      warn(
        .noticesDropped,
        "\(NumberText.count(receiver.dropped, "notice")) for \(receiver.kind) \(receiver.place) "
          + "found no room and will not be told")
    }
    for receiver in receivers where receiver.refused > 0 {
      warn(
        .noticesRefused,
        "\(receiver.kind) \(receiver.place) refused "
          + "\(NumberText.count(receiver.refused, "notice")) for good")
    }
    warn(
      .staleInput, if: isStale,
      "no event has come for 15 minutes; "
        + (newestEvent.map { "the newest is from \($0)" } ?? "none was ever read"))
    warn(
      .catchingUp, if: isCatchingUp,
      "catching up: \(NumberText.bytes(lagBytes)) are not read yet; nothing is decided meanwhile")
    for source in sources {
      guard let problem = source.problem else { continue }
      warn(.sourceUnreadable, "\(TextEscaping.terminal(source.path)) cannot be read: \(problem)")
    }
    for input in input.unreadable where !sources.contains(where: { $0.path == input.path }) {
      warn(.sourceUnreadable, "\(TextEscaping.terminal(input.path)): \(input.reason)")
    }
    warn(
      .sourcesLeftOut, if: sourcesLeftOut > 0,
      "\(NumberText.count(Int64(sourcesLeftOut), "file is", "files are")) not read: "
        + "there are more than \"maxSources\"")
    warn(
      .inputGaps, if: gaps > 0,
      "\(NumberText.count(gaps, "time")) something was gone before it was read"
        + (gapBytes > 0 ? ", \(NumberText.bytes(gapBytes)) of it known" : ""))
    warn(
      .keysFull, if: otherKeyEvents > 0,
      "there are more keys than \"maxKeys\": \(NumberText.count(otherKeyEvents, "event")) "
        + "counted under others")
    warn(
      .idsForgotten, if: forgottenIDs > 0,
      "\(NumberText.count(forgottenIDs, "id")) forgotten early: duplicates may be counted")
    if let problem = reloadProblem {
      warn(.reloadRefused, "the new config was refused, the old one goes on: \(problem)")
    }
    warn(
      .malformedLines, if: input.malformed > 0,
      "\(NumberText.count(input.malformed, "line is", "lines are")) malformed"
        + (input.malformedReasons.first.map { ", most of them: \($0.reason)" } ?? ""))
    warn(
      .lateEvents, if: input.late > 0,
      "\(NumberText.count(input.late, "event")) came too late to be counted")
    warn(
      .futureEvents, if: input.future > 0,
      "\(NumberText.count(input.future, "event")) ahead of the clock, to be counted when it gets there"
    )
    return warnings
  }
}
