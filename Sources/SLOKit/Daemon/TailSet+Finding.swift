// Which file is which: every name that a source leads to, and every name that rotation may have made
// of one, is looked at, and what it leads to is known already, known from before, or new.

/// A name that was found, and what it leads to.
private struct FoundFile {
  let path: FilePath
  let status: FileStatus
  /// Whether a source names it; else rotation may have made it of one.
  let isSource: Bool

  var number: FileNumber { FileNumber(status) }
}

extension TailSet {
  /// How many positions of files that are gone are kept.
  private static let maxGone = 1000

  /// Looks which names there are.
  func lookAtNames(now: Int64) {
    let (paths, folders) = SourceNames.find(settings.words, in: files)
    self.folders = folders
    sources = paths
    overflowCount = 0
    held = []
    let found = found(paths)
    let numbers = Set(found.map(\.number))
    for file in found { noteKnown(file, now: now) }
    if isFirstLook { findMissingBesides(numbers, now: now) }
    for tail in open.values where !numbers.contains(tail.identity) { tail.isRotated = true }
    if settings.sabotage.contains(.rotatedFileDropped) {
      for (number, tail) in open where tail.isRotated {
        leave(tail)
        open[number] = nil
      }
    }
    for (number, position) in closed where !numbers.contains(number) {
      closed[number] = nil
      remember(position)
    }
    for file in found where !isKnown(file.number) { noteNew(file, now: now) }
    letGo(now: now)
    noteLost()
  }

  private func isKnown(_ number: FileNumber) -> Bool {
    open[number] != nil || closed[number] != nil
      || packed.contains { $0.number == number }
      || unpacking?.number == number
  }

  /// What the sources lead to, and what rotation may have made of it, each file once.
  private func found(_ paths: [FilePath]) -> [FoundFile] {
    var found: [FoundFile] = []
    var seen: Set<FileNumber> = []
    problems = problems.filter {
      paths.contains($0.key) && open.values.contains { $0.problem != nil }
    }
    func add(_ path: FilePath, isSource: Bool) {
      do throws(SystemError) {
        let status = try files.status(at: path)
        guard status.kind == .file else {
          if isSource && status.kind != .folder { problems[path] = "not a regular file" }
          return
        }
        if seen.insert(FileNumber(status)).inserted {
          found.append(FoundFile(path: path, status: status, isSource: isSource))
        }
      } catch {
        if isSource { problems[path] = error.reason }
      }
    }
    for path in paths { add(path, isSource: true) }
    for path in rotated(of: paths) { add(path, isSource: false) }
    return found
  }

  /// The names beside `paths` that rotation may have made of them.
  private func rotated(of paths: [FilePath]) -> [FilePath] {
    let sources = Set(paths)
    var rotated: [FilePath] = []
    for (folder, originals) in Dictionary(grouping: paths, by: \.folder) {
      let listed = folder.bytes.isEmpty ? FilePath(".") : folder
      let names = (try? files.names(in: listed)) ?? []
      for original in originals {
        let old = original.name
        let stem = old.prefix(old.lastIndex(of: UInt8(ascii: ".")) ?? old.count)
        // Names are sorted: those that begin alike stand together.
        let first = names.partitioningIndex { !$0.lexicographicallyPrecedes(stem) }
        for name in names[first...].prefix(while: { $0.starts(with: stem) }) {
          let path = FilePath(bytes: folder.bytes + name)
          if !sources.contains(path), SourceNames.isMade(path, of: original) {
            rotated.append(path)
          }
        }
      }
    }
    return rotated
  }

  /// Takes up a file that is known by its inode.
  private func noteKnown(_ file: FoundFile, now: Int64) {
    if let tail = open[file.number] {
      tail.position.path = file.path
      tail.isRotated = !file.isSource
    } else if let index = packed.firstIndex(where: { $0.number == file.number }) {
      packed[index].path = file.path
    } else if let unpacking, unpacking.number == file.number {
      unpacking.path = file.path
    } else if let position = closed[file.number] {
      noteClosed(position, file, now: now)
    } else {
      // An inode may have had several files.
      let positions = missing.filter {
        $0.device == file.number.device && $0.inode == file.number.inode
      }
      for position in positions where !isKnown(file.number) { resume(position, file, now: now) }
    }
  }

  private func noteClosed(_ position: SourcePosition, _ file: FoundFile, now: Int64) {
    let isPacked = Decompressor.program(for: file.path) != nil
    if isPacked == position.isPacked, file.status.sizeBytes == position.seenBytes {
      closed[file.number]?.path = file.path
      return
    }
    closed[file.number] = nil
    // Else another file has the inode now.
    guard isPacked == position.isPacked else { return remember(position) }
    if isPacked {
      waitForUnpacking(file, position)
    } else if let opened = try? OpenFile(file.path, .input, in: files),
      (try? position.fits(opened)) == true, file.isSource
    {
      follow(position, opened, file, now: now)
    }
  }

  /// Goes on with a position of the checkpoint, where the file is still what it was.
  private func resume(_ position: SourcePosition, _ file: FoundFile, now: Int64) {
    // Else another file has the inode now.
    guard position.isPacked == (Decompressor.program(for: file.path) != nil) else { return }
    if position.isPacked || position.isFinished {
      if position.isFinished && position.seenBytes == file.status.sizeBytes {
        if !position.isPacked {
          guard let opened = try? OpenFile(file.path, .input, in: files),
            (try? position.fits(opened)) == true
          else { return }
        }
        missing.removeAll { $0 == position }
        closed[file.number] = position
        closed[file.number]?.path = file.path
      } else if position.isPacked && position.offsetBytes == 0 {
        missing.removeAll { $0 == position }
        noteNewPacked(file)
      } else if position.isPacked {
        missing.removeAll { $0 == position }
        waitForUnpacking(file, position)
      } else if let opened = try? OpenFile(file.path, .input, in: files),
        (try? position.fits(opened)) == true
      {
        missing.removeAll { $0 == position }
        if file.isSource {
          follow(position, opened, file, now: now)
        } else {
          closed[file.number] = position
        }
      }
      return
    }
    do throws(SystemError) {
      let opened = try OpenFile(file.path, .input, in: files)
      let tail = FileTail(position, opened, now: now)
      var isSame = settings.sabotage.contains(.inodeTrusted)
      if !isSame { isSame = try position.fits(opened) }
      if !isSame { isSame = try tail.resumeBehindCut() }
      if isSame {
        missing.removeAll { $0 == position }
        if tail.position.offsetBytes < position.offsetBytes {
          gaps.note(file.path, bytes: 0, because: "it was cut off before what was counted")
        }
        follow(tail.position, opened, file, now: now)
      }
    } catch {
      problems[file.path] = error.reason
      // Not to be taken for a new one: it is looked at again.
      held.insert(file.number)
    }
  }

  /// Looks for files that were renamed to what no name tells, by their inode.
  private func findMissingBesides(_ numbers: Set<FileNumber>, now: Int64) {
    let wanted = Set(missing.map { FileNumber(device: $0.device, inode: $0.inode) })
    if wanted.isEmpty { return }
    for folder in Set(missing.map(\.path.folder)) {
      let listed = folder.bytes.isEmpty ? FilePath(".") : folder
      for name in (try? files.names(in: listed)) ?? [] {
        let path = FilePath(bytes: folder.bytes + name)
        guard let status = try? files.status(at: path), status.kind == .file,
          wanted.contains(FileNumber(status)), !numbers.contains(FileNumber(status))
        else { continue }
        noteKnown(FoundFile(path: path, status: status, isSource: false), now: now)
        open[FileNumber(status)]?.isRotated = true
      }
    }
  }

  /// Follows `opened` from `position` on.
  private func follow(
    _ position: SourcePosition, _ opened: OpenFile, _ file: FoundFile, now: Int64
  ) {
    var position = position
    position.path = file.path
    position.device = file.number.device
    position.inode = file.number.inode
    position.isPacked = false
    position.isFinished = false
    let tail = FileTail(position, opened, now: now)
    tail.isRotated = !file.isSource
    open[file.number] = tail
    problems[file.path] = nil
  }

  /// Takes up a file that is not known by its inode.
  private func noteNew(_ file: FoundFile, now: Int64) {
    if held.contains(file.number) { return }
    if open.count >= settings.maxSources {
      overflowCount += 1
      return
    }
    let isPacked = Decompressor.program(for: file.path) != nil
    if isNew && isFirstLook && !file.isSource { return passOver(file, isPacked: isPacked) }
    do throws(SystemError) {
      if isPacked { return noteNewPacked(file) }
      let opened = try OpenFile(file.path, .input, in: files)
      switch try origin(of: file.path, opened, sizeBytes: file.status.sizeBytes) {
      case .own:
        let position = SourcePosition(
          path: file.path, device: file.number.device, inode: file.number.inode)
        follow(position, opened, file, now: now)
      case .copyInProgress: held.insert(file.number)
      case .copy(let position):
        forget(position)
        follow(position, opened, file, now: now)
      case .part(var position):
        position.path = file.path
        position.device = file.number.device
        position.inode = file.number.inode
        position.seenBytes = file.status.sizeBytes
        position.isFinished = true
        closed[file.number] = position
      }
    } catch {
      problems[file.path] = error.reason
    }
  }

  private func noteNewPacked(_ file: FoundFile) {
    let candidates = possibleOriginals(of: file.path).filter { $0.offsetBytes > 0 }
    // As long as the file is there beside it, it is being made.
    let isBeingMade = candidates.contains { candidate in
      open[FileNumber(device: candidate.device, inode: candidate.inode)].map { $0.links > 0 }
        ?? false
    }
    if isBeingMade, files.exists(FilePath(bytes: file.path.withoutEnding)) {
      held.insert(file.number)
      return
    }
    waitForUnpacking(file, nil)
  }

  /// Puts a compressed file behind those that are to be read. It is held open, so that no other gets
  /// its inode meanwhile.
  private func waitForUnpacking(_ file: FoundFile, _ position: SourcePosition?) {
    do throws(SystemError) {
      let opened = try OpenFile(file.path, .input, in: files)
      guard try FileNumber(opened.status()) == file.number else { return }
      packed.append(
        PackedFile(
          path: file.path, file: opened, number: file.number, sizeBytes: file.status.sizeBytes,
          position: position))
    } catch {
      problems[file.path] = error.reason
      if let position { missing.append(position) }
    }
  }

  /// Remembers what was there before anything was followed, and is no source: it is not counted now,
  /// and must not be when it gets another name.
  private func passOver(_ file: FoundFile, isPacked: Bool) {
    var position = SourcePosition(
      path: file.path, device: file.number.device, inode: file.number.inode, isPacked: isPacked)
    position.seenBytes = file.status.sizeBytes
    position.isFinished = true
    if !isPacked, let opened = try? OpenFile(file.path, .input, in: files) {
      let span = Int64(ContentMark.spanBytes)
      let start = max(0, file.status.sizeBytes - span)
      let head = (try? opened.bytes(at: 0, count: ContentMark.spanBytes)) ?? []
      let last = (try? opened.bytes(at: start, count: ContentMark.spanBytes)) ?? []
      position.offsetBytes = file.status.sizeBytes
      position.mark = ContentMark(head: head, tail: last)
    }
    closed[file.number] = position
  }

  /// Lets go of files that were rotated away and do not grow any more.
  private func letGo(now: Int64) {
    for (number, tail) in open where tail.isRotated && !tail.isDue {
      let quiet = now - tail.grewAt
      guard tail.position.offsetBytes >= tail.position.seenBytes,
        quiet >= (tail.links == 0 ? settings.quietNanoseconds : settings.farewellNanoseconds)
      else { continue }
      open[number] = nil
      tail.position.isFinished = true
      if tail.links == 0 { remember(tail.position) } else { closed[number] = tail.position }
    }
  }

  /// Keeps the position of a file that is gone, for when it comes again under another inode.
  func remember(_ position: SourcePosition) {
    if position.isPacked || position.offsetBytes == 0 { return }
    gone.append(position)
    if gone.count > Self.maxGone { gone.removeFirst(gone.count - Self.maxGone) }
  }

  /// Notes what is missing, once nothing is left that it may turn up in.
  func noteLost() {
    if isFirstLook && missing.isEmpty { return }
    if !packed.isEmpty || unpacking != nil { return }
    missing = missing.filter { position in
      if isHeldBack(position) { return true }
      if !position.isFinished {
        gaps.note(
          position.path, bytes: position.seenBytes - position.offsetBytes,
          because: "it was gone, or was another file, when the daemon came back")
      }
      // Told once: it is not missed again after the next start.
      var position = position
      position.isFinished = true
      position.seenBytes = position.offsetBytes
      remember(position)
      return false
    }
  }

  private func isHeldBack(_ position: SourcePosition) -> Bool {
    held.contains(FileNumber(device: position.device, inode: position.inode))
  }

  /// All positions that are known of files that are not compressed.
  var known: [SourcePosition] {
    open.values.map(\.position) + Array(closed.values) + missing + gone
  }

  /// Forgets `position` where it is of a file that is not open; its copy goes on with it.
  private func forget(_ position: SourcePosition) {
    missing.removeAll { $0 == position }
    gone.removeAll { $0 == position }
    let number = FileNumber(device: position.device, inode: position.inode)
    if let tail = open[number], tail.position == position { tail.restart() }
  }
}

extension FilePath {
  /// Its bytes up to its last dot.
  fileprivate var withoutEnding: [UInt8] {
    Array(bytes.prefix(bytes.lastIndex(of: UInt8(ascii: ".")) ?? bytes.count))
  }
}

extension Array {
  /// The first index whose element `isBehind`, where all behind it are, too.
  fileprivate func partitioningIndex(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
