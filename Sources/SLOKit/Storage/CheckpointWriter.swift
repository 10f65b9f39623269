// A checkpoint on its way to the disk, part by part, so that what is large is written between other
// work. What was written is synced as it goes: at the end there is little left to wait for.

/// A checkpoint that is being written.
package final class CheckpointWriter {
  /// After how many bytes what was written is synced.
  private static let syncBytes: Int64 = 4 << 20

  private let file: AtomicFile
  private var crc: UInt32 = 0
  private var unsyncedBytes: Int64 = 0

  /// Begins the checkpoint that is to stand at `path`: all of `checkpoint` but its engine's state.
  init(
    _ checkpoint: Checkpoint, at path: FilePath, in files: any FileSystem
  ) throws(SystemError) {
    file = try AtomicFile(path, in: files)
    try write(CheckpointCodec.opening())
    try add(CheckpointCodec.head(of: checkpoint))
  }

  /// Adds the next part of the engine's state; of 4 GiB at most.
  package func add(_ part: [UInt8]) throws(SystemError) {
    if part.isEmpty { return }
    try write(CheckpointCodec.framed(part))
    if unsyncedBytes >= Self.syncBytes {
      unsyncedBytes = 0
      try file.sync()
    }
  }

  /// Puts the checkpoint in its place. How large it is.
  package func commit() throws(SystemError) -> Int64 {
    try write(CheckpointCodec.closing(after: crc))
    try file.commit()
    return file.sizeBytes
  }

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    crc = CRC32C.of(bytes, after: crc)
    try file.write(bytes)
    unsyncedBytes += Int64(bytes.count)
  }
}
