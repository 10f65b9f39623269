// How slos.json is built: the kinds of objects it holds, their keys, what each key's value is. The
// decoder checks keys against these tables and the JSON Schema is written from them, so the two
// cannot differ.

/// A kind of object and its keys.
struct ConfigTable: Sendable {
  /// The name of its definition in the JSON Schema.
  let name: String
  /// In the words of a message: `an objective`.
  let noun: String
  let keys: [ConfigKey]
  /// Keys of which an object has exactly one; empty asks for nothing.
  var exactlyOneOf: [String] = []
  /// Keys of which an object has at most one.
  var atMostOneOf: [String] = []

  /// The key `name`, compared as bytes.
  func key(_ name: String) -> ConfigKey? { keys.first { $0.name.utf8.elementsEqual(name.utf8) } }
}

/// A key of an object.
struct ConfigKey: Sendable {
  let name: String
  let isRequired: Bool
  let value: ConfigShape
  /// What it says, in a sentence for the schema.
  let about: String
  /// An example of a value, in JSON, for messages.
  let example: String

  init(
    _ name: String, _ value: ConfigShape, required isRequired: Bool = false,
    example: String = "", _ about: String
  ) {
    self.name = name
    self.isRequired = isRequired
    self.value = value
    self.about = about
    self.example = example
  }
}

/// What a value may be.
indirect enum ConfigShape: Sendable {
  /// Any text.
  case text
  /// A text that is not empty.
  case name
  case bool
  case whole(ClosedRange<Int64>)
  /// A positive number of at most six decimals.
  case factor
  /// `90s`, `1h30m`.
  case duration
  /// `"99.9%"`, or 0.999; `includesOne` says whether 100% is one.
  case share(includesOne: Bool)
  /// RFC 3339.
  case instant
  /// A predicate.
  case expression
  case choice([String])
  case list(ConfigShape, mayBeEmpty: Bool)
  /// An object whose keys are the config's own.
  case map(ConfigShape)
  case object(ConfigTable)
  case either([ConfigShape])
  case version
}
