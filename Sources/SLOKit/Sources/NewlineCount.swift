// How many newlines are in the first bytes of a file, counted by as many threads as there are: the
// one thing for which what was left out of a file is looked at, and only where a line's number is
// to be told.

/// Counts the newlines of a file.
final class NewlineCount: @unchecked Sendable {
  private static let pieceBytes: Int64 = 1 << 22
  private static let chunkBytes = 1 << 18

  private let path: FilePath
  private let end: Int64
  // Guarded by `lock`.
  private let lock = Lock()
  private var next: Int64 = 0
  private var total = 0

  /// The newlines of the file at `path` that are before `end`.
  init(_ path: FilePath, before end: Int64) {
    self.path = path
    self.end = end
  }

  /// How many there are; those of bytes that cannot be read any more are missing.
  func count(threadCount: Int) -> Int {
    let pieces = (end + Self.pieceBytes - 1) / Self.pieceBytes
    let helpers = (1..<max(1, min(Int64(threadCount), pieces))).compactMap { _ in
      WorkThread { [self] in work() }
    }
    work()
    for helper in helpers { helper.join() }
    return total
  }

  private func work() {
    guard let file = try? OpenFile(path, .input, in: SystemFiles()) else { return }
    var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
    while let piece = nextPiece() {
      let count = count(piece, of: file, &chunk)
      lock.withLock { total += count }
    }
  }

  private func nextPiece() -> Range<Int64>? {
    lock.withLock {
      guard next < end else { return nil }
      let piece = next..<min(end, next + Self.pieceBytes)
      next = piece.upperBound
      return piece
    }
  }

  private func count(_ piece: Range<Int64>, of file: OpenFile, _ chunk: inout [UInt8]) -> Int {
    var count = 0
    var at = piece.lowerBound
    while at < piece.upperBound, let read = try? file.read(at: at, into: &chunk), read > 0 {
      let wanted = Int(min(Int64(read), piece.upperBound - at))
      count += unsafe chunk.span.bytes.count(of: .newline, before: wanted)
      at += Int64(wanted)
    }
    return count
  }
}
