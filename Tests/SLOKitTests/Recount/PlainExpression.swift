// The text of an expression comes in; its truth for an event goes out: true, false or unknown
// (nil). A tree walked node by node, with Kleene's tables for `not`, `and`, `or`.

indirect enum PlainExpression {
  enum Operand {
    case field(String)
    case number(PlainDecimal)
    case text(PlainText)
    case duration(nanoseconds: Int)
    case bool(Bool)
    case null
  }

  case or(PlainExpression, PlainExpression)
  case and(PlainExpression, PlainExpression)
  case not(PlainExpression)
  case has(String)
  case compare(Operand, String, Operand)
  case isOne(Operand, [Operand])
  case matches(Operand, String, PlainText)
  case always(Bool)

  /// What the event says, or unknown.
  func truth(for event: PlainEvent) -> Bool? {
    switch self {
    case .always(let value): return value
    case .not(let inner): return inner.truth(for: event).map { !$0 }
    case .and(let left, let right):
      let (left, right) = (left.truth(for: event), right.truth(for: event))
      if left == false || right == false { return false }
      return left == nil || right == nil ? nil : true
    case .or(let left, let right):
      let (left, right) = (left.truth(for: event), right.truth(for: event))
      if left == true || right == true { return true }
      return left == nil || right == nil ? nil : false
    case .has(let name):
      guard let value = event.value(named: name) else { return false }
      if case .null = value { return false }
      return true
    case .compare(let left, let sign, let right):
      let unit = event.unit(beside: left, right)
      guard let left = event.scalar(left, unit: unit), let right = event.scalar(right, unit: unit)
      else { return nil }
      return PlainScalar.compare(left, sign, right)
    case .isOne(let operand, let list):
      let answers = list.map { Self.compare(operand, "==", $0).truth(for: event) }
      if answers.contains(true) { return true }
      return answers.contains { $0 == nil } ? nil : false
    case .matches(let operand, let how, let pattern):
      guard let value = event.scalar(operand, unit: nil) else { return nil }
      return PlainExpression.matches(value.text, how, pattern)
    }
  }

  private static func matches(_ text: PlainText, _ how: String, _ pattern: PlainText) -> Bool {
    switch how {
    case "startsWith": text.starts(with: pattern)
    case "endsWith": text.reversed().starts(with: pattern.reversed())
    case "contains":
      (0...text.count).contains { text[$0...].starts(with: pattern) }
    default: isLike(text[...], pattern[...])
    }
  }

  /// The definition of a glob, not the fast way to it.
  private static func isLike(_ text: ArraySlice<UInt8>, _ glob: ArraySlice<UInt8>) -> Bool {
    guard let first = glob.first else { return text.isEmpty }
    if first == UInt8(ascii: "*") {
      return (text.startIndex...text.endIndex).contains {
        isLike(text[$0...], glob.dropFirst())
      }
    }
    guard let byte = text.first, first == UInt8(ascii: "?") || first == byte else { return false }
    return isLike(text.dropFirst(), glob.dropFirst())
  }
}

/// A value that can be compared: what an operand is for one event.
enum PlainScalar {
  case number(PlainDecimal, written: PlainText)
  case text(PlainText)
  case bool(Bool)

  var text: PlainText {
    switch self {
    case .number(_, let written): written
    case .text(let bytes): bytes
    case .bool(let value): PlainText((value ? "true" : "false").utf8)
    }
  }

  /// Absent, null, objects and arrays are nothing; text that is a number is a number.
  init?(_ value: PlainJSON?) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .number(let written):
      guard let number = PlainDecimal(written.utf8) else { return nil }
      self = .number(number, written: PlainText(written.utf8))
    case .text(let bytes):
      self = PlainDecimal(bytes).map { .number($0, written: bytes) } ?? .text(bytes)
    case nil, .null, .array, .object: return nil
    }
  }

  static func compare(_ left: PlainScalar, _ sign: String, _ right: PlainScalar) -> Bool? {
    let order: Int?
    switch (left, right) {
    case (.number(let left, _), .number(let right, _)):
      order = left < right ? -1 : left == right ? 0 : 1
    case (.text(let left), .text(let right)):
      order = left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    case (.bool(let left), .bool(let right)) where sign == "==" || sign == "!=":
      order = left == right ? 0 : 1
    default: order = nil
    }
    switch sign {
    case "==": return order == 0
    case "!=": return order != 0
    case "<": return order.map { $0 < 0 }
    case "<=": return order.map { $0 <= 0 }
    case ">": return order.map { $0 > 0 }
    default: return order.map { $0 >= 0 }
    }
  }
}

extension PlainEvent {
  /// The role's unit (a power of ten of nanoseconds) where one side is the role `duration`.
  func unit(beside operands: PlainExpression.Operand...) -> Int? {
    let isDuration = operands.contains {
      if case .field("duration") = $0 { true } else { false }
    }
    return isDuration ? roles["duration"]?.unitPower : nil
  }

  /// An operand's value; beside a duration, numbers without unit are in `unit` and all is in ns.
  func scalar(_ operand: PlainExpression.Operand, unit: Int?) -> PlainScalar? {
    let value: PlainScalar?
    switch operand {
    case .field(let name): value = PlainScalar(self.value(named: name))
    case .number(let number): value = .number(number, written: [])
    case .text(let bytes): value = PlainScalar(.text(bytes))
    case .bool(let bool): value = .bool(bool)
    case .null: value = nil
    case .duration(let nanoseconds): return .number(PlainDecimal(nanoseconds), written: [])
    }
    guard let unit, case .number(let number, let written) = value else { return value }
    return .number(number.shifted(by: unit), written: written)
  }
}
