// JSON once more, slowly and plainly: a tree by recursive descent over an array of bytes. The
// scanner must agree with it on every line.

/// A parsed value with the text it was parsed from.
indirect enum TwinJSON {
  case null(String), bool(String), number(String)
  case text([UInt8])
  case array([TwinJSON], String)
  case object([(key: [UInt8], value: TwinJSON)], String)

  struct Refused: Error {}

  /// The one value that `bytes` is.
  static func parse(_ bytes: [UInt8]) throws -> TwinJSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Refused() }
    var parser = Parser(bytes: bytes)
    let value = try parser.value(depth: 1)
    parser.skipSpace()
    guard parser.index == bytes.count else { throw Refused() }
    return value
  }

  /// How many keys repeat an earlier one of their object, at any depth.
  var repeatedKeys: Int {
    switch self {
    case .null, .bool, .number, .text: 0
    case .array(let elements, _): elements.map(\.repeatedKeys).reduce(0, +)
    case .object(let members, _):
      members.count - Set(members.map(\.key)).count
        + members.map(\.value.repeatedKeys).reduce(0, +)
    }
  }

  /// The value at `path`, by its one top-level key or by its steps.
  func value(at path: String) -> TwinJSON? {
    if let whole = child(path) { return whole }
    var value: TwinJSON? = self
    for step in path.split(separator: ".", omittingEmptySubsequences: false) {
      value = value?.child(String(step), isStep: true)
    }
    return value
  }

  private func child(_ step: String, isStep: Bool = false) -> TwinJSON? {
    switch self {
    case .null, .bool, .number, .text: return nil
    case .object(let members, _): return members.last { $0.key == Array(step.utf8) }?.value
    case .array(let elements, _):
      guard isStep, let index = Int(step), String(index) == step, elements.indices.contains(index)
      else { return nil }
      return elements[index]
    }
  }

  /// As `ScannedLine` writes it.
  var text: String {
    switch self {
    case .null(let text), .bool(let text), .number(let text): text
    case .array(_, let text), .object(_, let text): text
    case .text(let bytes): "'\(String(decoding: bytes, as: UTF8.self))'"
    }
  }

  private struct Parser {
    let bytes: [UInt8]
    var index = 0

    var rest: ArraySlice<UInt8> { bytes[index...] }

    mutating func skipSpace() {
      while let byte = rest.first, " \t\r\n".utf8.contains(byte) { index += 1 }
    }

    mutating func take(_ text: String) -> Bool {
      guard rest.starts(with: text.utf8) else { return false }
      index += text.utf8.count
      return true
    }

    mutating func want(_ text: String) throws {
      if !take(text) { throw Refused() }
    }

    func text(from start: Int) -> String {
      String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func value(depth: Int) throws -> TwinJSON {
      skipSpace()
      let start = index
      if take("null") { return .null("null") }
      if take("true") { return .bool("true") }
      if take("false") { return .bool("false") }
      if rest.first == UInt8(ascii: "\"") { return .text(try string()) }
      if take("[") {
        guard depth <= 512 else { throw Refused() }
        var elements: [TwinJSON] = []
        skipSpace()
        if !take("]") {
          repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
          } while take(",")
          try want("]")
        }
        return .array(elements, text(from: start))
      }
      if take("{") {
        guard depth <= 512 else { throw Refused() }
        var members: [(key: [UInt8], value: TwinJSON)] = []
        skipSpace()
        if !take("}") {
          repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try want(":")
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
          } while take(",")
          try want("}")
        }
        return .object(members, text(from: start))
      }
      return .number(try number())
    }

    mutating func number() throws -> String {
      let start = index
      _ = take("-")
      if !take("0") { try digits() }
      if take(".") { try digits() }
      if take("e") || take("E") {
        if !take("+") { _ = take("-") }
        try digits()
      }
      return text(from: start)
    }

    mutating func digits() throws {
      let start = index
      while let byte = rest.first, (0x30...0x39).contains(byte) { index += 1 }
      if index == start { throw Refused() }
    }

    mutating func string() throws -> [UInt8] {
      try want("\"")
      var text: [UInt8] = []
      while !take("\"") {
        guard let byte = rest.first, byte >= 0x20 else { throw Refused() }
        index += 1
        guard byte == UInt8(ascii: "\\") else {
          text.append(byte)
          continue
        }
        guard let letter = rest.first else { throw Refused() }
        index += 1
        let simple: [UInt8: UInt8] = [
          0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
        ]
        if letter == UInt8(ascii: "u") {
          var units = [try unit()]
          if 0xD800...0xDBFF ~= units[0] {
            try want("\\u")
            units.append(try unit())
          }
          guard let decoded = String(validating: units, as: UTF16.self) else { throw Refused() }
          text += Array(decoded.utf8)
        } else if let decoded = simple[letter] {
          text.append(decoded)
        } else {
          throw Refused()
        }
      }
      return text
    }

    mutating func unit() throws -> UInt16 {
      let digits = rest.prefix(4)
      guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
        let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw Refused() }
      index += 4
      return unit
    }
  }
}
