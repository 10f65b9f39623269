// A file that is being written, read on and on: what it has is read in small steps, so that whoever
// reads it can do other things between; a line that is not complete yet waits for its rest. A file that
// took its place, or one that is shorter than what was read, is read from its start.

/// A file that is being written.
package struct WatchedFile: ~Copyable {
  package let path: FilePath
  private let framing: LineReader.Framing
  private let maxLineBytes: Int
  private let files = SystemFiles()
  private var opened: Opened?
  private var reader: LineReader
  package private(set) var readBytes: Int64 = 0
  /// What kept it from being read last time; nil where nothing did.
  package private(set) var problem: String?

  /// The file that is read, and what it was when it was opened.
  private final class Opened {
    let file: FileDescriptor
    let status: FileStatus

    init(_ file: consuming FileDescriptor, _ status: FileStatus) {
      self.file = file
      self.status = status
    }
  }

  package init(_ path: FilePath, framing: LineReader.Framing, maxLineBytes: Int) {
    self.path = path
    self.framing = framing
    self.maxLineBytes = maxLineBytes
    reader = LineReader(framing: framing, maxLineBytes: maxLineBytes)
  }

  /// How long it is now; 0 where it is not there.
  package var sizeBytes: Int64 { (try? files.status(at: path))?.sizeBytes ?? 0 }

  /// What a step has found.
  package enum Step: Sendable {
    /// Lines, perhaps; there may be more at once.
    case read
    /// Nothing new.
    case nothing
    /// Another file, which begins: what was kept of the last one is of no use.
    case anew
  }

  /// Reads one chunk and hands out the lines that are complete.
  package mutating func step(_ body: (RawSpan, LineReader.Line) -> Void) -> Step {
    do throws(SystemError) {
      let status = try files.status(at: path)
      guard let known = opened, known.status.device == status.device,
        known.status.inode == status.inode, status.sizeBytes >= readBytes
      else {
        let isFirst = opened == nil
        opened = Opened(try FileDescriptor.reading(path), status)
        reader = LineReader(framing: framing, maxLineBytes: maxLineBytes)
        readBytes = 0
        problem = nil
        return isFirst ? .read : .anew
      }
      problem = nil
      guard status.sizeBytes > readBytes else { return .nothing }
      let count = try reader.refill(from: known.file)
      if count == 0 { return .nothing }
      readBytes += Int64(count)
      reader.drain { body($0, $1) }
      return .read
    } catch {
      problem = error.reason
      return .nothing
    }
  }
}
