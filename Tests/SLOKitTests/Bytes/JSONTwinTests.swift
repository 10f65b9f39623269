// The scanner and its plain twin, over lines that were written well and then damaged.

import Testing

@testable import SLOKit

struct JSONTwinTests {
  static let paths = [
    "a", "b", "ts", "status", "a.b", "a.b.c", "items.0", "items.1.id", "x.y", "k", "", "a.", "é",
    "items.1.tags.2", "msg",
  ]

  static let lines = [
    #"{"ts":"2026-10-03T02:00:00.123Z","status":200,"a":{"b":{"c":true}},"msg":"hello wörld"}"#,
    #"{"a":1,"b":-0.5e10,"a":{"b":2},"k":null,"k":[1,2,{"k":"v","k":"w"}]}"#,
    #"{"items":[{"id":1},{"id":"\u00e9\ud83d\ude00\n","tags":["x","y","z"]}],"x":{"y":"\"q\""}}"#,
    #"{"a.b.c":"whole","a":{"b":{"c":"steps"},"b.c":"no"},"a.b":{"c":9},"x.y":0}"#,
    #" { "a" : [ ] , "b" : { } , "" : "empty" , "é" : "\\\/\b\f\r\t" } "#,
    #"{"a":{"b":{"c":1,"c":2},"b":{"c":3}},"a":{"b":4},"\u0061":{"b":{"c":5}}}"#,
    #"{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"k5":5,"k6":6,"k7":7,"k8":8,"k9":9,"a0":0,"a1":1,"a2":2,"a3":3,"a4":4,"a5":5,"k1":6,"k":7,"k2":8}"#,
    #"{"status":9007199254740993,"b":1E400,"a":0.1,"k":-0,"x":[[[[]]],{"y":[{}]}],"€":"€€€€"}"#,
  ]

  static let pieces =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", ".", "\\u0061", "\\ud800", "\\udc00",
      "null", "true", #""a":"#, #""b":1,"#, " ", "\t", "\u{1}", "é", "😀", #"{"a":1}"#, "[1]", "\\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]]

  /// `line` after one or two random cuts, insertions, copies and flips.
  static func damaged(_ line: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var line = line
    for _ in 0..<Int.random(in: 1...2, using: &random) where !line.isEmpty {
      let at = Int.random(in: 0..<line.count, using: &random)
      let end = min(line.count, at + Int.random(in: 1...8, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: line.removeSubrange(at..<end)
      case 1: line[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: line.insert(contentsOf: line[at..<end], at: at)
      case 3...5:
        // A member or element once more: most often the line stays whole, with a repeated key.
        let parts = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let part = parts[Int.random(in: 0..<parts.count, using: &random)]
        let place = Int.random(in: 0...parts.count, using: &random)
        line = Array((parts[..<place] + [part] + parts[place...]).joined(separator: [0x2C]))
      default:
        let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
        line.insert(contentsOf: piece, at: at)
      }
    }
    return line
  }

  static func twinOutcome(_ line: [UInt8]) -> ScannedLine? {
    guard let tree = try? TwinJSON.parse(line), case .object = tree else { return nil }
    let fields = paths.compactMap { path in tree.value(at: path).map { "\(path)=\($0.text)" } }
    return ScannedLine(fields, duplicateKeys: tree.repeatedKeys)
  }

  /// A value nested at most `depth` deep, its keys few, so that many of them repeat.
  static func randomValue(depth: Int, _ random: inout SeededGenerator) -> String {
    func space() -> String { ["", "", "", " ", "\t "].randomElement(using: &random) ?? "" }
    let keys = [
      "a", "b", "c", "a.b", "a.b.c", "x", "y", "k", "items", "0", "\\u0061", "\\u00e9", "é",
    ]
    let count = Int.random(in: 0...(Bool.random(using: &random) ? 3 : 20), using: &random)
    switch depth > 0 ? Int.random(in: 0..<8, using: &random) : 0 {
    case 4...6:
      let members = (0..<count).map { _ in
        let key = keys.randomElement(using: &random) ?? ""
        return "\(space())\"\(key)\"\(space()):\(randomValue(depth: depth - 1, &random))"
      }
      return "\(space()){\(members.joined(separator: ","))\(space())}"
    case 7:
      let elements = (0..<count).map { _ in randomValue(depth: depth - 1, &random) }
      return "[\(elements.joined(separator: ","))\(space())]\(space())"
    default:
      let scalars = [
        "1", "-0.5e3", "null", "true", "false", "\"\"", "\"text\"", "\"\\n\\ud83d\\ude00€\"",
      ]
      return space() + (scalars.randomElement(using: &random) ?? "") + space()
    }
  }

  @Test func `the scanner and its twin agree on five hundred random events`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let members = ["a", "a", "items", "x", "k"].shuffled(using: &random).map { key in
        "\"\(key)\":\(Self.randomValue(depth: 3, &random))"
      }
      let line = Array("{\(members.joined(separator: ","))}".utf8)
      let found = try? scanLine(line, Self.paths)
      #expect(found != nil)
      #expect(found == Self.twinOutcome(line), "\(String(decoding: line, as: UTF8.self))")
    }
  }

  @Test func `the scanner and its twin agree on ten thousand damaged lines`() {
    var random = SeededGenerator(seed: 20_261_123)
    var scanner = JSONScanner(paths: fieldPaths(Self.paths))
    var fields = EventFields(count: Self.paths.count)
    var accepted = 0
    for round in 0..<10_000 {
      let original = Array(Self.lines[round % Self.lines.count].utf8)
      let line = round < Self.lines.count ? original : Self.damaged(original, &random)
      let isAccepted: Void? = try? unsafe scanner.scan(line.span.bytes, into: &fields)
      let found = isAccepted.map { ScannedLine(fields, of: Self.paths, in: line) }
      #expect(found == Self.twinOutcome(line), "\(String(decoding: line, as: UTF8.self))")
      accepted += found == nil ? 0 : 1
    }
    // Enough of both kinds for the comparison to say something.
    #expect((1_000...9_000).contains(accepted))
  }
}
