// When alerts are decided, and who is told of which. What is decided late, after a gap, is logged;
// somebody is woken only for what still holds, and told of an end only where its beginning was told.

extension DaemonCore {
  /// How many bucket's ends are decided in a step.
  private static let decisionsAStep = 16
  /// How long a decision that is due waits for what was written before to be read.
  private static let readingPatience: Int64 = 1_000_000_000

  func decide(now: Int64) {
    let clock = clock
    guard clock >= engine.nextDecision, tails.hasCaughtUp || settings.followsEvents else {
      dueSince = nil
      _ = engine.advance(to: clock, isReadingBacklog: true)
      return
    }
    let since = dueSince ?? now
    if dueSince == nil {
      dueSince = now
      nextLook = now
    }
    let hasRead = readTo >= since || now &- since >= Self.readingPatience
    guard hasRead || settings.followsEvents else {
      _ = engine.advance(to: clock, isReadingBacklog: true)
      return
    }
    undeclared += engine.advance(to: clock, mostDecisions: Self.decisionsAStep)
    if engine.nextDecision > clock { dueSince = nil }
  }

  /// Gives what was decided to the log and to the courier, which keep it until it is saved.
  func declare() {
    let firing = engine.firingAlerts
    let lateIDs = Set(undeclared.filter { $0.isLate && $0.phase == .firing }.map(\.id))
    for record in undeclared {
      log.owe(record)
      let isOver = lateIDs.contains(record.id) && !firing.contains(record.id)
      if !isOver { courier.enqueue(notice(of: record)) }
    }
    undeclared = []
    courier.standing(firingNotices())
  }

  /// What fires now, as those who are reminded are told.
  func firingNotices() -> [AlertNotice] {
    if engine.firingAlerts.isEmpty { return [] }
    return engine.openAlerts().filter { $0.phase == .firing }.map(notice)
  }

  private func notice(of record: AlertRecord) -> AlertNotice {
    AlertNotice(
      record,
      objective: configuration.objectives.first { $0.name == record.subject.objective })
  }
}
