// How well a policy told of what really happened, by the four criteria of the Google SRE Workbook,
// chapter 5: precision, recall, detection time and reset time; and what it cost until it was told.

/// How a policy did on known incidents.
///
/// Only burn-rate alerts of objectives themselves count, whatever their severity. An alert tells of
/// an incident when it fires at some instant from the incident's first to its last, and is about its
/// objective where the incident names one.
public struct IncidentScore: Sendable {
  /// How an incident was told of.
  public struct Finding: Sendable {
    /// The incident.
    public var incident: Incident
    /// The alert that told of it first; nil where none did.
    public var alert: AlertRecord?
    /// From the incident's start to that alert; 0 where it fired already.
    public var detection: TimeSpan?
    /// From the incident's end to when the last of its alerts was over; nil where one never was.
    public var reset: TimeSpan?
    /// The bad events from the incident's start to that alert over the budget of the alert's window:
    /// the share of the budget that the incident had spent before anybody knew.
    public var spentAtDetection: Double?
  }

  /// Alerts that fired.
  public var alerts: Int64
  /// Those of them that told of an incident.
  public var trueAlerts: Int64
  /// The incidents, in order of time.
  public var findings: [Finding]

  /// The share of alerts that told of an incident; nil without alerts.
  public var precision: Double? { alerts == 0 ? nil : Double(trueAlerts) / Double(alerts) }

  /// The incidents that some alert told of.
  public var detected: Int64 { Int64(findings.count { $0.alert != nil }) }

  /// The share of incidents that some alert told of.
  public var recall: Double? {
    findings.isEmpty ? nil : Double(detected) / Double(findings.count)
  }

  /// The middle one of the detection times of the incidents that were told of; of two, the longer.
  public var detection: TimeSpan? { findings.compactMap(\.detection).median }

  /// The middle one of the reset times; of two, the longer.
  public var reset: TimeSpan? { findings.compactMap(\.reset).median }

  /// The middle one of the shares of the budget spent before anybody knew; of two, the larger.
  public var spentAtDetection: Double? { findings.compactMap(\.spentAtDetection).median }

  /// The score of `run` on `incidents`.
  ///
  /// - Parameters:
  ///   - end: The last A: alerts that are not over by then are never over.
  ///   - bad: The bad events of an objective between two bucket ends.
  init(
    of run: PolicyRun, on incidents: [Incident], until end: Timestamp,
    bad: (_ objective: String, _ from: Timestamp, _ to: Timestamp) -> Int64
  ) {
    let fired = run.fired.filter { $0.subject.kind == .burnRate && $0.subject.key == nil }
    alerts = Int64(fired.count)
    trueAlerts = Int64(fired.count { alert in incidents.contains { alert.tells(of: $0) } })
    findings = incidents.map { incident in
      let telling = fired.filter { $0.tells(of: incident) }
      let first = telling.min { ($0.firingAt ?? $0.at) < ($1.firingAt ?? $1.at) }
      let ends = telling.map(\.endsAt)
      var finding = Finding(incident: incident, alert: first)
      guard let first, let firingAt = first.firingAt else { return finding }
      finding.detection = max(.zero, firingAt - incident.from)
      if !ends.contains(nil), let last = ends.compactMap({ $0 }).max() {
        finding.reset = max(.zero, last - incident.to)
      }
      let budget = first.budget.budget
      if budget > 0 {
        let spent = bad(first.subject.objective, incident.from, max(firingAt, incident.from))
        finding.spentAtDetection = Double(spent) / budget
      }
      return finding
    }
  }
}

extension AlertRecord {
  fileprivate func tells(of incident: Incident) -> Bool {
    guard incident.objective.map({ $0 == subject.objective }) ?? true, let firingAt else {
      return false
    }
    return firingAt <= incident.to && endsAt.map { $0 > incident.from } ?? true
  }
}

extension Array where Element: Comparable {
  fileprivate var median: Element? { isEmpty ? nil : sorted()[count / 2] }
}
