// What an objective makes of an event, and who is held to have failed it.

import Testing

@testable import SLOKit

struct ClassifierTests {
  private static let config = #"""
    {
      "version": 1,
      "events": {"fields": {"timestamp": "ts", "origin": ["fault.by", "origin"]}},
      "attribution": {
        "rules": [
          {"when": "code == 1", "origin": "dependency"},
          {"when": "code <= 2", "origin": "customer", "objectives": ["a"]},
          {"when": "code <= 3", "origin": "infrastructure"}
        ],
        "aliases": {"PSP": "dependency", "user": "infrastructure"},
        "default": "customer"
      },
      "exclusions": [
        {"from": "1970-01-01T00:01:00Z", "to": "1970-01-01T00:02:00Z", "reason": "x",
         "objectives": ["a"]}
      ],
      "objectives": [
        {"name": "a", "match": "not route == 'health'", "good": "ok == true", "target": "99%", "window": "1d"},
        {"name": "b", "good": "ok == true", "target": "99%", "window": "1d"}
      ]
    }
    """#

  private func outcome(
    _ line: String, objective: Int = 1, second: Int64 = 0, condition: Expression? = nil,
    exceptions: [Expression] = []
  ) throws -> Outcome {

    let config = try Configuration(json: Array(Self.config.utf8), file: "slos.json", folder: "")
    var plan = FieldPlan(mappings: config.fields)
    let classifier = Classifier(
      config.objectives[objective], in: config, plan: &plan, condition: condition,
      exceptions: exceptions)
    var scanner = JSONScanner(paths: plan.paths)
    var fields = EventFields(count: plan.paths.count)
    let bytes = Array(line.utf8)
    try unsafe scanner.scan(bytes.span.bytes, into: &fields)
    return unsafe classifier.outcome(
      of: fields, at: Timestamp(nanoseconds: second * 1_000_000_000), in: bytes.span.bytes)
  }

  @Test(
    arguments: [
      (#""code": 1"#, .dependency), (#""code": 1, "origin": "infra""#, .dependency),
      (#""code": 3, "origin": "user""#, .infrastructure),
      (#""code": null, "origin": "upstream""#, .dependency),
      (#""code": {}, "origin": "third_party""#, .dependency),
      (#""code": 4, "origin": "TENANT""#, .customer), (#""origin": "Client""#, .customer),
      (#""origin": "pLaTfOrM""#, .infrastructure), (#""origin": "server""#, .infrastructure),
      (#""origin": "Infrastructure""#, .infrastructure), (#""origin": "UNKNOWN""#, .unknown),
      (#""origin": "psp""#, .dependency), (#""origin": "PSP""#, .dependency),
      (#""origin": "user""#, .infrastructure), (#""origin": "\u0069nfra""#, .infrastructure),
      (#""origin": "somebody""#, .unknown), (#""origin": """#, .unknown),
      (#""origin": " infra""#, .unknown), (#""origin": 7"#, .unknown),
      (#""origin": true"#, .unknown),
      (#""origin": {}"#, .unknown), (#""origin": ["infra"]"#, .unknown),
      (#""origin": null"#, .customer), (#""other": 1"#, .customer),
      (#""fault": {"by": "infra"}, "origin": "user""#, .infrastructure),
      (#""fault": {"by": null}, "origin": "upstream""#, .dependency),
      (#""fault": {"by": "nobody"}, "origin": "infra""#, .unknown),
    ] as [(String, Origin)])
  func `rules come before the tag, the tag before the default`(
    members: String, origin: Origin
  ) throws {
    #expect(try outcome("{\"ok\": false, \(members)}") == .failed(origin))
  }

  @Test func `a rule may be for some objectives only`() throws {
    #expect(
      try outcome(#"{"ok": false, "code": 2, "route": "/"}"#, objective: 0) == .failed(.customer))
    #expect(try outcome(#"{"ok": false, "code": 2}"#, objective: 1) == .failed(.infrastructure))
    #expect(
      try outcome(#"{"ok": false, "code": 1, "route": "/"}"#, objective: 0) == .failed(.dependency))
  }

  @Test(
    arguments: [
      // An unknown match does not match; here it is the negation that stays unknown.
      (#"{"ok": true, "route": "/"}"#, 0, .good), (#"{"ok": true}"#, 0, .unmatched),
      (#"{"ok": true, "route": "health"}"#, 0, .unmatched),
      (#"{"ok": true, "route": "/"}"#, 60, .excluded),
      (#"{"ok": false, "route": "health"}"#, 60, .unmatched),
      (#"{"ok": true, "route": "/"}"#, 59, .good), (#"{"ok": true, "route": "/"}"#, 120, .good),
      (#"{"route": "/"}"#, 0, .unjudged), (#"{"ok": {}, "route": "/"}"#, 0, .unjudged),
      (#"{"ok": "true", "route": "/", "origin": "infra"}"#, 0, .failed(.infrastructure)),
      (#"{"ok": true, "route": "/", "origin": "infra"}"#, 0, .good),
    ] as [(String, Int64, Outcome)])
  func `an event is unmatched before excluded, excluded before judged`(
    line: String, second: Int64, wanted: Outcome
  ) throws {
    #expect(try outcome(line, objective: 0, second: second) == wanted)
  }

  @Test func `conditions and exceptions leave events unmatched`() throws {
    let isX = Expression.compare(.path("x"), .equal, .number("1"))
    #expect(try outcome(#"{"ok": true, "x": 1}"#, condition: isX) == .good)
    #expect(try outcome(#"{"ok": true, "x": 2}"#, condition: isX) == .unmatched)
    #expect(try outcome(#"{"ok": true}"#, condition: isX) == .unmatched)
    #expect(try outcome(#"{"ok": true, "x": 1}"#, exceptions: [isX]) == .unmatched)
    #expect(try outcome(#"{"ok": true}"#, exceptions: [isX]) == .good)
    #expect(
      try outcome(#"{"ok": true, "x": 1, "route": "health"}"#, objective: 0, condition: isX)
        == .unmatched)
  }
}
