// Names in folders and what globs match, in the order of bytes.

import Testing

@testable import SLOKit

struct DirectoryTests {
  @Test func `a folder's names come sorted by bytes, hidden ones and folders too`() throws {
    let folder = try ScratchFolder()
    for name in ["b", ".a", "B", "a.1", "a-1", "é", "sub/c"] { try folder.write(name) }
    let names = try namesInFolder(folder.path).map { String(decoding: $0, as: UTF8.self) }
    #expect(names == [".a", "B", "a-1", "a.1", "b", "sub", "é"])
    #expect(throws: SystemError.self) { try namesInFolder(folder.file("nowhere")) }
    #expect(throws: SystemError.self) { try namesInFolder(folder.file("b")) }
  }

  @Test(arguments: [
    ("*", ["B", "a", "a-b", "b", "é"]), ("?", ["B", "a", "b"]), (".*", [".a"]),
    ("[ab]", ["a", "b"]), ("[!ab]", ["B"]), ("*/*", ["a-b/x", "a/.y/z", "a/x"]),
    ("a*/x", ["a-b/x", "a/x"]), ("a/.y/*", ["a/.y/z"]), ("*/nothing", []), ("x*", []),
    ("nowhere/*", []), ("b/*", []), ("a", ["a"]), ("a//x", ["a/x"]),
  ])
  func `a glob matches within its components`(pattern: String, wanted: [String]) throws {
    let folder = try ScratchFolder()
    for name in ["b", ".a", "B", "a/x", "a/.y/z", "a-b/x", "é"] { try folder.write(name) }
    let root = folder.path.text + "/"
    let found = pathsMatching(folder.file(pattern)).map { $0.text.replacing(root, with: "") }
    // A star does not match a leading dot.
    #expect(found == wanted.filter { pattern.contains(".") || !$0.contains("/.") })
  }

  @Test func `what a path leads to is told`() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("a")
    #expect(try kindOfFile(file) == .file)
    #expect(try kindOfFile(folder.path) == .folder)
    #expect(try kindOfFile(FilePath("/dev/null")) == .other)
    let problem = #expect(throws: SystemError.self) { try kindOfFile(folder.file("nowhere")) }
    #expect(problem?.isNotFound == true)
    #expect(problem?.description == "\(folder.path.text)/nowhere: No such file or directory")
  }
}
