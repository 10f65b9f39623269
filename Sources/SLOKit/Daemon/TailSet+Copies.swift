// Whether a file that was not known by its inode is a copy of one that was: `cp app.log app.log.1`
// before `app.log` is truncated. It is not to be counted beside its original, and goes on where the
// original was, once that is gone.

extension TailSet {
  /// What a file that was not known turns out to be.
  enum Origin {
    /// A file of its own.
    case own
    /// A copy of one that is still there.
    case copyInProgress
    /// A copy that holds all that was counted at this position, and perhaps more.
    case copy(SourcePosition)
    /// A copy that holds no more than was counted at this position.
    case part(SourcePosition)
  }

  /// What the file at `path` is, by its contents.
  func origin(
    of path: FilePath, _ file: OpenFile, sizeBytes: Int64
  ) throws(SystemError) -> Origin {
    let originals = possibleOriginals(of: path)
    if originals.isEmpty { return .own }
    let head = try file.bytes(at: 0, count: ContentMark.spanBytes)
    for original in originals {
      // Another file may have its inode now.
      let tail = open[FileNumber(device: original.device, inode: original.inode)]
      if let tail, tail.position == original, try tail.stillFits() {
        if try isBegun(file, sizeBytes, as: tail) { return .copyInProgress }
        continue
      }
      if original.offsetBytes == 0 { continue }
      if sizeBytes >= original.offsetBytes {
        if try original.fits(file) { return .copy(original) }
      } else if head.count == ContentMark.spanBytes, original.mark.fits(head: head) {
        return .part(original)
      }
    }
    return .own
  }

  /// The positions of files of which the one at `path` may be a copy, compressed or not.
  func possibleOriginals(of path: FilePath) -> [SourcePosition] {
    let roots = sources.filter { SourceNames.isMade(path, of: $0) }
    return known.filter { position in
      !position.isPacked && position.path != path
        && (SourceNames.isMade(path, of: position.path)
          || roots.contains { position.path == $0 || SourceNames.isMade(position.path, of: $0) })
    }
  }

  /// Whether `file` begins as `tail`'s file does, and goes on so up to where the shorter one ends.
  private func isBegun(
    _ file: OpenFile, _ sizeBytes: Int64, as tail: FileTail
  ) throws(SystemError) -> Bool {
    // A copy is never longer.
    if try sizeBytes > tail.file.status().sizeBytes { return false }
    let count = Int(min(sizeBytes, Int64(ContentMark.spanBytes)))
    for start in [0, sizeBytes - Int64(count)] {
      let (copy, original) =
        (try file.bytes(at: start, count: count), try tail.file.bytes(at: start, count: count))
      if copy != original { return false }
    }
    return true
  }
}
