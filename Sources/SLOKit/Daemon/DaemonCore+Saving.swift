// When to save, and what follows once it is saved.

/// What tells one state from a later one.
struct StateMark: Equatable {
  var lines: Int64 = 0
  var decidedTo: Timestamp?
  var outboxChanges: UInt64 = 0
  var owedCount = 0
  var gaps = InputGaps()
}

extension DaemonCore {
  /// What the state is now.
  var stateMark: StateMark {
    StateMark(
      lines: engine.accounting.lines, decidedTo: engine.decidedTo,
      outboxChanges: courier.outbox.changes, owedCount: log.owed.count, gaps: tails.gaps)
  }

  func save(now: Int64) {
    if saver.isWriting { return saveOn(now: now) }
    if isDecidingBacklog { return }
    if isUrgent ? now >= saver.urgentAt : now >= saver.routineAt && isChanged {
      beginSaving(now: now)
    }
  }

  /// Whether somebody waits for it, or was told and is not to be told again, or nothing was ever
  /// saved: until then it is not known after a crash which files were followed before they were
  /// rotated away.
  var isUrgent: Bool {
    !undeclared.isEmpty || courier.outbox.changes != savedMark.outboxChanges
      || saver.status.savedAt == nil
  }

  /// Whether more is to be decided at once. What was found in a backlog is judged as a whole: somebody
  /// is told only of what still holds.
  var isDecidingBacklog: Bool { dueSince != nil && clock >= engine.nextDecision }

  private var isChanged: Bool { stateMark != savedMark || saver.status.problem != nil }

  /// Begins a checkpoint of what is known at this moment.
  func beginSaving(now: Int64) {
    let hadProblem = saver.status.problem != nil
    declare()
    var checkpoint = Checkpoint(sequence: 0, writtenAt: clock)
    checkpoint.positions = tails.positions
    checkpoint.gaps = tails.gaps
    checkpoint.pendingLog = log.owed
    let outbox = world.sabotage.contains(.outboxNotSaved) ? Outbox() : courier.outbox
    checkpoint.outbox = outbox.encoded()
    log.noteSaving()
    let mark = stateMark
    let snapshot = world.sabotage.contains(.offsetsAfterCounts) ? staleSnapshot : nil
    if saver.begin(checkpoint, snapshot ?? engine.snapshot(), now: now) {
      savedMark = mark
    } else {
      noteFailure(isNew: !hadProblem)
    }
  }

  /// Writes some more of it.
  func saveOn(now: Int64) {
    let hadProblem = saver.status.problem != nil
    switch saver.proceed(now: now) {
    case .unfinished: break
    case .saved:
      if hadProblem { world.say("the checkpoint can be saved again") }
      log.noteSaved()
      courier.release()
    case .failed: noteFailure(isNew: !hadProblem)
    }
  }

  private func noteFailure(isNew: Bool) {
    savedMark = StateMark()
    if isNew {
      world.say("the checkpoint cannot be saved: \(saver.status.problem ?? ""); it is tried again")
    }
    // Somebody is rather woken twice, should a crash come on top of it, than not at all.
    courier.release()
  }
}
