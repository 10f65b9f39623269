// Two files that take turns: a checkpoint replaces the older of the two, so that the newer one stays
// whatever becomes of the attempt. A file that cannot be read is left as it is, and set aside once
// its place is needed.

/// Why the state cannot be used, and what to do.
package struct StateProblem: Error, Equatable, Sendable {
  package let message: String
  package let advice: String

  package init(_ message: String, advice: String) {
    self.message = message
    self.advice = advice
  }
}

/// The checkpoints of a state folder.
package final class CheckpointStore {
  /// The longest checkpoint that is read, in bytes.
  private static let limitBytes: Int64 = 1 << 36

  private let folder: FilePath
  private let files: any FileSystem
  /// Which of the two files the next checkpoint replaces.
  private var next = 0
  private var sequence: UInt64 = 0
  /// The files that could not be read, by their number.
  private var damaged: Set<Int> = []
  /// What was wrong with a file that was passed over for the one before it; nil where none was.
  package private(set) var notice: String?

  package init(_ folder: FilePath, in files: any FileSystem) {
    self.folder = folder
    self.files = files
  }

  /// The newest checkpoint that can be read; nil where there never was one.
  ///
  /// - Throws: Where none of those that are there can be read, or the newest was written by a later
  ///   program: to begin anew would count everything twice.
  package func load() throws(StateProblem) -> Checkpoint? {
    var best: (checkpoint: Checkpoint, number: Int)?
    var problems: [String] = []
    for number in 0...1 {
      let path = path(number)
      let bytes: [UInt8]
      do throws(SystemError) {
        guard let contents = try contents(of: path) else { continue }
        bytes = contents
      } catch {
        throw StateProblem(
          "the checkpoint \(path.text) could not be read: \(error.reason)",
          advice: "make it readable, or start with another state folder")
      }
      do throws(CheckpointCodec.Problem) {
        let checkpoint = try CheckpointCodec.decode(bytes)
        if checkpoint.sequence >= best?.checkpoint.sequence ?? 0 { best = (checkpoint, number) }
      } catch {
        switch error {
        case .newer(let version):
          throw StateProblem(
            """
            the checkpoint \(path.text) has version \(version), and this program knows \
            \(CheckpointCodec.version)
            """,
            advice: "use the program that wrote it, or start with another state folder")
        case .damaged(let text):
          damaged.insert(number)
          problems.append("the checkpoint \(path.text) is damaged: \(text)")
        }
      }
    }
    if let best {
      // What can be seen may not be on the disk yet, and what is done now will rest on it.
      do throws(SystemError) {
        try files.syncFolder(FilePath(bytes: folder.bytes + "/".utf8))
      } catch {
        throw StateProblem(
          "the state folder \(folder.text) could not be synced: \(error.reason)",
          advice: "see to its disk")
      }
      sequence = best.checkpoint.sequence
      next = 1 - best.number
      if !problems.isEmpty {
        notice = problems[0] + "; the one before it was taken, and what came after is read again"
      }
      return best.checkpoint
    }
    if let problem = problems.first {
      throw StateProblem(
        problem, advice: "restore it from a backup, or start anew with an empty state folder")
    }
    return nil
  }

  /// Begins the next checkpoint; `commit` ends it.
  package func begin(_ checkpoint: Checkpoint) throws(SystemError) -> CheckpointWriter {
    var checkpoint = checkpoint
    checkpoint.sequence = sequence + 1
    if damaged.contains(next) {
      let aside = folder.appending(Array("checkpoint.damaged".utf8))
      try again { () throws(SystemError) in try files.rename(path(next), to: aside) }
      damaged.remove(next)
    }
    return try CheckpointWriter(checkpoint, at: path(next), in: files)
  }

  /// Goes on to put `writer`'s checkpoint, all of whose parts were added, in its place; to be called
  /// until it is there for good.
  ///
  /// - Returns: How large it is; nil as long as there is more to do or to wait for.
  package func commit(_ writer: CheckpointWriter) throws(SystemError) -> Int64? {
    guard let sizeBytes = try writer.commit() else { return nil }
    sequence += 1
    next = 1 - next
    return sizeBytes
  }

  private func path(_ number: Int) -> FilePath {
    folder.appending(Array("checkpoint.\(number)".utf8))
  }

  private func contents(of path: FilePath) throws(SystemError) -> [UInt8]? {
    do throws(SystemError) {
      let file = try OpenFile(path, .owned, in: files)
      let sizeBytes = try file.status().sizeBytes
      if sizeBytes > Self.limitBytes {
        throw SystemError("read", on: path.text, code: SystemError.isTooLarge)
      }
      return try file.bytes(at: 0, count: Int(sizeBytes))
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }
}
