// A tree as JSON text for people to read and edit: two spaces a level, keys in their order.

extension JSONValue {
  /// The value as JSON, with a newline at its end.
  package var prettyText: String {
    var json = JSONWriter()
    write(to: &json)
    return json.text
  }

  private func write(to json: inout JSONWriter) {
    switch kind {
    case .null: json.null()
    case .bool(let bool): json.bool(bool)
    case .number(let number): json.literal(number)
    case .text(let text): json.string(text)
    case .array(let elements): json.array(elements) { json, element in element.write(to: &json) }
    case .object(let members):
      json.object { json in
        for member in members {
          json.key(member.key)
          member.value.write(to: &json)
        }
      }
    }
  }
}
