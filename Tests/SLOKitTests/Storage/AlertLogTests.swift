// Whether the alert log holds each line once, whatever comes between.

import Glibc
import Testing

@testable import SLOKit

struct AlertLogTests {
  private static let path = FilePath("/log/alerts")

  private static func line(_ number: Int, _ state: String = "firing") -> PendingLogLine {
    PendingLogLine(
      id: "\(number)", state: state,
      line: Array(#"{"id":"\#(number)","state":"\#(state)","key":null}"#.utf8) + [.newline])
  }

  private static func folder(_ text: String? = nil) -> SimulatedFiles {
    let files = SimulatedFiles()
    files.addFolder("/log")
    if let text { files.addFile("/log/alerts", Array(text.utf8)) }
    return files
  }

  @Test func `lines that are there are not written again`() throws {
    let lines = [Self.line(1), Self.line(1, "resolved"), Self.line(2)]
    let text = String(decoding: lines[0].line + lines[2].line.dropLast(5), as: UTF8.self)
    let files = Self.folder(text)
    let log = AlertLog(Self.path, in: files)
    let missing = try log.missing(of: lines)
    #expect(missing == [lines[1], lines[2]])
    try log.append(missing)
    #expect(files.bytes("/log/alerts") == lines[0].line + lines[1].line + lines[2].line)
    #expect(try log.missing(of: lines).isEmpty)
  }

  @Test(arguments: ["", "{\"id\"", "{}\n", "{}\n{}", "not a log at all"])
  func `a torn last line is cut off`(_ text: String) throws {
    let files = Self.folder(text)
    try AlertLog(Self.path, in: files).append([Self.line(1)])
    let whole = text.hasPrefix("{}\n") ? Array("{}\n".utf8) : []
    #expect(files.bytes("/log/alerts") == whole + Self.line(1).line)
  }

  @Test func `a new file is begun where the old one was rotated away`() throws {
    let files = Self.folder()
    let log = AlertLog(Self.path, in: files)
    try log.append([Self.line(1)])
    files.rename("/log/alerts", "/log/alerts.1")
    try log.append([Self.line(2)])
    #expect(files.bytes("/log/alerts") == Self.line(2).line)
    #expect(files.bytes("/log/alerts.1") == Self.line(1).line)
  }

  @Test(arguments: [ENOSPC, EIO, EINTR])
  func `each line once, whichever call fails and for how long`(_ code: Int32) throws {
    for call in 0..<24 {
      for length in [1, 3, 1000] {
        let files = Self.folder(call.isMultiple(of: 2) ? "{}\n{" : nil)
        let log = AlertLog(Self.path, in: files)
        var isOver = false
        files.fault = { made in
          guard !isOver, (call..<(call + length)).contains(made.number) else { return nil }
          if code == EINTR && length > 3 { return nil }
          return made.name == "write" && made.number == call ? .takes(4) : .fails(code)
        }
        var owed = [Self.line(1), Self.line(2)]
        for attempt in 0..<10 {
          if attempt == 5 { isOver = true }
          if (try? log.append(owed)) != nil { owed = attempt < 6 ? [Self.line(3)] : [] }
          if attempt >= 6 && owed.isEmpty { break }
        }
        let found = try #require(files.bytes("/log/alerts")).split(separator: .newline)
        let texts = found.map { String(decoding: $0, as: UTF8.self) }
        let numbers = texts.filter { $0 != "{}" }.map { Int($0.dropFirst(7).prefix(1)) ?? -1 }
        #expect(Array(numbers.prefix(2)) == [1, 2], "call \(call), \(texts)")
        #expect(numbers.dropFirst(2).allSatisfy { $0 == 3 })
      }
    }
  }

  @Test(arguments: 0..<200)
  func `after a death, what is owed is missing and what is there is whole`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let files = Self.folder()
    let lines = (0..<6).map { Self.line($0) }
    try AlertLog(Self.path, in: files).append(Array(lines[..<3]))
    let death = files.calls + random.below(7)
    files.fault = { $0.number == death ? .dies(random.below(150)) : nil }
    let isWritten = (try? AlertLog(Self.path, in: files).append(Array(lines[3...]))) != nil
    if random.chance(50) { files.losePower(&random) } else { files.restart() }
    let log = AlertLog(Self.path, in: files)
    let missing = try log.missing(of: Array(lines[3...]))
    #expect(!isWritten || missing.isEmpty, "seed \(seed)")
    try log.append(missing)
    let found = try #require(files.bytes("/log/alerts")).split(separator: .newline)
    // A loss of power may leave zeros where a line was being written; never twice, never torn.
    #expect(found.filter { $0.first == UInt8(ascii: "{") } == lines.map { $0.line.dropLast() })
  }
}
