// Writes one JSON document: members in the order of the calls in, UTF-8 out. It is always well formed,
// may stand in a terminal, a web page or a script as it is, and never loses a value silently: what
// JSON has no number for is a string or null.

/// A JSON document in the making.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("name", "api")
///       json.members("bad", of: [1, 2]) { json, count in json.integer(count) }
///     }
///     print(json.text)
package struct JSONWriter: Sendable {
  /// How the document is laid out.
  package enum Layout: Sendable {
    /// A member a line, indented by two spaces a level.
    case indented
    /// All in one line, for files of one object a line.
    case line
  }

  /// What was written so far.
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  /// An empty document.
  package init(_ layout: Layout = .indented) { self.layout = layout }

  /// The document, with a newline behind it.
  package var text: String { String(decoding: bytes, as: UTF8.self) + "\n" }

  /// Hands over what was written so far, so that a long document need not be held whole.
  package mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  // MARK: Containers

  /// An object of the members that `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container("{", "}", body)
  }

  /// An array of what `body` writes for each element: one value each.
  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    container("[", "]") { json in
      for element in elements { body(&json, element) }
    }
  }

  private mutating func container(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: opening))
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { newline() }
    isFirst = false
    bytes.append(UInt8(ascii: closing))
  }

  /// What stands before a key, or before a value that has none.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newline() }
    isFirst = false
  }

  private mutating func newline() {
    guard layout == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  // MARK: Values

  /// The key of the next value.
  package mutating func key(_ name: String) {
    separate()
    quote(Array(name.utf8))
    bytes.append(contentsOf: layout == .indented ? ": ".utf8 : ":".utf8)
    followsKey = true
  }

  /// A string; nil is null.
  package mutating func string(_ text: String?) {
    guard let text else { return null() }
    separate()
    quote(Array(text.utf8))
  }

  /// A string from bytes that should be UTF-8; what is not becomes U+FFFD.
  package mutating func string(bytes: [UInt8]) {
    separate()
    quote(bytes)
  }

  /// A whole number; nil is null.
  package mutating func integer(_ value: Int64?) {
    guard let value else { return null() }
    literal(String(value))
  }

  /// The shortest number that reads back as `value`: whole ones without a fraction, infinite ones as
  /// the strings `"inf"` and `"-inf"`. Nil is null, and so is what is not a number.
  package mutating func number(_ value: Double?) {
    guard let value, !value.isNaN else { return null() }
    guard value.isFinite else { return string(value < 0 ? "-inf" : "inf") }
    literal(NumberText.shortest(value))
  }

  /// `true` or `false`; nil is null.
  package mutating func bool(_ value: Bool?) {
    guard let value else { return null() }
    literal(value ? "true" : "false")
  }

  /// `null`.
  package mutating func null() { literal("null") }

  /// A number that is written already; the caller answers for its form.
  package mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  // MARK: Members

  /// A key and a string.
  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    string(value)
  }

  /// A key and a whole number.
  package mutating func member(_ name: String, _ value: Int64?) {
    key(name)
    integer(value)
  }

  /// A key and a number.
  package mutating func member(_ name: String, _ value: Double?) {
    key(name)
    number(value)
  }

  /// A key and a truth.
  package mutating func member(_ name: String, _ value: Bool?) {
    key(name)
    bool(value)
  }

  /// A key and an object.
  package mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  /// A key and an array.
  package mutating func members<Elements: Sequence>(
    _ name: String, of elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    key(name)
    array(elements, body)
  }

  // MARK: Strings

  private mutating func quote(_ text: [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    // Plain ASCII, which nearly all of it is, is copied whole.
    if text.allSatisfy({ JSONWriter.isPlain($0) }) {
      bytes.append(contentsOf: text)
    } else {
      TextEscaping.forEachPiece(of: text) { piece in
        switch piece {
        case .scalar(let scalar): append(scalar)
        case .invalid: bytes.append(contentsOf: "\u{FFFD}".utf8)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"): false
    default: (0x20..<0x7F).contains(byte)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    // `<` could end the script of a web page that the document stands in.
    case _ where scalar == "<" || TextEscaping.isUnseen(scalar):
      for unit in String(scalar).utf16 {
        bytes.append(contentsOf: ("\\u" + TextEscaping.hex(UInt32(unit), digits: 4)).utf8)
      }
    default:
      bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}
