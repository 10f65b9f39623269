// What the recount expects of the product's JSON, and the comparison with what came: integers and
// texts exactly, doubles within 10⁻¹² of their size. Every difference is told by its path, with
// what was expected and what was found; a key too many is a difference too.

/// A JSON tree that knows which of its numbers are counts and which are measures.
indirect enum Expected {
  case null
  case bool(Bool)
  case integer(Int128)
  case double(Double)
  case text(String)
  /// A sentence for people: any text will do.
  case anyText
  /// Whatever it is, where the contract leaves it open.
  case anything
  case array([Expected])
  case object([(String, Expected)])

  static func integer(_ value: Int) -> Expected { .integer(Int128(value)) }

  static func text(_ bytes: PlainText) -> Expected {
    .text(String(decoding: bytes, as: UTF8.self))
  }

  /// A fraction as the output shows it: infinities as texts, nothing as null.
  static func ratio(_ fraction: (numerator: Int128, denominator: Int128)?) -> Expected {
    guard let fraction else { return .null }
    if fraction.denominator == 0 { return .text(fraction.numerator < 0 ? "-inf" : "inf") }
    return .double(Double(fraction.numerator) / Double(fraction.denominator))
  }

  static func time(_ instant: Int?) -> Expected {
    instant.map { .text(PlainTime.text(ofInstant: $0)) } ?? .null
  }

  /// Nanoseconds as seconds.
  static func seconds(_ duration: Int?) -> Expected {
    duration.map { .double(Double($0) / 1e9) } ?? .null
  }

  subscript(key: String) -> Expected? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == key }?.1
  }

  var elements: [Expected] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }
}

extension Expected {
  /// Every difference between this and what was found, as `path: expected …, found …`.
  func differences(from found: PlainJSON?, at path: String = "$") -> [String] {
    var here: [String] {
      ["\(path): expected \(description), found \(found.map { $0.written() } ?? "nothing")"]
    }
    switch (self, found) {
    case (.anything, _): return []
    case (.null, .null), (.anyText, .text): return []
    case (.bool(let value), .bool(let other)): return value == other ? [] : here
    case (.text(let text), .text(let bytes)):
      return PlainText(text.utf8) == bytes ? [] : here
    case (.integer(let value), .number(let digits)):
      return digits == String(value) ? [] : here
    case (.double(let value), .number(let digits)):
      guard let other = Double(digits) else { return here }
      // The floor is for numbers that are zero but for rounding.
      let allowed = 1e-12 * Swift.max(abs(value), abs(other)) + 1e-15
      return abs(value - other) <= allowed ? [] : here
    case (.array(let wanted), .array(let elements)):
      var result: [String] = []
      if wanted.count != elements.count {
        result = ["\(path): expected \(wanted.count) elements, found \(elements.count)"]
      }
      for (index, pair) in zip(wanted, elements).enumerated() {
        result += pair.0.differences(from: pair.1, at: "\(path)[\(index)]")
      }
      return result
    case (.object(let wanted), .object(let members)):
      var result = wanted.flatMap { key, value in
        value.differences(from: found?[key], at: "\(path).\(key)")
      }
      let known = Set(wanted.map { PlainText($0.0.utf8) })
      for member in members where !known.contains(member.key) {
        let key = String(decoding: member.key, as: UTF8.self)
        // Beside the contract: words for people, which no recount can have.
        if ["malformedReasons", "heldBack"].contains(key) { continue }
        result.append("\(path).\(key): not expected, found \(member.value.written())")
      }
      if Set(members.map(\.key)).count < members.count {
        result.append("\(path): a key occurs twice")
      }
      return result
    default: return here
    }
  }

  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .double(let value): "\(value)"
    case .text(let text): "\"\(text)\""
    case .anyText: "a text"
    case .anything: "anything"
    case .array(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\($0.0): \($0.1.description)" }.joined(separator: ", ") + "}"
    }
  }
}
