// Compares a text with the one recorded under Snapshots/. Set SLOCTL_RECORD_SNAPSHOTS=1 to record anew, and
// read the difference before committing it.

import Foundation
import Testing

enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Snapshots")

  /// Whether `text` is what the file `name` of the snapshots holds; records it where that is asked for.
  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["SLOCTL_RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
      return
    }
    let recorded = try? String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(
      text == recorded, "not as recorded in Snapshots/\(name)", sourceLocation: sourceLocation)
  }
}
