// What the daemon promises, whatever happens to it, and that the harness that says so finds mistakes:
// each of the known ones is planted in turn, and found.

import Foundation
import Testing

@testable import SLOKit

struct DaemonSimulationTests {
  private static let isSoak = ProcessInfo.processInfo.environment["SLOCTL_SOAK"] != nil
  private static let seeds = 0..<(isSoak ? 2000 : 12) as Range<UInt64>
  /// Before so many seeds have been tried a planted mistake is found.
  private static let patience: UInt64 = 40

  private static let undisturbed = Result {
    try DaemonSimulation(seed: 0, isDisturbed: false).run()
  }

  /// What is wrong with an outcome; empty where nothing is.
  private static func problems(_ outcome: DaemonSimulation.Outcome) throws -> [String] {
    let wanted = try undisturbed.get()
    var problems = outcome.problems
    if outcome.log != wanted.log {
      let pair = zip(outcome.log, wanted.log).first { $0 != $1 }
      let detail = pair.map { "\($0.0)\n  not \($0.1)" } ?? "of other length"
      problems.append(
        "the alert log has \(outcome.log.count) lines, not those \(wanted.log.count): \(detail)")
    }
    if outcome.told != wanted.told { problems.append("told \(outcome.told), not \(wanted.told)") }
    return problems
  }

  @Test func `a daemon to which nothing happens tells of one alert and its end`() throws {
    let outcome = try Self.undisturbed.get()
    #expect(outcome.problems == [] && outcome.log.count == 2 && outcome.told.count == 2)
  }

  @Test(arguments: seeds)
  func `whatever happens, counts, alert log and news are those of a life without`(
    seed: UInt64
  ) throws {
    let problems = try Self.problems(DaemonSimulation(seed: seed).run())
    #expect(problems == [], "seed \(seed)")
  }

  /// A mistake, and the first seed with which it is found.
  private static let mistakes: [(name: String, Sabotage, Set<SimulatedFiles.Omission>, UInt64)] = [
    ("offsets after counts", .offsetsAfterCounts, [], 0),
    ("a partial line counted", .partialLineCounted, [], 0),
    ("the inode trusted", .inodeTrusted, [], 0),
    ("truncation ignored", .truncationIgnored, [], 0),
    ("a rotated file dropped", .rotatedFileDropped, [], 0),
    ("the alert log first", .alertLogFirst, [], 55),
    ("the alert log not searched", .alertLogNotSearched, [], 16),
    ("the outbox not saved", .outboxNotSaved, [], 16),
    ("files not synced", [], [.fileSync], 0),
    ("folders not synced", [], [.folderSync], 0),
    ("short writes taken for whole ones", [], [.countOfWritten], 0),
  ]

  @Test(arguments: mistakes.indices)
  func `a planted mistake is found`(_ index: Int) throws {
    let (name, sabotage, omitted, first) = Self.mistakes[index]
    for seed in first..<(first + Self.patience) {
      let simulation = try DaemonSimulation(seed: seed, sabotage, omitting: omitted)
      let problems = try Self.problems(simulation.run())
      if problems.isEmpty { continue }
      print("\(name): seed \(seed): \(problems[0])")
      return
    }
    Issue.record("not found: \(name)")
  }
}
