// Whether a file that is replaced is the old one or the new one, whatever fails and whenever.

import Glibc
import Testing

@testable import SLOKit

struct AtomicFileTests {
  private static let path = FilePath("/state/file")
  private static let old = Array("the old file".utf8)
  private static let new = Array("the new file, which is longer".utf8)

  private func folder() -> SimulatedFiles {
    let files = SimulatedFiles()
    files.addFolder("/state")
    files.addFile("/state/file", Self.old)
    return files
  }

  private func replace(in files: SimulatedFiles) throws {
    try AtomicFile.write(Self.new, to: Self.path, in: files)
  }

  /// How many calls a replacement makes when nothing fails.
  private func calls() throws -> Int {
    let files = folder()
    try replace(in: files)
    #expect(files.bytes("/state/file") == Self.new)
    return files.calls
  }

  @Test func `a death at any call leaves the old file or the new one`() throws {
    for call in 0..<(try calls()) {
      for taken in [0, 5] {
        let files = folder()
        files.fault = { $0.number == call ? .dies(taken) : nil }
        #expect(throws: SystemError.self) { try self.replace(in: files) }
        files.restart()
        let found = try #require(files.bytes("/state/file"))
        #expect(found == Self.old || found == Self.new, "death at call \(call)")
        // What lies about is no obstacle.
        try replace(in: files)
        #expect(files.bytes("/state/file") == Self.new)
        #expect(files.openCount == 0)
      }
    }
  }

  @Test(arguments: 0..<200)
  func `a loss of power leaves the old file or the new one`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = folder()
    let death = random.below(try calls() + 1)
    files.fault = { $0.number == death ? .dies(seed.isMultiple(of: 2) ? 7 : 0) : nil }
    let isDone = (try? replace(in: files)) != nil
    files.losePower(&random)
    let found = try #require(files.bytes("/state/file"))
    #expect(isDone ? found == Self.new : found == Self.old || found == Self.new, "seed \(seed)")
  }

  @Test(arguments: [ENOSPC, EIO, EDQUOT, EROFS, EMFILE])
  func `a call that fails is told, and the old file stays`(_ code: Int32) throws {
    for call in 0..<(try calls()) {
      let files = folder()
      var names: [String] = []
      files.fault = {
        names.append($0.name)
        return $0.number == call ? .fails(code) : nil
      }
      do {
        try replace(in: files)
        // Only the clearing up may fail without a word.
        Issue.record("call \(call), \(names[call]), failed without a word")
      } catch let error as SystemError {
        #expect(error.code == code)
        #expect(error.subject.hasPrefix("/state"), "\(error)")
      }
      let found = try #require(files.bytes("/state/file"))
      // Once renamed it stays, even where the folder could not be synced.
      #expect(
        found
          == (call >= names.lastIndex(of: "rename").map { $0 + 1 } ?? .max ? Self.new : Self.old))
      #expect(names.filter { $0 == "sync" }.count <= 2, "a failed sync is not made again")
    }
  }

  @Test func `short writes go on, interrupted calls are made again`() throws {
    let files = folder()
    files.fault = { call in
      if call.number.isMultiple(of: 2) { return .fails(EINTR) }
      return call.name == "write" ? .takes(3) : nil
    }
    try replace(in: files)
    #expect(files.bytes("/state/file") == Self.new)
  }

  @Test func `the system's own files do the same`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("file", "old")
    let files = SystemFiles()
    try AtomicFile.write(Self.new, to: path, in: files)
    #expect(try readWholeFile(path, limitBytes: 1000) == Self.new)
    #expect(try files.status(at: path).permissions == 0o600)
    #expect(try files.names(in: folder.path) == [Array("file".utf8)])
    // A link in its place is not followed.
    unsafe symlink(path.text, folder.file("link.new").text)
    #expect(throws: SystemError.self) {
      try AtomicFile.write(Self.old, to: folder.file("link"), in: files)
    }
    #expect(try readWholeFile(path, limitBytes: 1000) == Self.new)
  }

  @Test func `one process at a time has a lock`() throws {
    let folder = try ScratchFolder()
    let files = SystemFiles()
    let first = try OpenFile(folder.file("lock"), .appending, in: files)
    let second = try OpenFile(folder.file("lock"), .appending, in: files)
    #expect(try first.lock())
    #expect(try !second.lock())
  }
}
