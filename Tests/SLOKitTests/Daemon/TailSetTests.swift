// Whether every line of a file that is rotated is handed out once, compared with all that was written:
// through every kind of rotation, with restarts between that go on from what was known at some moment.

import Foundation
import Testing

@testable import SLOKit

/// Takes lines, and may stop after any of them.
private final class RecordingSink: LineSink {
  var lines: [String] = []
  var numbers: [Int] = []
  var stops: () -> Bool = { false }

  func take(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of tail: FileTail
  ) -> Bool {
    lines.append(
      line.isTooLong
        ? "\(line.lengthBytes) bytes"
        : unsafe text.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
    numbers.append(line.number)
    return !stops()
  }

  func begin(_ tail: FileTail) {}
}

/// A set of tails over files in memory, which dies and comes back.
private struct Reading {
  let files: SimulatedFiles
  let settings: TailSet.Settings
  let sink = RecordingSink()
  var tails: TailSet
  var now: Int64 = 0
  private var saved: (positions: [SourcePosition], gaps: InputGaps, lines: Int)?

  init(_ words: [String], in files: SimulatedFiles, maxLineBytes: Int = 1 << 20) {
    self.files = files
    var settings = TailSet.Settings(words: words)
    settings.maxLineBytes = maxLineBytes
    self.settings = settings
    tails = TailSet(settings, in: files, unpacker: SimulatedUnpacking.unpacker(files))
  }

  mutating func look() {
    now += 20_000_000
    tails.look(now: now)
  }

  mutating func readAll() {
    for _ in 0..<100_000 where tails.hasMore { tails.read(into: sink, now: now) }
  }

  mutating func save() { saved = (tails.positions, tails.gaps, sink.lines.count) }

  /// Forgets what came after the last save, and begins anew from there.
  mutating func restart() {
    sink.lines.removeLast(sink.lines.count - (saved?.lines ?? 0))
    files.restart()
    tails = TailSet(settings, in: files, unpacker: SimulatedUnpacking.unpacker(files))
    if let saved { tails.resume(from: saved.positions, gaps: saved.gaps) }
  }
}

struct TailSetTests {
  private static let runs: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["SLOCTL_SOAK"] == nil ? 6 : 1000)

  @Test(arguments: RotatingLogs.Rotation.allCases, [false, true])
  func `every line is handed out once`(
    _ rotation: RotatingLogs.Rotation, _ restarts: Bool
  ) throws {
    for seed in Self.runs {
      var random = SeededGenerator(seed: seed &+ 1_000_000)
      let logs = RotatingLogs(rotation, seed: seed)
      var reading = Reading(logs.words, in: logs.files)
      let stops = random.below(30)
      var stopper = random
      reading.sink.stops = { stopper.chance(stops) }
      reading.look()
      // What was rotated away before the first checkpoint was not followed.
      reading.save()
      for _ in 0..<120 {
        // A rotation that nobody sees before the next is for those that are found by their names.
        logs.step()
        if random.chance(60) {
          reading.look()
          logs.wasLookedAt = true
          // What a link led to while nobody looked has no name that tells.
          if rotation == .linkSwap { reading.save() }
        }
        for _ in 0..<random.below(4) where reading.tails.hasMore {
          reading.tails.read(into: reading.sink, now: reading.now)
        }
        if restarts, random.chance(10) { reading.save() }
        if restarts, random.chance(3) {
          reading.restart()
          reading.look()
        }
      }
      logs.end()
      for _ in 0..<3 {
        reading.look()
        reading.readAll()
      }
      let taken = reading.sink.lines.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      let written = logs.written.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
      let doubled = taken.filter { $0.value > written[$0.key] ?? 0 }.keys.sorted()
      // Without a descriptor to what was deleted it is gone; what is still there must be found.
      let findable = restarts ? logs.survivors : written.filter { !logs.losable.contains($0.key) }
      let missed = findable.filter { line, count in
        taken[line] ?? 0 < min(count, written[line] ?? 0)
      }.keys.sorted()
      #expect(
        doubled.isEmpty, "doubled in seed \(seed): \(doubled.prefix(3).map { $0.prefix(20) })")
      #expect(missed.isEmpty, "lost in seed \(seed): \(missed.prefix(3).map { $0.prefix(20) })")
      if !missed.isEmpty || !doubled.isEmpty { return }
      if taken != written, logs.losable.isEmpty {
        #expect(reading.tails.gaps.count > 0, "lost in silence in seed \(seed)")
      }
    }
  }

  @Test func `lines that are too long are told of once and stop nothing`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    let node = files.addFile("/log/a")
    var reading = Reading(["/log/a"], in: files, maxLineBytes: 1000)
    for piece in 0..<40 {
      files.append([UInt8](repeating: UInt8(ascii: "x"), count: 20_000), to: node)
      if piece == 39 { files.append(Array("\nshort\n".utf8), to: node) }
      reading.look()
      reading.readAll()
      if piece == 20 {
        reading.save()
        reading.restart()
      }
    }
    #expect(reading.sink.lines == ["800001 bytes", "short"])
    #expect(reading.sink.numbers == [1, 2])
  }

  @Test func `a last line that is not ended counts once its file was rotated away and is quiet`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    files.addFile("/log/a", Array("one\ntwo".utf8))
    var reading = Reading(["/log/a"], in: files)
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one"])
    files.rename("/log/a", "/log/a.1")
    files.addFile("/log/a", Array("three\n".utf8))
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one", "three"])
    reading.now += reading.settings.quietNanoseconds
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one", "three", "two"])
    reading.save()
    reading.restart()
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one", "three", "two"])
  }

  @Test func `an inode that was reused is not taken for the old file`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    let old = files.addFile("/log/a", Array("one\ntwo\n".utf8))
    var reading = Reading(["/log/a"], in: files)
    reading.look()
    reading.readAll()
    reading.save()
    files.removeName("/log/a")
    reading.restart()
    files.restart()
    let new = files.addFile("/log/a", Array("six\nten\nfour\n".utf8))
    #expect(new.inode == old.inode)
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one", "two", "six", "ten", "four"])
    #expect(reading.tails.gaps.count == 1)
  }

  @Test func `what is gone is missed once, however often it begins anew`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    files.addFile("/log/a", Array("one\n".utf8))
    var reading = Reading(["/log/a"], in: files)
    for round in 0..<4 {
      reading.look()
      reading.readAll()
      #expect(reading.tails.gaps.count == (round == 0 ? 0 : 1), "round \(round)")
      reading.save()
      reading.restart()
      if round == 0 { files.removeName("/log/a") }
    }
  }

  @Test func `what was rotated away before anything was read is not read later`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    files.addFile("/log/a", Array("three\n".utf8))
    files.addFile("/log/a.1", Array("two\n".utf8))
    files.addFile("/log/a.2.gz", Array("GZone\n".utf8))
    var reading = Reading(["/log/a"], in: files)
    for round in 0..<3 {
      reading.look()
      reading.readAll()
      #expect(reading.sink.lines == ["three"], "round \(round)")
      reading.save()
      reading.restart()
      if round == 0 {
        files.rename("/log/a.2.gz", "/log/a.3.gz")
        files.addFile("/log/a.2.gz", Array("GZtwo\n".utf8))
        files.removeName("/log/a.1")
      }
    }
  }

  @Test func `with a glob, what was rotated before counts too, compressed or not`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    files.addFile("/log/a", Array("three\n".utf8))
    files.addFile("/log/a.1", Array("two\n".utf8))
    files.addFile("/log/a.2.gz", Array("GZone\nhalf".utf8))
    var reading = Reading(["/log/a*"], in: files)
    for _ in 0..<3 {
      reading.look()
      reading.readAll()
      #expect(reading.sink.lines.sorted() == ["half", "one", "three", "two"])
      reading.save()
      reading.restart()
      files.rename("/log/a.2.gz", "/log/a.3.gz")
    }
  }

  @Test func `a file that lost its end is gone on with, and that is told`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    let lines = (0..<1000).map { "line \($0)" }
    let node = files.addFile("/log/a", Array(lines.map { $0 + "\n" }.joined().utf8))
    var reading = Reading(["/log/a"], in: files)
    reading.look()
    reading.readAll()
    reading.save()
    reading.restart()
    files.truncate(node, to: 6000)
    files.append(Array("0\nnew\n".utf8), to: node)
    reading.look()
    reading.readAll()
    #expect(reading.tails.gaps.count == 1)
    #expect(reading.sink.lines.count <= 1002)
  }

  @Test func `with other sources, files that none leads to are let go and not missed`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    let old = files.addFile("/log/a", Array("one\n".utf8))
    files.addFile("/log/b", Array("two\n".utf8))
    var reading = Reading(["/log/a"], in: files)
    reading.look()
    reading.readAll()
    var settings = reading.settings
    settings.words = ["/log/b"]
    reading.tails.reconfigure(settings)
    files.append(Array("three\n".utf8), to: old)
    reading.look()
    reading.readAll()
    #expect(reading.sink.lines == ["one", "two"])
    #expect(reading.tails.gaps.count == 0)
    #expect(reading.tails.positions.map(\.path) == [FilePath("/log/b")])
  }

  @Test func `what cannot be followed is told of`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    var reading = Reading(["/log/none", "/log/*.x"], in: files)
    reading.look()
    #expect(reading.tails.problems == [FilePath("/log/none"): "No such file or directory"])
    files.addFile("/log/none", Array("a\n".utf8))
    files.addFile("/log/b.x", Array("b\n".utf8))
    reading.look()
    reading.readAll()
    #expect(reading.tails.problems.isEmpty)
    #expect(reading.sink.lines == ["b", "a"])
    #expect(reading.tails.folders == [FilePath("/log")])
  }

  @Test func `thousands of files are followed up to the limit`() {
    let files = SimulatedFiles()
    files.addFolder("/log")
    for number in 0..<1200 { files.addFile("/log/\(number).log", Array("\(number)\n".utf8)) }
    var settings = TailSet.Settings(words: ["/log/*.log"])
    settings.maxSources = 1000
    let tails = TailSet(settings, in: files, unpacker: SimulatedUnpacking.unpacker(files))
    let sink = RecordingSink()
    tails.look(now: 0)
    while tails.hasMore { tails.read(into: sink, now: 0) }
    #expect(sink.lines.count == 1000 && Set(sink.lines).count == 1000)
    #expect(tails.overflowCount == 200)
  }
}
