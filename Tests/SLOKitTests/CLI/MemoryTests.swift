// Memory does not grow with the file: what is kept is counts, not events. Measured as the largest
// resident set of the program over generated files of two sizes.

import Foundation
import Glibc
import Testing

struct MemoryTests {
  private static let time = "/usr/bin/time"

  /// A file of a repeated block of 10,000 events, a customer each.
  private func writeEvents(_ name: String, blocks: Int, to folder: EventFolder) throws {
    let block = (0..<10_000).map { index in
      SampleEvents.line(
        String(format: "2026-11-01T%02d:%02d:00Z", index % 24, index % 60),
        status: index % 100 == 0 ? 500 : 200, customer: "customer-\(index)")
    }.joined()
    let file = folder.url.appendingPathComponent(name)
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    for _ in 0..<blocks { try handle.write(contentsOf: Data(block.utf8)) }
    try handle.close()
  }

  /// The largest resident set, in KiB, of the program run with `words`.
  private func peak(_ words: [String], in folder: EventFolder) throws -> Int {
    let result = try BuiltProgram.run(
      ["-f", "%M", BuiltProgram.path] + words, folder: folder.url.path, program: Self.time)
    #expect(result.status == 0, "\(result.error)")
    return try #require(Int(result.error.split(separator: "\n").last ?? ""))
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: time), "needs /usr/bin/time"),
    arguments: [["budget"], ["customers", "api"]])
  func `ten thousand customers take as much memory in a long file as in a short one`(
    words: [String]
  ) throws {
    #if DEBUG
      let blocks = (short: 2, long: 8)
    #else
      let blocks = (short: 25, long: 125)
    #endif
    let folder = try EventFolder()
    try writeEvents("short.ndjson", blocks: blocks.short, to: folder)
    try writeEvents("long.ndjson", blocks: blocks.long, to: folder)
    let short = try peak(words + ["short.ndjson"], in: folder)
    let long = try peak(words + ["long.ndjson"], in: folder)
    #expect(long < 64 << 10)
    #expect(abs(long - short) < 4 << 10, "\(short) KiB and \(long) KiB")
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: time), "needs /usr/bin/time"),
    arguments: [("1m", "365d"), ("1s", "3d")])
  func `two events far apart take no more memory than many`(
    resolution: String, window: String
  ) throws {
    let config = SampleConfig(["window": "\"\(window)\""]).with("resolution", "\"\(resolution)\"")
    let first = window == "3d" ? "2026-10-30T00:00:00Z" : "2025-11-02T00:00:00Z"
    let folder = try EventFolder(
      config, events: SampleEvents.line(first) + SampleEvents.line("2026-11-01T12:00:00Z"))
    #expect(try peak(["budget", "events.ndjson"], in: folder) < 64 << 10)
  }
}
