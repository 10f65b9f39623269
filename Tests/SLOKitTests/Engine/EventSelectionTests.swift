// The events behind a number: all that are asked for, the newest first, however little fits into
// memory at once.

import Testing

@testable import SLOKit

struct EventSelectionTests {
  private static let objective = #"""
    {"name": "api", "match": "kind == 'api'", "good": "status < 500", "target": "90%", "window": "1h"}
    """#

  /// Lines in random order of time, some instants twice.
  private static func lines(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    (0..<count).map { index in
      let minute = 10 + random.below(49)
      let second = 10 + random.below(3)
      let kind = random.chance(80) ? "api" : "web"
      let status = random.chance(50) ? "200" : random.chance(80) ? "503" : "null"
      let origin = random.pick(["customer", "infra", "nobody"])
      return #"{"ts": "2026-11-01T11:\#(minute):\#(second)Z", "kind": "\#(kind)", "#
        + #""status": \#(status), "origin": "\#(origin)", "customer": "c\#(random.below(3))", "#
        + #""pad": "\#(String(repeating: "x", count: random.below(200)))", "index": \#(index)}"#
    }
  }

  /// Selects in as many turns as it takes.
  private static func selected(
    _ lines: [String], by criteria: EventCriteria, limitBytes: Int
  ) throws -> [String] {
    let sample = try SampleEngine([objective])
    let end = SampleEngine.instant("2026-11-01T12:00:00Z")
    var criteria = criteria
    var boundary: SelectedEvent.Rank?
    var found: [String] = []
    while true {
      let makeWitness: Engine.WitnessMaker = { [criteria, boundary] fields, plans in
        EventSelection(
          criteria, of: plans[0], asOf: end, behind: boundary, limitBytes: limitBytes,
          fields: &fields)
      }
      let engine = sample.engine(lines, end: end, makeWitness: makeWitness)
      let selection = try #require(engine.witness as? EventSelection)
      let events = selection.events()
      found += events.map { String(decoding: $0.line, as: UTF8.self) }
      criteria.limit = criteria.limit.map { $0 - events.count }
      guard selection.hasMore, criteria.limit ?? 1 > 0 else { return found }
      boundary = try #require(events.last).rank
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `what is kept in little memory, in turns, is what all memory would keep`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let lines = Self.lines(120, &random)
    var criteria = EventCriteria()
    criteria.kinds = Set(EventCriteria.Kind.allCases.filter { _ in random.chance(50) })
    criteria.origins = random.chance(50) ? nil : OriginSet([.customer, .unknown])
    criteria.customer = random.chance(70) ? nil : Array("c1".utf8)
    criteria.limit = random.chance(50) ? nil : 1 + random.below(60)
    let wanted = lines.enumerated().filter { Self.isWanted($0.element, by: criteria) }
      .sorted {
        (Self.second(of: $0.element), $0.offset) > (Self.second(of: $1.element), $1.offset)
      }
      .map(\.element).prefix(criteria.limit ?? .max)
    for limitBytes in [1, 900, 5_000, 1 << 20] {
      let found = try Self.selected(lines, by: criteria, limitBytes: limitBytes)
      #expect(found == Array(wanted), "\(criteria), \(limitBytes) bytes")
    }
  }

  /// The digits of minute and second.
  private static func second(of line: String) -> String {
    String(line.dropFirst(#"{"ts": "2026-11-01T11:"#.count).prefix(5))
  }

  /// Whether `line` is wanted, judged without the library.
  private static func isWanted(_ line: String, by criteria: EventCriteria) -> Bool {
    if let customer = criteria.customer,
      !line.contains("\"customer\": \"\(String(decoding: customer, as: UTF8.self))\"")
    {
      return false
    }
    if !line.contains(#""kind": "api""#) { return criteria.kinds.contains(.unmatched) }
    if line.contains(#""status": null"#) { return criteria.kinds.contains(.unjudged) }
    if line.contains(#""status": 200"#) { return criteria.kinds.contains(.good) }
    let isExcused = line.contains(#""origin": "customer""#)
    let isInfrastructure = line.contains(#""origin": "infra""#)
    return criteria.kinds.contains(isExcused ? .excused : .bad)
      && (criteria.origins == nil || !isInfrastructure)
  }
}
