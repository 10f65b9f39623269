// All the files that are followed, and all that is known of files that are not any more. Names are
// looked at now and then and when a folder says that something happened; what is found is told apart
// by inode while it is open, and by inode and contents when it was not. Every byte of a source is
// handed out once: through rotation by renaming, by copying and truncating, by compressing, by links.

/// The tails of a daemon.
package final class TailSet {
  /// What is followed and how.
  package struct Settings: Sendable {
    /// Files, globs and folders.
    package var words: [String]
    package var framing = LineReader.Framing.lines
    package var maxLineBytes = 1 << 20
    /// What is done wrong on purpose.
    package var sabotage: Sabotage = []
    /// How many files are followed at once; more are told of, and wait.
    package var maxSources = 10_000
    /// After how long without growing a file that was rotated away is taken to be whole.
    package var quietNanoseconds: Int64 = 60_000_000_000
    /// After how long without growing it is let go.
    package var farewellNanoseconds: Int64 = 3_600_000_000_000

    package init(words: [String]) { self.words = words }
  }

  package private(set) var settings: Settings
  let files: any FileSystem
  let unpacker: Unpacker
  /// The files that are open.
  var open: [FileNumber: FileTail] = [:]
  /// Files that are there and of which nothing more is wanted, as far as is known.
  var closed: [FileNumber: SourcePosition] = [:]
  /// Positions of a checkpoint whose file was not found yet.
  var missing: [SourcePosition] = []
  /// Positions of files that are gone, and may come again compressed or copied; the oldest first.
  var gone: [SourcePosition] = []
  /// Compressed files to be read, one after the other.
  var packed: [PackedFile] = []
  var unpacking: PackedTail?
  /// The paths that sources lead to.
  var sources: [FilePath] = []
  /// Files that wait for what they are copies of.
  var held: Set<FileNumber> = []
  /// Whether no look was taken yet, and nothing was known before.
  var isFirstLook = true
  var isNew = true
  /// Tails to read, the next first.
  private var due: [FileTail] = []
  private var reader: TailReader
  /// Where each tail ended when it was first seen; empty once all of that was read.
  private var backlog: [FileNumber: Int64] = [:]

  /// What was lost, as far as it is known.
  package internal(set) var gaps = InputGaps()
  /// What keeps sources from being read, by their path.
  package internal(set) var problems: [FilePath: String] = [:]
  /// How many files are not followed because there are too many.
  package internal(set) var overflowCount = 0
  /// The folders in which something may happen.
  package internal(set) var folders: Set<FilePath> = []

  package init(
    _ settings: Settings, in files: any FileSystem, unpacker: @escaping Unpacker
  ) {
    self.settings = settings
    self.files = files
    self.unpacker = unpacker
    reader = TailReader(framing: settings.framing, maxLineBytes: settings.maxLineBytes)
  }

  /// Goes on from what a checkpoint knows; to be called before the first look.
  package func resume(from positions: [SourcePosition], gaps: InputGaps) {
    missing = positions
    self.gaps = gaps
    isNew = false
  }

  /// Goes on with other settings. Where the sources are others, files that none of them leads to are
  /// let go, and nothing of them is missed.
  package func reconfigure(_ new: Settings) {
    let hasOtherSources = new.words != settings.words
    settings = new
    reader = TailReader(framing: new.framing, maxLineBytes: new.maxLineBytes)
    if !hasOtherSources { return }
    let paths = SourceNames.find(new.words, in: files).paths
    let sources = Set(paths)
    func isWanted(_ path: FilePath) -> Bool {
      sources.contains(path) || paths.contains { SourceNames.isMade(path, of: $0) }
    }
    for (number, tail) in open where !isWanted(tail.position.path) {
      leave(tail)
      open[number] = nil
    }
    closed = closed.filter { isWanted($0.value.path) }
    packed.removeAll { !isWanted($0.path) }
    missing.removeAll { !isWanted($0.path) }
    if let unpacking, !isWanted(unpacking.path) { self.unpacking = nil }
  }

  /// The tails that are open, by their names.
  package var tails: [FileTail] { open.values.sorted { $0.position.path < $1.position.path } }

  /// Where it has come to in every file, for a checkpoint.
  package var positions: [SourcePosition] {
    var positions = missing + gone
    positions += open.values.map(\.position)
    positions += closed.values
    positions += packed.compactMap { $0.position }
    if let unpacking { positions.append(unpacking.position) }
    return positions.sorted { $0.path < $1.path }
  }

  /// Whether what was there at the start has been read.
  package var hasCaughtUp: Bool {
    !isFirstLook && backlog.isEmpty && packed.isEmpty && unpacking == nil
  }

  /// Whether there is something to read at once.
  package var hasMore: Bool { !due.isEmpty || !packed.isEmpty || unpacking != nil }

  /// Looks which files there are and how long they are.
  package func look(now: Int64) {
    lookAtNames(now: now)
    lookAtSizes(now: now)
    if isFirstLook {
      isFirstLook = false
      for tail in open.values where tail.position.seenBytes > tail.searchedTo {
        backlog[tail.identity] = tail.position.seenBytes
      }
    }
  }

  /// Looks how long the files are, by their descriptors; `paths` alone where it is given.
  package func lookAtSizes(of paths: Set<FilePath>? = nil, now: Int64) {
    var found: [FileTail] = []
    for tail in open.values {
      if let paths, !paths.contains(tail.position.path) { continue }
      do throws(SystemError) {
        if try tail.lookAtSize(now: now, settings) { found.append(tail) }
        if tail.problem == nil { problems[tail.position.path] = nil }
      } catch {
        tail.problem = error.reason
      }
    }
    // What was rotated away comes before what took its place, `app.log.2` before `app.log.1`.
    func order(_ tail: FileTail) -> (Int, Int, FilePath) {
      let path = tail.position.path
      return tail.isRotated ? (0, -SourceNames.rotationNumber(of: path), path) : (1, 0, path)
    }
    found.sort { order($0) < order($1) }
    for tail in found where !tail.isDue {
      tail.isDue = true
      due.append(tail)
    }
    if found.contains(where: \.isRotated) {
      due = due.filter(\.isRotated) + due.filter { !$0.isRotated }
    }
  }

  /// Reads one piece of one file and hands its lines to `sink`.
  package func read(into sink: any LineSink, now: Int64) {
    guard let tail = due.first else { return readPacked(into: sink) }
    do throws(SystemError) {
      switch try reader.read(tail, into: sink) {
      case .more: break
      case .stopped: return
      case .changed: noteChange(of: tail, sink, now: now)
      case .done: try finishWhereQuiet(tail, sink, now: now)
      }
      tail.problem = nil
    } catch {
      tail.problem = error.reason
      leave(tail)
    }
    if let end = backlog[tail.identity], tail.searchedTo >= end || tail.position.offsetBytes >= end
    {
      backlog[tail.identity] = nil
    }
  }

  /// Takes `tail` out of those to be read, until it is looked at again.
  func leave(_ tail: FileTail) {
    tail.isDue = false
    due.removeAll { $0 === tail }
    backlog[tail.identity] = nil
  }

  private func finishWhereQuiet(
    _ tail: FileTail, _ sink: any LineSink, now: Int64
  ) throws(SystemError) {
    leave(tail)
    guard
      tail.isRotated && now - tail.grewAt >= settings.quietNanoseconds
        || settings.sabotage.contains(.partialLineCounted)
    else { return }
    if try !reader.finish(tail, into: sink) { noteChange(of: tail, sink, now: now) }
  }

  /// A file was truncated, and may have been written anew.
  private func noteChange(of tail: FileTail, _ sink: any LineSink, now: Int64) {
    // A copy that was made before inherits what was not read.
    let unreadBytes = tail.unreadBytes
    if settings.sabotage.contains(.truncationIgnored) { return leave(tail) }
    lookAtNames(now: now)
    if tail.position.offsetBytes > 0, (try? tail.stillFits()) != true {
      if (try? tail.resumeBehindCut()) == true {
        gaps.note(tail.position.path, bytes: 0, because: "it was cut off before what was counted")
      } else {
        if unreadBytes > 0 {
          gaps.note(
            tail.position.path, bytes: unreadBytes,
            because: "it was truncated before all of it was read")
        }
        tail.restart()
      }
    }
    sink.begin(tail)
    tail.unreadBytes = 0
    tail.position.seenBytes = tail.position.offsetBytes
  }

  private func readPacked(into sink: any LineSink) {
    if unpacking == nil, let next = packed.first {
      packed.removeFirst()
      unpacking = next.opened(by: self)
    }
    guard let current = unpacking else { return }
    _ = current.read(into: sink)
    guard current.isDone else { return }
    unpacking = nil
    if current.isReplaced {
      gaps.note(current.path, bytes: 0, because: "it was replaced before it could be read")
      return noteLost()
    }
    problems[current.path] = current.problem
    if let original = current.original {
      // Its lines are counted here now, a last one without a newline too.
      missing.removeAll { $0 == original }
      let number = FileNumber(device: original.device, inode: original.inode)
      if let tail = open[number], tail.links == 0, tail.lagBytes > 0 { open[number] = nil }
    }
    closed[current.number] = current.position
    noteLost()
  }
}

/// A compressed file that waits to be read.
struct PackedFile {
  var path: FilePath
  let file: OpenFile
  let number: FileNumber
  let sizeBytes: Int64
  /// How far it was read before; nil where it was not.
  let position: SourcePosition?

  func opened(by set: TailSet) -> PackedTail {
    let start = SourcePosition(
      path: path, device: number.device, inode: number.inode, isPacked: true)
    // By now all that is open was read, so that the positions are the last ones.
    let originals = set.possibleOriginals(of: path).filter { $0.offsetBytes > 0 }
    // Its inode may have been another's before, whose position fits it no more.
    let candidates =
      (position.map { $0.offsetBytes > 0 ? [$0] : [] } ?? [])
      + originals.sorted { $0.offsetBytes > $1.offsetBytes }
    return PackedTail(
      start, file, sizeBytes: sizeBytes, candidates: candidates, framing: set.settings.framing,
      maxLineBytes: set.settings.maxLineBytes,
      unpacker: set.unpacker, in: set.files)
  }
}
