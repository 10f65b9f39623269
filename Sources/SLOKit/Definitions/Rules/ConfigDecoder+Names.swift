// The names of objectives: unique, visible, and not to be taken for an option or a file on a command
// line; and the names of labels.

extension ConfigDecoder {
  /// Checks the name of an objective; `known` are the names before it and where they stand.
  mutating func checkName(of object: ConfigObject, among known: inout [[UInt8]: JSONPosition]) {
    guard let name = name(object, "name"), let value = object["name"] else { return }
    if let first = known.updateValue(value.position, forKey: Array(name.utf8)) {
      known[Array(name.utf8)] = first
      problem(
        at: value.position, "an objective is called \(shown(value)) already, on line \(first.line)",
        advice: "give each a name of its own")
    }
    let controls = name.unicodeScalars.first { $0.properties.generalCategory == .control }
    if let controls {
      problem(
        at: value.position, "\"name\" has the control character U+\(Rules.hexadecimal(controls))",
        advice: "remove it")
    } else if name.utf8.first == UInt8(ascii: "-") {
      problem(
        at: value.position, "\"name\" is \(shown(value)), which a command line takes for an option",
        advice: "start it with a letter")
    } else if let mark = name.first(where: { "/.*".contains($0) }) {
      warning(
        at: value.position, "\"name\" is \(shown(value)), which looks like a file's path",
        advice: "a name without \(mark) cannot be mistaken")
    }
  }
}

extension Rules {
  /// Whether Prometheus takes `name` as a label's.
  static func isLabelName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !first.isDigit
    else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  /// A scalar's number in at least four hexadecimal digits.
  static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
