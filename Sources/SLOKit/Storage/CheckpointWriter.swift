// A checkpoint on its way to the disk, part by part, so that what is large is written between other
// work. What was written is synced as it goes: at the end there is little left to wait for. Nobody
// stands still for a sync: it is begun, and whoever writes asks now and then whether it is over.

/// A checkpoint that is being written.
package final class CheckpointWriter {
  /// After how many bytes what was written is synced.
  private static let syncBytes: Int64 = 16 << 20

  /// What is done; each step waits for the sync that the one before has begun.
  private enum Stage { case open, closed, inPlace }

  private let file: AtomicFile
  private var crc: UInt32 = 0
  private var unsyncedBytes: Int64 = 0
  private var stage = Stage.open
  private var sync: (any SyncUnderWay)?

  /// Begins the checkpoint that is to stand at `path`: all of `checkpoint` but its engine's state.
  init(
    _ checkpoint: Checkpoint, at path: FilePath, in files: any FileSystem
  ) throws(SystemError) {
    file = try AtomicFile(path, in: files)
    try write(CheckpointCodec.opening())
    try add(CheckpointCodec.head(of: checkpoint))
  }

  /// Whether it waited for the disk when it was last asked.
  package var isSyncing: Bool { sync != nil }

  /// Whether it waits for the disk: nothing is to be added meanwhile.
  package func waits() throws(SystemError) -> Bool {
    guard let current = sync else { return false }
    if try !current.isOver() { return true }
    sync = nil
    return false
  }

  /// Stands still until it waits for the disk no more.
  package func wait() throws(SystemError) {
    try sync?.wait()
    sync = nil
  }

  /// Adds the next part of the engine's state; of 4 GiB at most.
  package func add(_ part: [UInt8]) throws(SystemError) {
    if part.isEmpty { return }
    try write(CheckpointCodec.framed(part))
    if unsyncedBytes >= Self.syncBytes {
      unsyncedBytes = 0
      sync = file.beginSync()
    }
  }

  /// Goes on to put the checkpoint, all of whose parts were added, in its place; to be called until
  /// it is there for good.
  ///
  /// - Returns: How large it is; nil as long as there is more to do or to wait for.
  package func commit() throws(SystemError) -> Int64? {
    if try waits() { return nil }
    switch stage {
    case .open:
      try write(CheckpointCodec.closing(after: crc))
      sync = file.beginSync()
      stage = .closed
    case .closed:
      sync = try file.putInPlace()
      stage = .inPlace
    case .inPlace: return file.sizeBytes
    }
    return nil
  }

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    crc = CRC32C.of(bytes, after: crc)
    try file.write(bytes)
    unsyncedBytes += Int64(bytes.count)
  }
}
