// Single values of the config: each comes with the words by which a message names it, each is nil
// where it is absent or wrong, and what is wrong has then been told.

/// An object whose keys have been checked against its table.
struct ConfigObject {
  let table: ConfigTable
  let value: JSONValue

  /// The value of `key`, which the table must know; nil where it is absent.
  subscript(key: String) -> JSONValue? {
    precondition(table.key(key) != nil, "the table of \(table.noun) has no key \(key)")
    return value[key]
  }

  /// The place of the key itself, else of the object.
  func keyPosition(_ key: String) -> JSONPosition {
    value.members?.first { $0.key.utf8.elementsEqual(key.utf8) }?.keyPosition ?? value.position
  }
}

extension ConfigDecoder {
  /// `value` as an object of `table`, which a message calls `name`; unknown and missing keys are
  /// told, and keep nothing else from being read.
  mutating func object(
    _ value: JSONValue, _ table: ConfigTable, _ name: String
  ) -> ConfigObject? {
    guard let members = value.members else {
      mismatch(value, name, wanted: "an object {…}")
      return nil
    }
    var meant: [String] = []
    for member in members where table.key(member.key) == nil {
      let names = table.keys.map(\.name)
      let near = nearestName(to: member.key, in: names.filter { value[$0] == nil })
      if let near { meant.append(near) }
      let present = near == nil ? nearestName(to: member.key, in: names) : nil
      problem(
        at: member.keyPosition, "\"\(member.key)\" is no key of \(table.noun)",
        advice: near.map { "did you mean \"\($0)\"?" }
          ?? present.map { "did you mean \"\($0)\", which it has already?" }
          ?? "it has \(names.joined(separator: ", "))")
    }
    for key in table.keys
    where key.isRequired && value[key.name] == nil && !meant.contains(key.name) {
      problem(
        at: value.position, "\(table.noun) without \"\(key.name)\"",
        advice: "add it: \"\(key.name)\": \(key.example)")
    }
    let given = table.exactlyOneOf.filter { value[$0] != nil }
    if !table.exactlyOneOf.isEmpty, given.count != 1 {
      let all = table.exactlyOneOf.map { "\"\($0)\"" }.joined(separator: ", ")
      problem(
        at: value.position,
        given.isEmpty
          ? "\(table.noun) of no kind"
          : "\(table.noun) of \(given.count) kinds: \(given.joined(separator: ", "))",
        advice: "give exactly one of \(all)")
    }
    let together = table.atMostOneOf.filter { value[$0] != nil }
    if together.count > 1 {
      let all = together.map { "\"\($0)\"" }.joined(separator: " and ")
      problem(at: value.position, "\(table.noun) with \(all)", advice: "keep one of them")
    }
    return ConfigObject(table: table, value: value)
  }

  /// Tells that `value`, which a message calls `name`, is of the wrong kind.
  mutating func mismatch(_ value: JSONValue, _ name: String, wanted: String) {
    problem(
      at: value.position, "\(name) is \(shown(value)), wanted \(wanted)",
      advice: value.isNull ? "leave the key out where there is nothing to say" : nil)
  }

  /// A value in the words of a message: as written where that is short, else its kind.
  func shown(_ value: JSONValue) -> String {
    switch value.kind {
    case .text(let text) where text.utf8.count <= 60: "\"\(text)\""
    case .number(let number) where number.utf8.count <= 60: number
    default: value.kindName
    }
  }

  /// The elements of a list; none where it is absent.
  mutating func elements(_ object: ConfigObject, _ key: String) -> [JSONValue] {
    guard let value = object[key] else { return [] }
    guard let elements = value.array else {
      problem(
        at: value.position, "\"\(key)\" is \(shown(value)), wanted a list",
        advice: value.text == nil ? nil : "write [\(shown(value))]")
      return []
    }
    let declared = object.table.key(key)
    if case .list(_, mayBeEmpty: false) = declared?.value, elements.isEmpty {
      problem(
        at: value.position, "\"\(key)\" is empty",
        advice: declared?.isRequired == true
          ? "list at least one" : "leave the key out, or list something")
    }
    return elements
  }

  // MARK: Texts

  mutating func text(_ object: ConfigObject, _ key: String) -> String? {
    guard let value = object[key] else { return nil }
    return text(value, "\"\(key)\"")
  }

  mutating func text(_ value: JSONValue, _ name: String) -> String? {
    guard let text = value.text else {
      mismatch(value, name, wanted: "a text in double quotes")
      return nil
    }
    return text
  }

  /// A text that is not empty.
  mutating func name(_ object: ConfigObject, _ key: String) -> String? {
    guard let value = object[key] else { return nil }
    return self.name(value, "\"\(key)\"")
  }

  mutating func name(_ value: JSONValue, _ name: String) -> String? {
    guard let text = text(value, name) else { return nil }
    guard !text.isEmpty else {
      problem(at: value.position, "\(name) is an empty text")
      return nil
    }
    return text
  }

  /// A file's path, seen from the working folder.
  mutating func path(_ object: ConfigObject, _ key: String) -> String? {
    name(object, key).map(inFolder)
  }

  /// `path`, which is relative to the config's folder, seen from the working folder.
  func inFolder(_ path: String) -> String {
    guard !folder.isEmpty, folder != ".", path.utf8.first != UInt8(ascii: "/") else { return path }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// One of the words that `type` knows.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ object: ConfigObject, _ key: String, of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let value = object[key],
      let word = choice(value, "\"\(key)\"", of: type.allCases.map(\.rawValue))
    else { return nil }
    return Choice(rawValue: word)
  }

  mutating func choice(_ value: JSONValue, _ name: String, of words: [String]) -> String? {
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    guard let text = value.text else {
      mismatch(value, name, wanted: "one of \(list)")
      return nil
    }
    if let word = words.first(where: { $0.utf8.elementsEqual(text.utf8) }) { return word }
    problem(
      at: value.position, "\(name) is \(shown(value)), wanted one of \(list)",
      advice: nearestName(to: text, in: words).map { "did you mean \"\($0)\"?" })
    return nil
  }

  // MARK: Numbers and truth

  mutating func bool(_ object: ConfigObject, _ key: String) -> Bool? {
    guard let value = object[key] else { return nil }
    guard let bool = value.bool else {
      mismatch(value, "\"\(key)\"", wanted: "true or false")
      return nil
    }
    return bool
  }

  /// A whole number in the range of the key's table.
  mutating func whole(_ object: ConfigObject, _ key: String) -> Int64? {
    guard let value = object[key], case .whole(let range) = object.table.key(key)?.value else {
      return nil
    }
    let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let number = value.number else {
      mismatch(value, "\"\(key)\"", wanted: wanted)
      return nil
    }
    guard let whole = decimal(number)?.wholeValue, range.contains(whole) else {
      problem(at: value.position, "\"\(key)\" is \(shown(value)), wanted \(wanted)")
      return nil
    }
    return whole
  }

  /// A share in billionths: `"99.9%"` or 0.999; more than 0, and less than 1 or also 1.
  mutating func share(_ value: JSONValue, _ name: String, includesOne: Bool) -> Int64? {
    let form = "a share such as \"99.9%\" or 0.999"
    let isPercent = value.text?.utf8.last == UInt8(ascii: "%")
    let written =
      value.number
      ?? value.text.map { String(decoding: $0.utf8.dropLast(isPercent ? 1 : 0), as: UTF8.self) }
    guard let written, let number = decimal(written) else {
      mismatch(value, name, wanted: form)
      return nil
    }
    guard isPercent || value.number != nil else {
      problem(
        at: value.position, "\(name) is \(shown(value)), a text without %",
        advice: "write \"\(written)%\", or a number without quotes")
      return nil
    }
    let billionths = number.scaled(byPowerOfTen: isPercent ? 7 : 9)
    let limit = DecimalNumber(includesOne ? Target.one : Target.one - 1)
    if billionths > .zero, billionths <= DecimalNumber(Target.one), billionths <= limit {
      if let whole = billionths.wholeValue { return whole }
      let below = billionths.floored(scaledByPowerOfTen: 0) ?? 0
      problem(
        at: value.position, "\(name) is \(shown(value)), finer than a billionth",
        advice: "write \"\(Target.percent(billionths: max(1, below)))\"")
      return nil
    }
    guard billionths > .zero else {
      problem(
        at: value.position, "\(name) is \(shown(value)), wanted more than 0",
        advice: "write \(form)")
      return nil
    }
    // A number up to a hundred is most likely meant in percent.
    let isMeantInPercent =
      !isPercent && number > DecimalNumber(1) && number.scaled(byPowerOfTen: 7) <= limit
    problem(
      at: value.position,
      "\(name) is \(shown(value)), wanted \(includesOne ? "at most" : "less than") 100%",
      advice: isMeantInPercent ? "write \"\(written)%\"" : "write \(form)")
    return nil
  }

  /// The number that the whole of `text` writes by the grammar of JSON.
  func decimal(_ text: String) -> DecimalNumber? {
    let bytes = Array(text.utf8)
    return unsafe DecimalNumber(bytes.span.bytes)
  }

  mutating func share(_ object: ConfigObject, _ key: String) -> Int64? {
    guard let value = object[key] else { return nil }
    return share(value, "\"\(key)\"", includesOne: false)
  }

  mutating func target(_ object: ConfigObject, _ key: String) -> Target? {
    guard let value = object[key] else { return nil }
    return target(value, "\"\(key)\"")
  }

  mutating func target(_ value: JSONValue, _ name: String) -> Target? {
    share(value, name, includesOne: true).flatMap(Target.init(billionths:))
  }

  // MARK: Expressions

  mutating func expression(_ object: ConfigObject, _ key: String) -> Expression? {
    guard let value = object[key] else { return nil }
    guard let text = value.text else {
      mismatch(value, "\"\(key)\"", wanted: "an expression in double quotes")
      return nil
    }
    let expression: Expression
    do {
      expression = try Expression.parse(text, roles: roles)
    } catch {
      problem(
        at: position(ofByte: error.offsetBytes, in: value), "in \"\(key)\": \(error.message)",
        advice: error.advice)
      return nil
    }
    checkFields(of: expression, at: value)
    return expression
  }
}
