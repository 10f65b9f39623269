// Bytes to a tree, strictly by RFC 8259: no comments, no trailing commas, no unquoted keys, no lone
// surrogates, no bad UTF-8. What people often write by mistake gets a message of its own. The first
// offence ends it; nesting is bounded, so that no input can exhaust the stack.

/// One pass over a document.
struct JSONParser {
  /// How deep arrays and objects may nest.
  static let depthLimit = 512

  let bytes: [UInt8]
  var index = 0
  var line = 1
  var lineStart = 0
  var depth = 0
  private(set) var repeatedKeys: [JSONProblem] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  var here: JSONPosition { JSONPosition(line: line, column: index - lineStart + 1) }

  var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  func problem(_ message: String, advice: String? = nil) -> JSONProblem {
    JSONProblem(here, message, advice: advice)
  }

  mutating func parseDocument() throws(JSONProblem) -> JSONValue {
    try skipSpace()
    guard byte != nil else { throw problem("nothing here, wanted a JSON value") }
    let root = try parseValue()
    try skipSpace()
    guard byte == nil else {
      throw problem("\(found) after the end of the document", advice: "remove it")
    }
    return root
  }

  // MARK: Values

  mutating func parseValue() throws(JSONProblem) -> JSONValue {
    let position = here
    switch byte {
    case UInt8(ascii: "{"):
      return JSONValue(.object(try nested(JSONParser.parseMembers)), at: position)
    case UInt8(ascii: "["):
      return JSONValue(.array(try nested(JSONParser.parseElements)), at: position)
    case UInt8(ascii: "\""):
      return JSONValue(.text(try parseText()), at: position)
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return JSONValue(.number(try parseNumber()), at: position)
    case UInt8(ascii: "+"), UInt8(ascii: "."):
      throw problem(
        "\(found) where a value was wanted",
        advice: "a number starts with a digit or \"-\"")
    case UInt8(ascii: "'"):
      throw problem("a text in single quotes", advice: "JSON texts are in double quotes")
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), nil:
      throw problem("\(found) where a value was wanted")
    default:
      return try parseWord(at: position)
    }
  }

  mutating func parseWord(at position: JSONPosition) throws(JSONProblem) -> JSONValue {
    let word = wordHere
    let kind: JSONValue.Kind
    switch word {
    case "null": kind = .null
    case "true": kind = .bool(true)
    case "false": kind = .bool(false)
    case "":
      throw problem("\(found) where a value was wanted")
    default:
      let lowered = word.lowercased()
      if ["null", "true", "false"].contains(lowered) {
        throw problem("\"\(word)\" where a value was wanted", advice: "write \(lowered)")
      }
      throw problem(
        "\"\(word)\" where a value was wanted", advice: "a text is written in double quotes")
    }
    index += word.utf8.count
    return JSONValue(kind, at: position)
  }

  mutating func nested<Result>(
    _ parse: (inout JSONParser) throws(JSONProblem) -> Result
  ) throws(JSONProblem) -> Result {
    guard depth < JSONParser.depthLimit else {
      throw problem("nested deeper than \(JSONParser.depthLimit) levels")
    }
    depth += 1
    defer { depth -= 1 }
    index += 1
    try skipSpace()
    return try parse(&self)
  }

  private static func parseElements(
    _ parser: inout JSONParser
  ) throws(JSONProblem) -> [JSONValue] {
    var elements: [JSONValue] = []
    if parser.take("]") { return elements }
    while true {
      elements.append(try parser.parseValue())
      if try parser.endsItem(closedBy: "]", of: "list") { return elements }
    }
  }

  private static func parseMembers(
    _ parser: inout JSONParser
  ) throws(JSONProblem) -> [JSONMember] {
    var members: [JSONMember] = []
    var known: [[UInt8]: JSONPosition] = [:]
    if parser.take("}") { return members }
    while true {
      let position = parser.here
      let key = try parser.parseKey()
      if let first = known.updateValue(position, forKey: Array(key.utf8)) {
        known[Array(key.utf8)] = first
        parser.repeatedKeys.append(
          JSONProblem(
            position, "the key \"\(key)\" is here already, on line \(first.line)",
            advice: "keep one of them"))
      }
      try parser.skipSpace()
      guard parser.take(":") else {
        let what = "\(parser.found) after the key \"\(key)\""
        throw parser.problem(
          parser.byte == UInt8(ascii: "=") ? "\"=\" after the key \"\(key)\"" : what,
          advice: "a key is followed by \":\" and its value")
      }
      try parser.skipSpace()
      members.append(JSONMember(key, try parser.parseValue(), at: position))
      if try parser.endsItem(closedBy: "}", of: "object") { return members }
    }
  }

  mutating func parseKey() throws(JSONProblem) -> String {
    switch byte {
    case UInt8(ascii: "\""):
      return try parseText()
    case UInt8(ascii: "'"):
      throw problem("a key in single quotes", advice: "keys are in double quotes")
    default:
      let word = wordHere
      guard !word.isEmpty else { throw problem("\(found) where a key was wanted") }
      throw problem("the key \(word) has no quotes", advice: "write \"\(word)\"")
    }
  }

  /// After an element or member: whether `closer` ended the list or object. False means that
  /// another follows.
  mutating func endsItem(
    closedBy closer: Unicode.Scalar, of what: String
  ) throws(JSONProblem) -> Bool {
    try skipSpace()
    if take(closer) { return true }
    let comma = here
    guard take(",") else {
      if byte == nil {
        throw problem(
          "the document ends inside \(what == "list" ? "a list" : "an object")",
          advice: "close it with \"\(closer)\"")
      }
      throw problem(
        "\(found) after \(what == "list" ? "an element" : "a member")",
        advice: "wanted \",\" or \"\(closer)\"")
    }
    try skipSpace()
    if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
      throw JSONProblem(
        comma, "a comma before the end of the \(what)", advice: "JSON allows none there: remove it")
    }
    return false
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  // MARK: Numbers, space, words

  mutating func parseNumber() throws(JSONProblem) -> String {
    let start = index
    if byte == UInt8(ascii: "-") { index += 1 }
    let startsWithZero = byte == UInt8(ascii: "0")
    let wholeDigits = skipDigits()
    guard wholeDigits > 0 else { throw problem("\(found) where a digit was wanted") }
    if startsWithZero, wholeDigits > 1 {
      index = start
      throw problem("a number that starts with 0", advice: "remove the leading zeros")
    }
    if byte == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() > 0 else { throw problem("\(found) where a digit was wanted") }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      index += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() > 0 else { throw problem("\(found) where a digit was wanted") }
    }
    let number = String(decoding: bytes[start..<index], as: UTF8.self)
    let word = wordHere
    if !word.isEmpty {
      throw JSONProblem(
        JSONPosition(line: line, column: start - lineStart + 1),
        "\"\(number)\(word)\" is no number",
        advice: "a text is written in double quotes: \"\(number)\(word)\"")
    }
    if byte == UInt8(ascii: "%") {
      throw JSONProblem(
        JSONPosition(line: line, column: start - lineStart + 1), "\"\(number)%\" is no number",
        advice: "write it in double quotes: \"\(number)%\"")
    }
    return number
  }

  mutating func skipDigits() -> Int {
    let start = index
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  mutating func skipSpace() throws(JSONProblem) {
    while let byte {
      switch byte {
      case 0x0A:
        index += 1
        line += 1
        lineStart = index
      case 0x20, 0x09, 0x0D:
        index += 1
      case UInt8(ascii: "/"), UInt8(ascii: "#"):
        throw problem("a comment", advice: "JSON has none: remove it")
      default:
        return
      }
    }
  }

  /// The letters, digits, `_`, `-` and `$` from here on, at most 64.
  var wordHere: String {
    let word = bytes[index...].prefix(64).prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"): true
      default: false
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  /// The byte here in the words of a message.
  var found: String {
    guard let byte else { return "the end of the document" }
    if (0x21..<0x7F).contains(byte) { return "\"\(Character(Unicode.Scalar(byte)))\"" }
    if byte < 0x80 { return "a control character" }
    let length = JSONParser.utf8Length(bytes[index...])
    guard length > 0 else { return "bytes that are not UTF-8" }
    return "\"\(String(decoding: bytes[index..<index + length], as: UTF8.self))\""
  }

  func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
