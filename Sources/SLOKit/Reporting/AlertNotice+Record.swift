// What is told of an alert to those outside, from the alert itself: the line of the alert log, and
// for an Alertmanager the labels by which it tells alerts apart, which therefore hold nothing that
// changes while one lasts, and the annotations that somebody who is woken reads.

extension AlertNotice {
  /// The news that `record` is.
  ///
  /// - Parameter objective: The objective that the record is about; nil where it is about none.
  package init(_ record: AlertRecord, objective: Objective?) {
    let subject = record.subject
    var labels = [
      Labelled(name: "alertname", value: subject.kind.alertName),
      Labelled(name: "objective", value: subject.objective),
      Labelled(name: "severity", value: subject.severity.rawValue),
    ]
    if let key = subject.key {
      labels.append(Labelled(name: "key", value: String(decoding: key, as: UTF8.self)))
    }
    let own = objective?.annotations ?? []
    // The config's own words go before ours.
    let annotations = [
      Labelled(name: "summary", value: record.headline),
      Labelled(name: "description", value: record.details(of: objective)),
    ].filter { ours in !own.contains { $0.name == ours.name } }
    self.init(
      id: record.id, phase: record.phase, severity: subject.severity, startsAt: record.startsAt,
      endsAt: record.endsAt, json: String(AlertJSON.line(record).dropLast()),
      labels: labels + (objective?.labels ?? []), annotations: annotations + own)
  }
}

extension AlertRecord {
  /// `api-availability: burn 20.5 > 14.4 in 1h`.
  var headline: String { subject.objective.isEmpty ? reason : "\(name): \(reason)" }

  /// What is told below the headline, in sentences.
  func details(of objective: Objective?) -> String {
    var parts: [String] = []
    if let about = objective?.description, !about.isEmpty { parts.append(about) }
    if budget.valid > 0 { parts.append("\(budget.remainingText()) of the budget left.") }
    if let breadth = evidence.breadth { parts.append("Hit: \(breadth.words).") }
    for cause in evidence.causes {
      parts.append(
        "\(cause.field) \(TextEscaping.terminal(cause.value)): "
          + "\(NumberText.grouped(cause.failed)) of \(NumberText.grouped(cause.of)) failures.")
    }
    if isNoData { parts.append("It lasts because events have stopped.") }
    if isLate { parts.append("It was found late, after a gap.") }
    return parts.joined(separator: " ")
  }
}
