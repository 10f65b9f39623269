// Who may have a state folder, and what it must be like.

import Testing

@testable import SLOKit

struct StateFolderTests {
  private func folder(
    _ files: any FileSystem, _ path: String = "/state", process: Int32 = 1, user: UInt32 = 0
  ) throws -> StateFolder {
    try StateFolder(FilePath(path), process: process, user: user, in: files)
  }

  @Test func `one daemon has it, and the other is told which`() throws {
    let files = SimulatedFiles()
    let first = try folder(files, process: 4711)
    let refusal = #expect(throws: StateProblem.self) { _ = try self.folder(files) }
    #expect(refusal?.message == "process 4711 holds the state folder /state")
    #expect(first.path == FilePath("/state"))
    files.restart()
    _ = try folder(files, process: 4712)
    #expect(files.bytes("/state/lock") == Array("4712\n".utf8))
  }

  @Test(arguments: [0o777, 0o720, 0o702, 0o1777])
  func `a folder that others can write to is refused`(_ mode: UInt32) throws {
    let files = SimulatedFiles()
    files.addFolder("/state", permissions: mode)
    let refusal = #expect(throws: StateProblem.self) { _ = try self.folder(files) }
    #expect(refusal?.advice == "chmod go-w /state")
  }

  @Test func `a folder of somebody else is refused`() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("state")
    let files = SystemFiles()
    _ = try StateFolder(path, process: 1, user: ThisProcess.user, in: files)
    #expect(try files.status(at: path).permissions == 0o700)
    #expect(try files.status(at: path.appending(Array("lock".utf8))).permissions == 0o600)
    // The tests may run as root, whose folders everybody takes.
    if ThisProcess.user != 0 {
      #expect(throws: StateProblem.self) {
        _ = try StateFolder(path, process: 1, user: ThisProcess.user + 1, in: files)
      }
    }
  }
}
