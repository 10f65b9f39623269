// One file that is followed, through the descriptor that was opened first: whatever name it gets, and
// also when it has none any more. Its position moves only past lines that were taken; what is read
// beyond is forgotten, and read again when its line is complete.

/// A file that is followed.
package final class FileTail {
  package internal(set) var position: SourcePosition
  let file: OpenFile
  /// Up to where it is known that no newline comes; the offset or more.
  var searchedTo: Int64
  /// Whether no name of a source leads to it any more.
  var isRotated = false
  /// How many names it has.
  var links = 1
  /// When it last grew, on the monotonic clock.
  var grewAt: Int64
  /// Whether it is among those to be read.
  var isDue = false
  /// What was seen and not counted when it was found to have become shorter.
  var unreadBytes: Int64 = 0
  /// What keeps it from being read; nil where nothing does.
  package internal(set) var problem: String?
  /// What decodes its lines where that depends on the file, as with a CSV header.
  package var decoder: EventDecoder?

  init(_ position: SourcePosition, _ file: OpenFile, now: Int64) {
    self.position = position
    self.file = file
    searchedTo = position.offsetBytes
    grewAt = now
  }

  /// Which file it is, for as long as it is open.
  var identity: FileNumber { FileNumber(device: position.device, inode: position.inode) }

  /// How many bytes were seen and not counted.
  package var lagBytes: Int64 { max(0, position.seenBytes - position.offsetBytes) }

  /// Whether what was counted of it is still there.
  func stillFits() throws(SystemError) -> Bool { try position.fits(file) }

  /// Begins at the file's start.
  func restart() {
    position.offsetBytes = 0
    position.lineNumber = 1
    position.mark = .nothing
    searchedTo = 0
    decoder = nil
  }

  /// Looks how long it is; whether there is something to read, or to be found out by reading.
  func lookAtSize(now: Int64, _ settings: TailSet.Settings) throws(SystemError) -> Bool {
    let status = try file.status()
    let size = status.sizeBytes
    links = status.links
    if size != position.seenBytes { grewAt = now }
    if size < max(position.offsetBytes, searchedTo) {
      unreadBytes = max(unreadBytes, lagBytes)
      searchedTo = position.offsetBytes
      return size < position.offsetBytes
    }
    position.seenBytes = size
    if size > searchedTo { return true }
    // A last line that will not be ended.
    return isRotated && size > position.offsetBytes
      && now - grewAt >= settings.quietNanoseconds
  }

  /// Goes on behind the last newline of a file that lost its end and kept its beginning; false where
  /// nothing says that it did.
  func resumeBehindCut() throws(SystemError) -> Bool {
    let size = try file.status().sizeBytes
    guard size < position.offsetBytes, position.mark.headBytes == ContentMark.spanBytes else {
      return false
    }
    let head = try file.bytes(at: 0, count: ContentMark.spanBytes)
    guard position.mark.fits(head: head) else { return false }
    var end = size
    while end > 0 {
      let start = max(0, end - Int64(ContentMark.spanBytes))
      let chunk = try file.bytes(at: start, count: Int(end - start))
      if let newline = chunk.lastIndex(of: .newline) {
        end = start + Int64(newline) + 1
        break
      }
      end = start
    }
    let span = Int64(ContentMark.spanBytes)
    let last = try file.bytes(at: max(0, end - span), count: Int(min(end, span)))
    position.mark = ContentMark(head: head.prefix(Int(min(end, span))), tail: last)
    position.offsetBytes = end
    searchedTo = end
    return true
  }
}

/// Which file it is, by the numbers that the system gives it while it exists.
struct FileNumber: Hashable {
  let device: UInt64
  let inode: UInt64

  init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  init(_ status: FileStatus) { self.init(device: status.device, inode: status.inode) }
}

extension SourcePosition {
  /// Whether `file` begins and goes on, up to the offset, as what was counted did.
  func fits(_ file: OpenFile) throws(SystemError) -> Bool {
    if offsetBytes == 0 { return true }
    let start = offsetBytes - Int64(mark.tailBytes)
    guard mark.fits(tail: try file.bytes(at: start, count: mark.tailBytes)) else { return false }
    return mark.fits(head: try file.bytes(at: 0, count: mark.headBytes))
  }
}
