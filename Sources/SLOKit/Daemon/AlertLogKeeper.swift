// The alert log and what it is still owed. A line is owed from the moment it was decided on, and is
// written once a checkpoint that knows of it is on the disk: so after a crash it is either decided on
// anew, or owed by that checkpoint and looked for in the log.

/// Writes the alert log, each line once.
final class AlertLogKeeper {
  /// How long after a failure the next attempt is made.
  private static let patience: Int64 = 2_000_000_000
  /// How many lines are kept while the log cannot be written; then the oldest is let go for a new one.
  static let mostOwed = 10_000

  private let files: any FileSystem
  /// Whether lines are written before they are durable, which is wrong.
  private let isHasty: Bool
  private var log: AlertLog?
  private var path: FilePath?
  /// What was decided on and is not in the log yet, the oldest first.
  private(set) var owed: [PendingLogLine]
  /// How many of them, from the first on, a checkpoint on the disk knows of.
  private var durableCount: Int
  /// How many of the owed lines went into the checkpoint that is being written.
  private var savingCount = 0
  /// Whether the log may hold some of them, since a process before this one was about to write them.
  private var mayBeWritten: Bool
  /// How many lines were let go since the start, for want of room.
  private(set) var droppedCount: Int64 = 0
  /// Why the log is not written; nil where it is.
  private(set) var problem: String?
  private var retryAt = Int64.min

  /// - Parameter owed: What a checkpoint says is owed.
  init(
    _ path: FilePath?, owed: [PendingLogLine], in files: any FileSystem, _ sabotage: Sabotage = []
  ) {
    self.files = files
    isHasty = sabotage.contains(.alertLogFirst)
    self.owed = owed
    durableCount = owed.count
    mayBeWritten = !owed.isEmpty && !sabotage.contains(.alertLogNotSearched)
    name(path)
  }

  /// Goes on with the log at `path`; nil writes none.
  func name(_ path: FilePath?) {
    if path == self.path { return }
    self.path = path
    log = path.map { AlertLog($0, in: files) }
    problem = nil
  }

  /// Owes `record` to the log.
  func owe(_ record: AlertRecord) {
    if log == nil { return }
    owed.append(
      PendingLogLine(
        id: record.id, state: record.phase.rawValue, line: Array(AlertJSON.line(record).utf8)))
    let excess = owed.count - Self.mostOwed
    if excess > 0 {
      letGo(excess)
      droppedCount += Int64(excess)
    }
  }

  /// Owes the `count` oldest lines no more.
  private func letGo(_ count: Int) {
    owed.removeFirst(count)
    savingCount = max(0, savingCount - count)
    durableCount = max(0, durableCount - count)
  }

  /// What is owed now goes into a checkpoint.
  func noteSaving() { savingCount = owed.count }

  /// That checkpoint is on the disk.
  func noteSaved() { durableCount = max(durableCount, min(savingCount, owed.count)) }

  /// When something can be written; nil where nothing can.
  var deadline: Int64? { durableCount > 0 ? retryAt : nil }

  /// Writes what is owed and durable.
  func write(now: Int64) {
    if isHasty { durableCount = owed.count }
    guard durableCount > 0, now >= retryAt else { return }
    guard let log else { return settle() }
    do throws(SystemError) {
      var lines = Array(owed[..<durableCount])
      if mayBeWritten { lines = try log.missing(of: lines) }
      try log.append(lines)
      settle()
      problem = nil
    } catch {
      problem = "\(error)"
      retryAt = now &+ Self.patience
    }
  }

  private func settle() {
    letGo(durableCount)
    mayBeWritten = false
    retryAt = .min
  }
}
