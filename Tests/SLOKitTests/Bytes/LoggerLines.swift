// Lines as six loggers write them, whole and damaged, for comparing what reads them fast with what
// reads them plainly. Values are drawn anew for each line; a logger's keys, order and spaces stay,
// as they do in a log, except where the damage is to them.

@testable import SLOKit

/// Writes the lines of six loggers in turn.
struct LoggerLines {
  /// What the objectives of such logs ask for, by any of the six.
  static let paths = [
    "ts", "time", "@timestamp", "service", "customer", "tenant.id", "status", "http.status",
    "http.response.status_code", "origin", "duration_ms", "items.0", "items.1.id", "msg", "é",
    "a", "a.b", "k",
  ]

  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The next line; about half are damaged, and some have members in any order.
  mutating func next() -> [UInt8] {
    let line = random.below(6) == 0 ? shuffled() : Array(logger(random.below(6)).utf8)
    return random.chance(50) ? damaged(line) : line
  }

  // MARK: The loggers

  private mutating func logger(_ number: Int) -> String {
    switch number {
    case 0:  // compact, an optional member
      let origin = random.chance(30) ? #""origin":\#(text()),"# : ""
      return #"{"ts":"\#(timestamp())","service":\#(text()),"customer":\#(text()),"#
        + #""status":\#(status()),\#(origin)"duration_ms":\#(numeral()),"trace_id":\#(text())}"#
    case 1:  // spaced, an object at the end
      return #"{"service": \#(text()), "ts": "\#(timestamp())", "customer": \#(text()), "#
        + #""duration_ms": \#(numeral()), "status": \#(status()), "#
        + #""http": {"proto": "h2", "status": \#(status())}}"#
    case 2:  // a time with an offset, objects within objects, a key with a dot
      return #"{"@timestamp":"\#(timestamp())","@version":"1","tenant":{"id":\#(text()),"#
        + #""plan":{"name":\#(text())}},"http.response.status_code":\#(status()),"#
        + #""level":"INFO","stack":null,"msg":\#(text())}"#
    case 3:  // numbers for everything
      return #"{"time":\#(numeral()),"level":30,"pid":\#(numeral()),"status":\#(numeral()),"#
        + #""duration_ms":\#(numeral()),"ok":\#(literal()),"k":\#(literal())}"#
    case 4:  // arrays, empty ones too, keys that repeat
      return #"{"ts":"\#(timestamp())","items":[\#(numeral()),{"id":\#(text()),"tags":[]},[]],"#
        + #""k":1,"a":{"b":\#(scalar()),"c":{}},"k":\#(scalar()),"a.b":\#(scalar())}"#
    default:  // characters and escapes in keys and values
      return #" {"é":\#(text()) ,"\u0061":\#(scalar()), "a b" : \#(scalar()) ,"#
        + "\"msg\":\"\(unusual())\"," + #""status":\#(status()),"€\n":\#(text())} "#
    }
  }

  private mutating func shuffled() -> [UInt8] {
    var members = [
      #""ts":"\#(timestamp())""#, #""service":\#(text())"#, #""customer":\#(text())"#,
      #""status":\#(status())"#, #""origin":\#(scalar())"#, #""duration_ms":\#(numeral())"#,
      #""http":{"status":\#(status())}"#, #""items":[\#(scalar()),\#(scalar())]"#,
    ]
    members.shuffle(using: &random)
    let separator = random.pick([",", ", ", " , ", ",\t"])
    return Array("{\(members.joined(separator: separator))}".utf8)
  }

  // MARK: Their values

  private mutating func timestamp() -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = random.chance(97) ? 1 + random.below(3) : random.below(40)
    let minute = random.chance(97) ? random.below(3) : random.below(70)
    let second = random.chance(97) ? random.below(60) : random.below(70)
    let fraction = random.pick(["", ".5", ".123", ".123", ".123", ".123456", ".123456789", "."])
    let zone = random.pick(["Z", "Z", "Z", "+02:00", "-05:30", "z", "", "+24:00"])
    let middle = random.pick(["T", "T", "T", "T", " ", "t"])
    return "2026-10-\(two(day))\(middle)02:\(two(minute)):\(two(second))\(fraction)\(zone)"
  }

  private mutating func status() -> String {
    random.pick(["200", "200", "200", "404", "500", "503", "0", "-1", "2e2", "500.0"])
  }

  private mutating func numeral() -> String {
    if random.chance(2) { return random.pick(["01", "1.", "+1", "1e", "NaN", "0x10", ".5", "-"]) }
    return random.pick([
      "0", "-0", "7", "55.351", "4.0", "12345678", "1234567.1234567", "12345678.12345678", "1e9",
      "1.5E+3", "-2.5e-7", "9007199254740993", "0.1", "1700000000123", "1E400",
      "\(random.below(100_000))", "\(random.below(1000)).25",
    ])
  }

  private mutating func literal() -> String { random.pick(["true", "false", "null"]) }

  private mutating func scalar() -> String {
    switch random.below(4) {
    case 0: return numeral()
    case 1: return literal()
    default: return text()
    }
  }

  private mutating func text() -> String {
    random.chance(15)
      ? "\"\(unusual())\""
      : "\"\(String("checkout-of-customer-number-0123456789".prefix(random.below(38))))\""
  }

  private mutating func unusual() -> String {
    let head = String("abcdefghijklmnopqrst".prefix(random.below(20)))
    let middle =
      random.chance(5)
      ? random.pick([#"\ud800"#, #"\x"#, #"\u12"#, #"\udc00\ud800"#, "\u{1}", "\t"])
      : random.pick([
        #"\""#, #"\\"#, #"\n\/"#, #"\u00e9"#, #"\ud83d\ude00"#, "é", "😀", "€€", "\u{7F}", "{", "}",
        ",", ":", "[]", "é😀\u{10FFFF}\u{7FF}\u{800}",
      ])
    return head + middle + String("uvwxyz".prefix(random.below(6)))
  }

  // MARK: Damage

  private static let pieces =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", ".", "\\u0061", "\\ud800", "null",
      #""a":"#, #","k":1"#, " ", "\t", "\r", "\u{1}", "é", "😀", #"{"a":1}"#, "[1]", "\\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0x80]]

  private mutating func damaged(_ whole: [UInt8]) -> [UInt8] {
    var line = whole
    for _ in 0..<(1 + random.below(2)) where !line.isEmpty {
      let at = random.below(line.count)
      let end = min(line.count, at + 1 + random.below(8))
      switch random.below(8) {
      case 0: line.removeSubrange(at..<end)
      case 1: line[at] ^= 1 << UInt8(random.below(8))
      case 2: line.insert(contentsOf: line[at..<end], at: at)
      case 3: line.removeSubrange(at...)
      case 4:
        // A member or element once more: most often the line stays whole, with a repeated key.
        let parts = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let place = random.below(parts.count + 1)
        let part = parts[random.below(parts.count)]
        line = Array((parts[..<place] + [part] + parts[place...]).joined(separator: [0x2C]))
      default: line.insert(contentsOf: random.pick(Self.pieces), at: at)
      }
    }
    return line
  }
}
