// Writes HTML, and the SVG inside it: elements in the order of the calls in, text out. Names of
// elements and attributes are literals, every text goes through the escaping of markup: what logs
// say can be no element, no attribute and no script.

/// HTML in the making.
///
///     var html = HTMLWriter()
///     html.element("p", ["class": "note"]) { $0.text("5 < 6") }
struct HTMLWriter {
  typealias Attributes = KeyValuePairs<StaticString, String>

  /// What was written so far.
  private(set) var markup = ""

  /// An element, and in it what `body` writes.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes, ">")
    body(&self)
    markup += "</\(name)>"
  }

  /// An element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that holds nothing, such as `meta`, `br` or a shape.
  mutating func empty(_ name: StaticString, _ attributes: Attributes = [:]) {
    open(name, attributes, "/>")
  }

  /// A text.
  mutating func text(_ text: String) { markup += TextEscaping.markup(text) }

  /// A text that logs brought.
  mutating func text(bytes: [UInt8]) { markup += TextEscaping.markup(bytes) }

  /// The rules of a style sheet, which holds no `<`.
  mutating func style(_ rules: StaticString) { markup += "<style>\(rules)</style>" }

  /// A line's end, so that the source can be read, too.
  mutating func newline() { markup += "\n" }

  private mutating func open(_ name: StaticString, _ attributes: Attributes, _ end: String) {
    markup += "<\(name)"
    for (name, value) in attributes { markup += " \(name)=\"\(TextEscaping.markup(value))\"" }
    markup += end
  }
}
