// A JSON document as a tree, for configs and other small files. Every value and every object key
// knows where it stands, so that a problem found later can be shown at its place. Numbers stay
// texts: whoever reads one decides how exactly. Members keep their order.

/// A place in a document, counted from 1; columns in bytes.
package struct JSONPosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (lhs: JSONPosition, rhs: JSONPosition) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}

/// A value and the place of its first byte.
package struct JSONValue: Sendable {
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case text(String)
    case array([JSONValue])
    case object([JSONMember])
  }

  package var kind: Kind
  package var position: JSONPosition

  package init(_ kind: Kind, at position: JSONPosition = JSONPosition(line: 0, column: 0)) {
    self.kind = kind
    self.position = position
  }

  package var text: String? {
    if case .text(let text) = kind { text } else { nil }
  }

  /// A number as written.
  package var number: String? {
    if case .number(let number) = kind { number } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let bool) = kind { bool } else { nil }
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = kind { elements } else { nil }
  }

  package var members: [JSONMember]? {
    if case .object(let members) = kind { members } else { nil }
  }

  package var isNull: Bool {
    if case .null = kind { true } else { false }
  }

  /// The value of the member `key`, compared as bytes; nil in anything but an object.
  package subscript(_ key: String) -> JSONValue? {
    members?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// What it is, in the words of a message: `a text`, `null`.
  package var kindName: String {
    switch kind {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number: "a number"
    case .text: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A key of an object and its value.
package struct JSONMember: Sendable {
  package var key: String
  /// The place of the key's opening quote.
  package var keyPosition: JSONPosition
  package var value: JSONValue

  package init(
    _ key: String, _ value: JSONValue,
    at keyPosition: JSONPosition = JSONPosition(line: 0, column: 0)
  ) {
    self.key = key
    self.value = value
    self.keyPosition = keyPosition
  }
}

/// Why a document is not JSON, and where.
package struct JSONProblem: Error, Equatable, Sendable {
  package var position: JSONPosition
  /// What was found and what was wanted.
  package var message: String
  /// What to do.
  package var advice: String?

  package init(_ position: JSONPosition, _ message: String, advice: String? = nil) {
    self.position = position
    self.message = message
    self.advice = advice
  }
}
