// Small files as a whole, and files without a name.

import Testing

@testable import SLOKit

struct FileContentsTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func `a file of just the limit is read, one more byte is refused`(size: Int) throws {
    let folder = try ScratchFolder()
    let contents = String(repeating: "x", count: size)
    let file = try folder.write("a", contents)
    #expect(try readWholeFile(file, limitBytes: size) == Array(contents.utf8))
    guard size > 0 else { return }
    let problem = #expect(throws: SystemError.self) {
      try readWholeFile(file, limitBytes: size - 1)
    }
    #expect(problem?.code == SystemError.isTooLarge)
    #expect(problem?.subject == file.text)
  }

  @Test func `folders, devices and what is not there are refused`() throws {
    let folder = try ScratchFolder()
    func code(_ path: FilePath) -> Int32? {
      do throws(SystemError) {
        _ = try readWholeFile(path, limitBytes: 10)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(folder.path) == SystemError.isFolder)
    #expect(code(FilePath("/dev/zero")) == SystemError.isNoFile)
    #expect(SystemError("open", on: "", code: code(folder.file("a")) ?? 0).isNotFound)
  }

  @Test func `a temporary file gives back what was written and leaves no name`() throws {
    let folder = try ScratchFolder()
    let file = try FileDescriptor.temporary(in: folder.path.text)
    #expect(try namesInFolder(folder.path).isEmpty)
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    try unsafe file.write(bytes.span.bytes)
    try file.rewind()
    var found: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try file.read(into: &chunk)
      if count == 0 { break }
      found += chunk[..<count]
    }
    #expect(found == bytes)
    #expect(throws: SystemError.self) {
      _ = try FileDescriptor.temporary(in: folder.file("nowhere").text)
    }
  }
}
