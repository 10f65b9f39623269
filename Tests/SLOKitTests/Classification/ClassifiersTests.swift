// All judges at once, which remember, against each judge alone, which does not.

import Testing

@testable import SLOKit

struct ClassifiersTests {
  /// Objectives about fields with few values and with many, about two fields at once, and about none.
  private static let conditions = [
    "service == 'a'", "service in ['b', 'c', 7]", "has origin", "status < 500", "status == '200'",
    "duration <= 300ms", "duration <= 300ms and status < 500", "customer like 'c1*'",
    "customer == 'c11'", "not customer contains '0'", "status >= low", "low == high", "true",
    "service == 'a-name-of-more-than-sixteen-bytes'",
    "service != 'a-name-of-more-than-sixteen-byteZ'",
  ]

  private static func configuration(
    _ objectives: [(match: String, good: String)]
  ) throws -> Configuration {
    let objectives = objectives.enumerated().map { index, objective in
      #"{"name": "o\#(index)", "match": "\#(objective.match)", "good": "\#(objective.good)", "#
        + #""target": "99%", "window": "1d"}"#
    }
    return try Configuration(
      json: Array(
        #"""
        {"version": 1,
         "events": {"fields": {"timestamp": "ts", "origin": ["fault", "origin"], "status": "status",
           "duration": {"field": "duration", "unit": "ms"}, "customer": "customer",
           "service": "service"}},
         "attribution": {"rules": [
           {"when": "status == 404", "origin": "customer", "objectives": ["o1", "o2"]},
           {"when": "customer == 'c12'", "origin": "dependency"}]},
         "objectives": [\#(objectives.joined(separator: ","))]}
        """#.utf8), file: "slos.json", folder: "")
  }

  private static func line(_ random: inout SeededGenerator, manyValues: Bool) -> [UInt8] {
    var members = [
      #""service":"\#(random.pick(["a", "b", "c", "", "7", "\\u0061"]))""#,
      #""status":\#(random.pick(["200", "404", "500", "\"200\"", "2e2", "null", "true", "{}"]))"#,
      #""duration":\#(manyValues ? random.below(100_000) : random.below(5) * 100)"#,
      #""customer":"c\#(manyValues ? random.below(5000) : random.below(20))""#,
      #""low":\#(random.below(3) * 200)"#, #""high":"\#(random.below(3) * 200)""#,
      #""origin":"\#(random.pick(["infra", "user", "upstream", "nobody"]))""#,
      #""fault":\#(random.pick(["null", "\"psp\"", "[]", "\"server\""]))"#,
    ]
    if random.chance(10) {
      members[0] = #""service":"a-name-of-more-than-sixteen-byte\#(random.pick(["s", "Z"]))""#
    }
    members.removeAll { _ in random.chance(10) }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  @Test(arguments: [(5, false), (5, true), (15, true), (90, true)])
  func `remembered classifications are those that the judges give`(
    objectives: Int, manyValues: Bool
  ) throws {
    var random = SeededGenerator(seed: UInt64(objectives))
    let configuration = try Self.configuration(
      (0..<objectives).map { _ in
        (random.pick(Self.conditions), random.pick(Self.conditions))
      })
    var plan = FieldPlan(mappings: configuration.fields)
    let judges = configuration.objectives.map { Classifier($0, in: configuration, plan: &plan) }
    let others = judges.suffix(2)
    let asked = Array(judges.dropLast(2))
    var classifiers = Classifiers(asked, others: Array(others))
    var scanner = JSONScanner(paths: plan.paths)
    var fields = EventFields(count: plan.paths.count)
    var numbers: [Classification: Int] = [:]
    for _ in 0..<3000 {
      let line = Self.line(&random, manyValues: manyValues)
      let bytes = unsafe line.span.bytes
      try scanner.scan(bytes, into: &fields)
      if classifiers.isFull {
        classifiers.reset()
        numbers = [:]
      }
      let number = classifiers.classify(fields, in: bytes)
      let found = classifiers[number]
      let instant = Timestamp(nanoseconds: 0)
      #expect(found.outcomes == asked.map { $0.outcome(of: fields, at: instant, in: bytes) })
      #expect(found.matched == found.outcomes.indices.filter { found.outcomes[$0] != .unmatched })
      #expect(found.isOfOthers == others.contains { $0.matches(fields, in: bytes) })
      #expect(numbers.updateValue(number, forKey: found) ?? number == number)
    }
    #expect(Set(numbers.values) == Set(0..<numbers.count))
  }
}
