// A folder of a test's own, gone with the value.

import Foundation

@testable import SLOKit

/// A folder for files that a test needs.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "slokit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: FilePath { FilePath(url.path) }

  /// The path of `name` in it.
  func file(_ name: String) -> FilePath { path.appending(Array(name.utf8)) }

  /// Makes a file, with the folders it lies in, and says where it is.
  @discardableResult
  func write(_ name: String, _ contents: String = "") throws -> FilePath {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contents.utf8).write(to: file)
    return self.file(name)
  }
}
