// Paths as bytes.

import Testing

@testable import SLOKit

struct FilePathTests {
  @Test(arguments: [
    ("", "a", "a"), ("d", "a", "d/a"), ("d/", "a", "d/a"), ("/", "a", "/a"), ("d", "", "d/"),
  ])
  func `a name is appended behind one slash`(folder: String, name: String, path: String) {
    #expect(FilePath(folder).appending(Array(name.utf8)) == FilePath(path))
  }

  @Test(arguments: [
    ("", ""), ("a", ""), ("d/a", "d/"), ("/a", "/"), ("/d/e/a", "/d/e/"), ("d/", "d/"),
  ])
  func `the folder is all up to the last slash`(path: String, folder: String) {
    #expect(FilePath(path).folder == FilePath(folder))
  }

  @Test func `a name that is not UTF-8 keeps its bytes, and is shown with replacements`() {
    let path = FilePath(bytes: [0x61, 0xFF, 0x62])
    #expect(path.bytes == [0x61, 0xFF, 0x62])
    #expect(path.text == "a\u{FFFD}b")
    #expect(path != FilePath(path.text))
    #expect(path.cString == [0x61, -1, 0x62, 0])
  }

  @Test func `paths are ordered by bytes and endings are bytes`() {
    let paths = ["é", "b", "a/x", "a-b/x", "B", "a"].map { FilePath($0) }
    #expect(paths.sorted().map(\.text) == ["B", "a", "a-b/x", "a/x", "b", "é"])
    #expect(FilePath("a.gz").ends(with: ".gz") && FilePath(".gz").ends(with: ".gz"))
    #expect(!FilePath("gz").ends(with: ".gz") && !FilePath("a.GZ").ends(with: ".gz"))
  }
}
