// A compressed file that is read once, from its start, through a program. Most of them hold what was
// counted already, before it was rotated away and compressed: what comes first is compared with what
// is known of such files, and counting begins where theirs ended. What fits none is counted whole.

/// A compressed file that is being read.
final class PackedTail {
  private(set) var position: SourcePosition
  /// The size of the compressed file when it was opened; tried again where it has another.
  let sizeBytes: Int64
  /// What keeps it from being read to its end; nil where nothing does.
  private(set) var problem: String?
  private(set) var isDone = false
  /// Whether another file has its name, so that it cannot be read any more.
  private(set) var isReplaced = false
  /// The position of the file that it is the compressed form of; nil where none was found.
  private(set) var original: SourcePosition?
  /// The tail under whose name its lines are handed out.
  private let lines: FileTail
  private let unpacker: Unpacker
  private let files: any FileSystem
  private let longestBytes: Int
  private var stream: (any UnpackedStream)?
  private var reader: LineReader
  private var chunk = [UInt8](repeating: 0, count: TailReader.pieceBytes)

  /// The positions of which it may be the compressed form; the first is being compared.
  private var candidates: [SourcePosition]
  /// What was read and compared so far: how much, the first bytes, and the last.
  private var comparedBytes: Int64 = 0
  private var head: [UInt8] = []
  private var window: [UInt8] = []

  /// What was read and is not taken, from the position on.
  private var pending: [UInt8] = []
  /// The last bytes before the position.
  private var before: [UInt8] = []
  /// How much of a line that is too long was let go, and the mark behind that.
  private var skippedBytes = 0
  private var skippedMark = ContentMark.nothing

  init(
    _ position: SourcePosition, _ file: OpenFile, sizeBytes: Int64, candidates: [SourcePosition],
    framing: LineReader.Framing, maxLineBytes: Int, unpacker: @escaping Unpacker,
    in files: any FileSystem
  ) {
    self.files = files
    self.position = position
    self.position.isPacked = true
    self.position.seenBytes = sizeBytes
    self.sizeBytes = sizeBytes
    self.candidates = candidates
    self.unpacker = unpacker
    longestBytes = maxLineBytes + 2
    lines = FileTail(position, file, now: 0)
    reader = LineReader(
      framing: framing, maxLineBytes: maxLineBytes, chunkBytes: TailReader.pieceBytes)
  }

  /// Which file it is.
  var number: FileNumber { lines.identity }

  /// The name it has now.
  var path: FilePath {
    get { position.path }
    set { position.path = newValue }
  }

  /// Reads one piece and hands its lines to `sink`; whether it was told to stop there.
  func read(into sink: any LineSink) -> Bool {
    do throws(SystemError) {
      if !pending.isEmpty, drain(into: sink, isAtEnd: false) { return true }
      let stream = try openStream(sink)
      let count = try stream.read(into: &chunk)
      if count > 0 { return take(Array(chunk[..<count]), sink) }
      problem = stream.finish()
      self.stream = nil
      return end(sink)
    } catch {
      problem = error.reason
      isDone = true
      return false
    }
  }

  private func openStream(_ sink: any LineSink) throws(SystemError) -> any UnpackedStream {
    if let stream { return stream }
    // It is opened by its name, which another file may have by now, or in between.
    try checkIsThere()
    let opened = try unpacker(position.path)
    try checkIsThere()
    stream = opened
    if candidates.isEmpty { sink.begin(lines) }
    return opened
  }

  private func checkIsThere() throws(SystemError) {
    if try FileNumber(files.status(at: position.path)) == number { return }
    isReplaced = true
    throw SystemError("open", on: position.path.text, code: SystemError.isGone)
  }

  private func take(_ bytes: [UInt8], _ sink: any LineSink) -> Bool {
    guard let candidate = candidates.first else { return count(bytes, sink) }
    head += bytes.prefix(ContentMark.spanBytes - head.count)
    let rest = candidate.offsetBytes - comparedBytes
    let compared = bytes.prefix(Int(min(rest, Int64(bytes.count))))
    comparedBytes += Int64(compared.count)
    window = Array((window + compared).suffix(ContentMark.spanBytes))
    if comparedBytes < candidate.offsetBytes { return false }
    guard candidate.mark.fits(head: head), candidate.mark.fits(tail: window) else {
      tryNext()
      return false
    }
    if !candidate.isPacked { original = candidate }
    position.offsetBytes = candidate.offsetBytes
    position.lineNumber = candidate.lineNumber
    position.mark = candidate.mark
    before = window
    candidates = []
    sink.begin(lines)
    return count(Array(bytes[compared.count...]), sink)
  }

  /// Compares with the next candidate from the start; with none left, counts from there.
  private func tryNext() {
    candidates.removeFirst()
    stream = nil
    (comparedBytes, head, window) = (0, [], [])
  }

  private func end(_ sink: any LineSink) -> Bool {
    if let candidate = candidates.first {
      // Shorter than what was counted: a part of it, or another file.
      if problem == nil, head.count == ContentMark.spanBytes, candidate.mark.fits(head: head) {
        position.isFinished = true
        isDone = true
      } else if problem == nil {
        tryNext()
      } else {
        isDone = true
      }
      return false
    }
    isDone = true
    if problem != nil { return false }
    position.isFinished = true
    return drain(into: sink, isAtEnd: true)
  }

  private func count(_ bytes: [UInt8], _ sink: any LineSink) -> Bool {
    var bytes = bytes[...]
    if skippedBytes > 0 {
      let newline = bytes.firstIndex(of: .newline)
      let skipped = newline.map { bytes[...$0] } ?? bytes
      skip(skipped)
      guard newline != nil else { return false }
      bytes = bytes[skipped.endIndex...]
      let goesOn = takeTooLong(sink, isTerminated: true)
      pending = Array(bytes)
      if !goesOn { return true }
    } else {
      pending += bytes
    }
    return drain(into: sink, isAtEnd: false)
  }

  private func skip(_ bytes: ArraySlice<UInt8>) {
    skippedMark.move(over: bytes, behind: before[...])
    before = Array((before + bytes).suffix(ContentMark.spanBytes))
    skippedBytes += bytes.count
  }

  /// Counts what was let go as one line; whether more is wanted.
  private func takeTooLong(_ sink: any LineSink, isTerminated: Bool) -> Bool {
    let line = LineReader.Line(
      number: position.lineNumber, offset: position.offsetBytes, lengthBytes: skippedBytes,
      isTooLong: true, isTerminated: isTerminated)
    position.offsetBytes += Int64(skippedBytes)
    position.lineNumber += 1
    position.mark = skippedMark
    skippedBytes = 0
    lines.position = position
    let nothing: [UInt8] = []
    let text = unsafe nothing.span.bytes
    return sink.take(text, in: text, line, of: lines)
  }

  private struct Stop: Error {}

  /// Hands out the lines that are complete in `pending`; whether it was told to stop.
  private func drain(into sink: any LineSink, isAtEnd: Bool) -> Bool {
    if isAtEnd && skippedBytes > 0 { return !takeTooLong(sink, isTerminated: false) }
    let offset = position.offsetBytes
    unsafe reader.restart(
      with: pending.span.bytes, offset: offset, number: position.lineNumber, isAtEnd: isAtEnd)
    lines.position = position
    var isStopped = false
    var taken = offset
    do throws(Stop) {
      try reader.drain { (text, window, line) throws(Stop) in
        taken = line.offset + Int64(line.lengthBytes)
        if !sink.take(text, in: window, line, of: lines) { throw Stop() }
      }
    } catch {
      isStopped = true
    }
    let count = Int(taken - offset)
    if count > 0 {
      position.offsetBytes = taken
      position.lineNumber = reader.number
      position.mark.move(over: pending[..<count], behind: before[...])
      before = Array((before + pending[..<count]).suffix(ContentMark.spanBytes))
      pending.removeFirst(count)
    }
    if !isStopped && pending.count > longestBytes {
      skippedMark = position.mark
      skip(pending[...])
      pending = []
    }
    return isStopped
  }
}
