// What a daemon's core promises: whatever it dies of, and whenever, its counts and its alert log are
// those of a core that never died.

import Foundation
import Glibc
import Testing

@testable import SLOKit

struct DaemonCoreTests {
  /// An hour and a half of a request every fifteen seconds; from the half hour on half of them fail,
  /// for twenty minutes.
  private static let events: [[UInt8]] = (0..<360).map { index in
    let second = Int64(index) * 15
    let isTrouble = (1800..<3000).contains(second)
    return CoreInMemory.line(
      second, isGood: !isTrouble || index % 2 == 0, customer: "c\(index % 7)")
  }

  private static let seeds: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["SLOCTL_SOAK"] == nil ? 4 : 400)

  /// What is left at the end: counts and the alert log.
  private struct Outcome: Equatable {
    var lines: Int64
    var good: Int64
    var bad: Int64
    var log: [String]
  }

  private static func outcome(_ memory: CoreInMemory) throws -> Outcome {
    let core = try #require(memory.core)
    let figures = try core.answer(to: Question()).objectives[0].figures
    // Who decides again after a crash may find that it is late.
    return Outcome(
      lines: core.status().input.lines, good: figures.good, bad: figures.bad,
      log: memory.alertLog.map { $0.replacing(#""late":true"#, with: #""late":false"#) })
  }

  /// A core that is given the events as they happen; `disturb` may kill it after any of them.
  private static func run(
    _ memory: CoreInMemory, disturb: (CoreInMemory, Int) throws -> Void
  ) throws -> Outcome {
    var node = memory.files.addFile("/log/app.log")
    try memory.begin()
    for (index, line) in events.enumerated() {
      if index > 0, index % 50 == 0 {
        memory.files.rename("/log/app.log", "/log/app.log.\(index)")
        node = memory.files.addFile("/log/app.log")
      }
      memory.files.append(line, to: node)
      memory.run(seconds: 15)
      try disturb(memory, index)
    }
    memory.run(seconds: 120)
    return try outcome(memory)
  }

  private static let undisturbed = Result { try run(CoreInMemory()) { _, _ in } }

  @Test func `an alert fires, is logged once and told once, and is over`() throws {
    let memory = try CoreInMemory()
    let outcome = try Self.run(memory) { _, _ in }
    #expect(outcome.lines == 360)
    #expect(outcome.bad == 40)
    let log = outcome.log.map { $0.contains(#""state":"firing""#) }
    #expect(log == [true, false])
    #expect(memory.told.count == 2)
    #expect(try Self.undisturbed.get() == outcome)
  }

  @Test(arguments: seeds)
  func `killed at random, nothing is lost, doubled or logged twice`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let outcome = try Self.run(CoreInMemory()) { memory, _ in
      if memory.files.isDead || random.chance(5) {
        memory.die()
        try memory.begin()
      } else if random.chance(15) {
        // In the middle of what it does next.
        let call = memory.files.calls + random.below(80)
        memory.files.fault = { $0.number >= call ? .dies(call % 50) : nil }
        if random.chance(50) { memory.core?.finish(now: memory.now) }
      }
    }
    let expected = try Self.undisturbed.get()
    #expect(outcome == expected, "seed \(seed)")
  }

  @Test func `while the disk is full it goes on, says so, and saves once there is room`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    memory.files.fault = { $0.name == "write" ? .fails(28) : nil }
    for index in 0..<30 {
      memory.files.append(CoreInMemory.line(Int64(index)), to: node)
      memory.run(seconds: 1)
    }
    let core = try #require(memory.core)
    var status = core.status()
    #expect(status.input.lines == 30)
    #expect(status.checkpoint.problem?.hasSuffix("No space left on device") == true)
    #expect(status.warnings.map(\.name).contains(.checkpointFailing))
    memory.files.fault = nil
    memory.run(seconds: 10)
    status = core.status()
    #expect(status.checkpoint.problem == nil)
    #expect(status.checkpoint.savedAt != nil)
    memory.die()
    try memory.begin()
    memory.run(seconds: 2)
    #expect(memory.core?.status().input.lines == 30)
  }

  @Test func `a file that cannot be read is told of, and gone on with once it can be`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    memory.files.append(CoreInMemory.line(1), to: node)
    memory.run(seconds: 3)
    memory.files.fault = { $0.name == "read" && $0.path == "/log/app.log" ? .fails(EIO) : nil }
    memory.files.append(CoreInMemory.line(2), to: node)
    memory.run(seconds: 10)
    let core = try #require(memory.core)
    #expect(core.status().input.lines == 1)
    #expect(core.status().sources.map(\.problem) == ["Input/output error"])
    #expect(core.status().warnings.map(\.name).contains(.sourceUnreadable))
    memory.files.fault = nil
    memory.run(seconds: 5)
    #expect(core.status().input.lines == 2)
    #expect(core.status().warnings.isEmpty && core.status().gaps == 0)
  }

  @Test func `the alert log is owed so many lines at most, and says how many it lost`() throws {
    let files = SimulatedFiles()
    files.addFolder("/state")
    let keeper = AlertLogKeeper(FilePath("/state/log"), owed: [], in: files)
    files.fault = { $0.name == "write" ? .fails(ENOSPC) : nil }
    let target = try CoreInMemory().configuration.objectives[0].target
    func owe(_ range: Range<Int>) {
      for number in range {
        let subject = AlertSubject(
          objective: "\(number)", key: nil, kind: .budgetLow, severity: .ticket)
        keeper.owe(
          AlertRecord(
            id: "\(number)", subject: subject, phase: .firing, startsAt: CoreInMemory.start,
            at: CoreInMemory.start, budget: ErrorBudget(valid: 10, bad: 1, target: target),
            evidence: AlertEvidence(), isNoData: false))
      }
      keeper.noteSaving()
      keeper.noteSaved()
      keeper.write(now: 0)
    }
    owe(0..<AlertLogKeeper.mostOwed)
    #expect(keeper.droppedCount == 0)
    owe(0..<5)
    #expect(keeper.droppedCount == 5 && keeper.owed.count == AlertLogKeeper.mostOwed)
    files.fault = nil
    keeper.write(now: 10_000_000_000)
    #expect(keeper.owed.isEmpty && keeper.problem == nil)
    let lines = files.bytes("/state/log")?.count { $0 == .newline }
    #expect(lines == AlertLogKeeper.mostOwed)
  }

  @Test func `somebody is woken while nothing can be saved, and the log waits`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    memory.run(seconds: 2)
    memory.files.fault = { $0.name == "write" ? .fails(28) : nil }
    for index in 0..<100 {
      memory.files.append(CoreInMemory.line(Int64(index) * 5, isGood: false), to: node)
      memory.run(seconds: 5)
    }
    #expect(memory.told.count == 1)
    #expect(memory.alertLog.isEmpty)
    memory.files.fault = nil
    memory.run(seconds: 10)
    #expect(memory.alertLog.count == 1)
    #expect(memory.told.count == 1)
  }

  @Test func `after a gap, what is over is logged as late and wakes nobody`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    memory.run(seconds: 15)
    memory.die()
    for line in Self.events { memory.files.append(line, to: node) }
    memory.now = 5400_000_000_000
    try memory.begin()
    memory.run(seconds: 60)
    #expect(memory.alertLog.count == 2)
    #expect(memory.alertLog.allSatisfy { $0.contains(#""late":true"#) })
    #expect(memory.told.isEmpty)
  }

  @Test func `after a gap, what still holds wakes somebody once`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    memory.run(seconds: 15)
    memory.die()
    for line in Self.events.prefix(187) { memory.files.append(line, to: node) }
    memory.now = 2805_000_000_000
    for _ in 0..<20 {
      try memory.begin()
      memory.run(seconds: 10)
      #expect(memory.alertLog.count == 1)
      #expect(memory.told.count == 1)
      memory.die()
    }
  }

  @Test func `where time follows events, how they came makes no difference`() throws {
    func log(_ seed: UInt64) throws -> [String] {
      var random = SeededGenerator(seed: seed)
      let memory = try CoreInMemory()
      memory.followsEvents = true
      let node = memory.files.addFile("/log/app.log")
      try memory.begin()
      var rest = Self.events[...]
      while !rest.isEmpty {
        let count = random.below(200)
        for line in rest.prefix(count) { memory.files.append(line, to: node) }
        rest = rest.dropFirst(count)
        memory.run(seconds: random.below(15))
        if random.chance(20) {
          memory.die()
          try memory.begin()
        }
      }
      memory.run(seconds: 30)
      return memory.alertLog
    }
    let expected = try log(0)
    #expect(expected.count == 2)
    for seed in 1..<6 as Range<UInt64> { #expect(try log(seed) == expected, "seed \(seed)") }
  }

  @Test func `a table's header is known again where it is gone on with in its middle`() throws {
    let memory = try CoreInMemory(format: "csv")
    let node = memory.files.addFile("/log/app.log", Array("ok,ts\n".utf8))
    for round in 0..<3 as Range<Int64> {
      try memory.begin()
      let second = CoreInMemory.start + .seconds(round)
      memory.files.append(Array("true,\(second)\n".utf8), to: node)
      memory.run(seconds: 5)
      let core = try #require(memory.core)
      #expect(core.status().input.headers == 1)
      #expect(try core.answer(to: Question()).objectives[0].figures.valid == round + 1)
      core.finish(now: memory.now)
      memory.die()
    }
  }

  @Test func `a new config is taken over, and one that was refused is told of`() throws {
    let memory = try CoreInMemory()
    let node = memory.files.addFile("/log/app.log")
    try memory.begin()
    for second in 0..<20 as Range<Int64> {
      memory.files.append(CoreInMemory.line(second), to: node)
    }
    memory.run(seconds: 5)
    let core = try #require(memory.core)
    core.refuseReload("slos.json:3:4: no such key")
    #expect(core.status().warnings.map(\.name) == [.reloadRefused])
    let more = CoreInMemory.objective.replacing("\"api\"", with: "\"web\"")
    let configuration = try CoreInMemory(CoreInMemory.objective + "," + more).configuration
    core.reconfigure(configuration, now: memory.now)
    memory.files.append(CoreInMemory.line(21), to: node)
    memory.run(seconds: 5)
    let answer = try core.answer(to: Question())
    #expect(answer.objectives.map(\.figures.valid) == [21, 1])
    #expect(core.status().warnings.isEmpty)
  }
}
