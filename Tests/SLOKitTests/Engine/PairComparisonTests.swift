// Pairs of answers, beside a plain pairing of the same lines.

import Testing

@testable import SLOKit

struct PairComparisonTests {
  private static let objective = #"""
    {"name": "api", "good": "status < 500", "target": "90%", "window": "1h"}
    """#

  private static func pairs(_ lines: [String], mostOpen: Int = 1000) throws -> PairComparison {
    let sample = try SampleEngine([objective])
    let end = SampleEngine.instant("2026-11-01T12:00:00Z")
    let makeWitness: Engine.WitnessMaker = { fields, plans in
      PairWitness(
        by: .path("request"),
        .values(
          .path("backend"), before: Array("old".utf8), after: Array("new".utf8),
          in: (end - .hours(1))..<end), of: plans[0], mostOpen: mostOpen, fields: &fields)
    }
    let engine = sample.engine(lines, end: end, makeWitness: makeWitness)
    return try #require(engine.witness as? PairWitness).result()
  }

  private static func line(_ request: Int?, _ backend: String, _ status: Int) -> String {
    #"{"ts": "2026-11-01T11:30:00Z", "backend": "\#(backend)", "status": \#(status)"#
      + (request.map { ", \"request\": \"r\($0)\"" } ?? "") + "}"
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `answers are paired in whatever order they come`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var lines: [String] = []
    var counts: [String: Int64] = [:]
    for request in 0..<200 {
      let old = random.chance(10) ? 500 : 200
      let new = random.chance(20) ? 503 : 200
      let hasNew = random.chance(90)
      lines.append(Self.line(request, "old", old))
      if hasNew { lines.append(Self.line(request, "new", new)) }
      counts[hasNew ? "\(old < 500) \(new < 500)" : "unpaired", default: 0] += 1
    }
    lines += [Self.line(nil, "old", 200), Self.line(7, "other", 500)]
    lines.shuffle(using: &random)
    let pairs = try Self.pairs(lines)
    #expect(pairs.bothGood == counts["true true", default: 0])
    #expect(pairs.bothBad == counts["false false", default: 0])
    #expect(pairs.onlyAfterBad == counts["true false", default: 0])
    #expect(pairs.onlyBeforeBad == counts["false true", default: 0])
    #expect(pairs.unpaired == counts["unpaired", default: 0] + 1)
    #expect(
      pairs.pairs == pairs.bothGood + pairs.bothBad + pairs.onlyAfterBad + pairs.onlyBeforeBad)
    let listed = pairs.kinds.reduce(0) { $0 + $1.count }
    #expect(listed == pairs.onlyAfterBad + pairs.onlyBeforeBad)
    let lineOf = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($1, $0 + 1) })
    for request in pairs.kinds.flatMap(\.requests) {
      let number = Int(String(decoding: request.key, as: UTF8.self).dropFirst()) ?? -1
      let places = [200, 500].compactMap { lineOf[Self.line(number, "old", $0)] }
      #expect(places == [request.before.line])
    }
  }

  /// McNemar's exact test, one-sided: of 10 differing pairs 9 or more are of one side in 1.07 %.
  @Test(arguments: [
    (9, 1, "worse"), (1, 9, "better"), (8, 2, "noEvidence"), (4, 0, "noEvidence"), (5, 0, "worse"),
    (0, 0, "noEvidence"),
  ])
  func `it is worse where chance alone rarely does it`(
    onlyAfter: Int, onlyBefore: Int, verdict: String
  ) throws {
    var lines = [Self.line(1000, "old", 200), Self.line(1000, "new", 200)]
    for request in 0..<onlyAfter + onlyBefore {
      lines.append(Self.line(request, "old", request < onlyAfter ? 200 : 500))
      lines.append(Self.line(request, "new", request < onlyAfter ? 500 : 200))
    }
    #expect(try Self.pairs(lines).verdict.rawValue == verdict)
  }

  @Test func `what there is no room to wait for is counted`() throws {
    let lines = (0..<9).map { Self.line($0, "old", 200) } + [Self.line(0, "old", 200)]
    let pairs = try Self.pairs(lines, mostOpen: 4)
    #expect(pairs.overflowed == 5 && pairs.unpaired == 4 && pairs.surplus == 1)
    #expect(pairs.verdict == .noData)
  }
}
