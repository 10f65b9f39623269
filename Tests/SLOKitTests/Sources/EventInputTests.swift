// Which inputs words lead to, and in which order.

import Testing

@testable import SLOKit

struct EventInputTests {
  /// The inputs that `words`, names in a folder that holds `files`, lead to: names in that folder,
  /// or what is wrong.
  private func inputs(_ words: [String], files: [String]) throws -> [String] {
    let folder = try ScratchFolder()
    for file in files { try folder.write(file) }
    let root = folder.path.text + "/"
    let inputs: [EventInput]
    do throws(Diagnostic) {
      inputs = try EventInput.inputs(for: words.map { $0 == "-" ? FilePath("-") : folder.file($0) })
    } catch {
      return [error.message.replacing(root, with: "")]
    }
    return inputs.map { input in
      switch input {
      case .standardInput: "standard input"
      case .file(let path, let isNamed):
        path.text.replacing(root, with: "") + (isNamed ? "" : " (found)")
      case .nothing(let path, let reason): path.text.replacing(root, with: "") + ": " + reason
      }
    }
  }

  @Test func `files are read in the order of the words`() throws {
    #expect(try inputs(["b", "a", "-"], files: ["a", "b", "c"]) == ["b", "a", "standard input"])
  }

  @Test func `a folder stands for its own files in the order of their bytes`() throws {
    let files = ["d/b", "d/a", "d/B", "d/a.1", "d/a-1", "d/é", "d/.hidden", "d/sub/c"]
    #expect(
      try inputs(["d"], files: files) == [
        "d/B (found)", "d/a (found)", "d/a-1 (found)", "d/a.1 (found)", "d/b (found)",
        "d/é (found)",
      ])
  }

  @Test func `a glob stands for what it matches in the order of the paths' bytes`() throws {
    let files = ["a/x.log", "a-b/x.log", "a/.x.log", "b/y.log", "c", "x.log", ".d/x.log"]
    #expect(
      try inputs(["*/?.log"], files: files) == [
        "a-b/x.log (found)", "a/x.log (found)", "b/y.log (found)",
      ])
    #expect(try inputs(["[xc]*"], files: files) == ["c (found)", "x.log (found)"])
  }

  @Test func `a file whose name is a glob is that file`() throws {
    #expect(try inputs(["[a]"], files: ["a", "[a]"]) == ["[a]"])
  }

  @Test func `what leads to nothing says so`() throws {
    #expect(
      try inputs(["x", "*.log"], files: ["a"]) == [
        "x: No such file or directory", "*.log: no file matches",
      ])
    #expect(
      try inputs(["d", "a/b"], files: ["d/.hidden", "a"]) == [
        "d: the folder holds no files", "a/b: Not a directory",
      ])
    #expect(try inputs([], files: ["a"]) == [])
  }

  @Test func `a file that several words lead to is read once, at its first place`() throws {
    #expect(
      try inputs(["b", "*", "a", "b"], files: ["a", "b", "c"]) == ["b", "a (found)", "c (found)"])
  }

  @Test func `standard input can be read but once`() throws {
    #expect(try inputs(["-", "a", "-"], files: ["a"]) == ["standard input", "a"])
  }

  @Test(arguments: [".gz", ".zst"])
  func `a file and its compressed copy are refused together`(ending: String) throws {
    let message =
      "e.log and e.log\(ending) are both to be read, which would count their events twice"
    let files = ["e.log", "e.log\(ending)", "f.log\(ending)"]
    #expect(try inputs(["*"], files: files) == [message])
    #expect(try inputs(["e.log\(ending)", "e.log"], files: files) == [message])
    #expect(
      try inputs(["e.log\(ending)", "f.log\(ending)"], files: files)
        == ["e.log\(ending)", "f.log\(ending)"])
  }
}
