// Writes one checkpoint after the other, a few parts between other work, and has the disk sync them
// beside it, so that nothing waits for the disk for long. An attempt that fails leaves the last checkpoint as it is; the next attempt
// begins anew, with what is known by then.

/// Writes checkpoints, part by part.
final class CheckpointSaver {
  /// What became of a step.
  enum Outcome: Equatable {
    case unfinished, saved, failed
  }

  /// How much is written between other work, in bytes; about a millisecond's work.
  private static let stepBytes = 1 << 18
  /// How long after it was found to wait for the disk that is asked again.
  private static let syncPatience: Int64 = 2_000_000
  /// How long after a failure the next attempt begins.
  private static let patience: Int64 = 2_000_000_000
  /// How often a checkpoint is written where nothing is urgent, and how many times longer than the
  /// last one took, so that little of the time goes into them.
  private static let interval: Int64 = 10_000_000_000
  private static let restFactor: Int64 = 20

  /// A checkpoint under way.
  private struct Attempt {
    let writer: CheckpointWriter
    let snapshot: EngineSnapshot
    let writtenAt: Timestamp
    let beganAt: Int64
    var nextPart = 0
  }

  private let store: CheckpointStore
  private var attempt: Attempt?
  /// What was saved last, and why the last attempt failed.
  private(set) var status: DaemonStatus.Checkpoint
  /// When one that cannot wait may begin, and when any other one does.
  private(set) var urgentAt = Int64.min
  private(set) var routineAt: Int64

  /// - Parameter last: The checkpoint that was gone on from; nil where there was none.
  init(_ store: CheckpointStore, last: Checkpoint?, now: Int64) {
    self.store = store
    status = DaemonStatus.Checkpoint(savedAt: last?.writtenAt)
    routineAt = now &+ Self.interval
  }

  /// Whether a checkpoint is being written.
  var isWriting: Bool { attempt != nil }

  /// When it goes on with the checkpoint that is being written; nil where none is.
  func wakesAt(now: Int64) -> Int64? {
    attempt.map { $0.writer.isSyncing ? now &+ Self.syncPatience : now }
  }

  /// Lets go of the checkpoint that is being written, for a later one.
  func giveUp() { attempt = nil }

  /// Stands still until the disk has synced what was written so far.
  func wait() { try? attempt?.writer.wait() }

  /// Begins to write `checkpoint` with the engine's state; whether that could be done.
  func begin(_ checkpoint: Checkpoint, _ snapshot: EngineSnapshot, now: Int64) -> Bool {
    do throws(SystemError) {
      let writer = try store.begin(checkpoint)
      attempt = Attempt(
        writer: writer, snapshot: snapshot, writtenAt: checkpoint.writtenAt, beganAt: now)
      return true
    } catch {
      fail(error, now)
      return false
    }
  }

  /// Writes some more of the checkpoint that is under way.
  func proceed(now: Int64) -> Outcome {
    guard var attempt else { return .unfinished }
    do throws(SystemError) {
      var written = 0
      while attempt.nextPart < attempt.snapshot.partCount {
        if try attempt.writer.waits() || written >= Self.stepBytes {
          self.attempt = attempt
          return .unfinished
        }
        var part = BinaryWriter()
        attempt.snapshot.encode(part: attempt.nextPart, into: &part)
        try attempt.writer.add(part.bytes)
        written += part.bytes.count
        attempt.nextPart += 1
      }
      self.attempt = attempt
      guard let sizeBytes = try store.commit(attempt.writer) else { return .unfinished }
      status = DaemonStatus.Checkpoint(savedAt: attempt.writtenAt, sizeBytes: sizeBytes)
      self.attempt = nil
      urgentAt = now
      routineAt = now &+ max(Self.interval, Self.restFactor &* (now &- attempt.beganAt))
      return .saved
    } catch {
      fail(error, now)
      return .failed
    }
  }

  private func fail(_ error: SystemError, _ now: Int64) {
    attempt = nil
    status.problem = "\(error)"
    urgentAt = now &+ Self.patience
    routineAt = urgentAt
  }
}
