// What is told of an alert to those outside: a value that is complete, so that it can wait, be kept
// through a restart and be sent by anyone, whatever has become of the alert meanwhile.

/// News of an alert: that it fires, or that it is over.
package struct AlertNotice: Sendable, Equatable {
  /// The alert's identity.
  package var id: String
  /// `firing` or `resolved`.
  package var phase: AlertPhase
  package var severity: Severity
  /// Since when a rule has held.
  package var startsAt: Timestamp
  /// When it was over; nil while it fires.
  package var endsAt: Timestamp?
  /// The alert as one line of JSON without its newline, the same as in the alert log.
  package var json: String
  /// What Alertmanager tells alerts apart and routes them by: the same for as long as one lasts.
  package var labels: [Labelled]
  /// What Alertmanager shows of it.
  package var annotations: [Labelled]

  package init(
    id: String, phase: AlertPhase, severity: Severity, startsAt: Timestamp, endsAt: Timestamp?,
    json: String, labels: [Labelled], annotations: [Labelled]
  ) {
    self.id = id
    self.phase = phase
    self.severity = severity
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.json = json
    self.labels = labels
    self.annotations = annotations
  }

  /// The same for every attempt to tell these news, so that a receiver can see that it had them.
  package var idempotencyKey: String { "\(id)-\(phase.rawValue)" }

  /// About how many bytes of memory it takes.
  var sizeBytes: Int {
    let words = (labels + annotations).reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    return 200 + json.utf8.count + words
  }
}
