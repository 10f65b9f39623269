// Bytes of one JSON text come in; a tree that forgets nothing goes out. Numbers stay as they were
// written (so that they can be compared exactly) and texts stay bytes (so that two texts are equal
// only where their bytes are). Strict, and slow on purpose: it is the recount's own reader, and
// shares no line with the product's.

import Foundation

/// A text as the bytes it is made of; `String` would call different bytes equal.
typealias PlainText = [UInt8]

indirect enum PlainJSON {
  case null
  case bool(Bool)
  case number(String)
  case text(PlainText)
  case array([PlainJSON])
  case object([(key: PlainText, value: PlainJSON)])

  /// The value of a key; of a key that occurs twice, the last one.
  subscript(key: String) -> PlainJSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == PlainText(key.utf8) }?.value
  }

  var string: String? {
    guard case .text(let bytes) = self else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  var elements: [PlainJSON] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  var members: [(key: String, value: PlainJSON)] {
    guard case .object(let members) = self else { return [] }
    return members.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  var double: Double? {
    guard case .number(let digits) = self else { return nil }
    return Double(digits)
  }
}

extension PlainJSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, PlainJSON)...) {
    self = .object(elements.map { (PlainText($0.0.utf8), $0.1) })
  }
  init(arrayLiteral elements: PlainJSON...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .text(PlainText(value.utf8)) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
}

extension PlainJSON {
  /// The text of this tree. `space` goes after every comma and colon: loggers differ in that.
  func written(space: String = "") -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .text(let bytes): PlainJSON.quoted(bytes)
    case .array(let elements):
      "[" + elements.map { $0.written(space: space) }.joined(separator: "," + space) + "]"
    case .object(let members):
      "{"
        + members.map { PlainJSON.quoted($0.key) + ":" + space + $0.value.written(space: space) }
        .joined(separator: "," + space) + "}"
    }
  }

  private static func quoted(_ bytes: PlainText) -> String {
    var result = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<" ": result += String(format: "\\u%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// RFC 8259, to the letter: no byte order mark, no comment, no lone surrogate.
struct PlainJSONReader {
  struct NotJSON: Error { var position: Int }

  private let bytes: [UInt8]
  private var position = 0
  private let deepest = 500

  /// The tree, or nothing where the bytes are not exactly one JSON value.
  static func tree(of bytes: some Sequence<UInt8>) -> PlainJSON? {
    var reader = PlainJSONReader(bytes: Array(bytes))
    guard let value = try? reader.value(depth: 0) else { return nil }
    reader.skipSpace()
    return reader.position == reader.bytes.count ? value : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var here: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var wrong: NotJSON { NotJSON(position: position) }

  private mutating func skipSpace() {
    while let byte = here, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard here == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> PlainJSON {
    guard depth < deepest else { throw wrong }
    skipSpace()
    switch here.map({ Character(Unicode.Scalar($0)) }) {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"": return .text(try text())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: PlainJSON) throws -> PlainJSON {
    guard bytes[position...].starts(with: word.utf8) else { throw wrong }
    position += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws -> PlainJSON {
    var members: [(key: PlainText, value: PlainJSON)] = []
    position += 1
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      let key = try text()
      skipSpace()
      guard take(":") else { throw wrong }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw wrong }
    }
  }

  private mutating func array(depth: Int) throws -> PlainJSON {
    var elements: [PlainJSON] = []
    position += 1
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw wrong }
    }
  }

  private mutating func number() throws -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws {
    let start = position
    while let byte = here, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw wrong }
  }

  private mutating func text() throws -> PlainText {
    guard take("\"") else { throw wrong }
    var result: PlainText = []
    while let byte = here {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard String(validating: result, as: UTF8.self) != nil else { throw wrong }
        return result
      case UInt8(ascii: "\\"): result += try escape()
      case 0..<0x20: throw wrong
      default: result.append(byte)
      }
    }
    throw wrong
  }

  private mutating func escape() throws -> PlainText {
    guard let letter = here else { throw wrong }
    position += 1
    switch Character(Unicode.Scalar(letter)) {
    case "\"", "\\", "/": return [letter]
    case "b": return [0x08]
    case "f": return [0x0C]
    case "n": return [0x0A]
    case "r": return [0x0D]
    case "t": return [0x09]
    case "u":
      var units = [try unit()]
      if (0xD800..<0xDC00).contains(units[0]) {
        guard take("\\"), take("u") else { throw wrong }
        units.append(try unit())
      }
      guard let text = String(validating: units, as: UTF16.self) else { throw wrong }
      return PlainText(text.utf8)
    default: throw wrong
    }
  }

  private mutating func unit() throws -> UInt16 {
    guard position + 4 <= bytes.count else { throw wrong }
    let digits = bytes[position..<position + 4]
    let isHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw wrong
    }
    position += 4
    return unit
  }
}
