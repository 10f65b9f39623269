// The JSON Schema (2020-12) of slos.json, written from the tables that the decoder checks keys by.
// It knows form alone: that a resolution divides an hour, or that an objective exists, only `check`
// can say.

/// The JSON Schema of slos.json, pretty-printed, with a newline at its end.
package func configSchema() -> String {
  jsonSchema(
    of: .root, title: "slos.json", about: "Service level objectives and how events are judged.")
}

/// The JSON Schema of documents whose root is of `table`, pretty-printed, with a newline at its end.
func jsonSchema(of table: ConfigTable, title: String, about: String) -> String {
  var writer = ConfigSchemaWriter()
  let root = writer.schema(of: table)
  var members: [JSONMember] = [
    JSONMember("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
    JSONMember("title", .text(title)),
    JSONMember("description", .text(about)),
  ]
  members += root.members ?? []
  members.append(JSONMember("$defs", .object(writer.definitions)))
  return JSONValue(.object(members)).prettyText
}

/// Tables and shapes to schemas; objects that several keys hold become definitions.
private struct ConfigSchemaWriter {
  private(set) var definitions: [JSONMember] = []

  mutating func schema(of table: ConfigTable) -> JSONValue {
    var properties: [JSONMember] = []
    for key in table.keys {
      let shape = schema(of: key.value).members ?? []
      properties.append(
        JSONMember(key.name, .object([JSONMember("description", .text(key.about))] + shape)))
    }
    var members: [JSONMember] = [
      JSONMember("type", .text("object")), JSONMember("properties", .object(properties)),
      JSONMember("additionalProperties", JSONValue(.bool(false))),
    ]
    let required = table.keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(JSONMember("required", .texts(required))) }
    if !table.exactlyOneOf.isEmpty {
      let kinds = table.exactlyOneOf.map { key in
        JSONValue.object([JSONMember("required", .texts([key]))])
      }
      members.append(JSONMember("oneOf", JSONValue(.array(kinds))))
    }
    if !table.atMostOneOf.isEmpty {
      members.append(
        JSONMember("not", .object([JSONMember("required", .texts(table.atMostOneOf))])))
    }
    return .object(members)
  }

  private mutating func schema(of shape: ConfigShape) -> JSONValue {
    switch shape {
    case .text: return .object([JSONMember("type", .text("string"))])
    case .name:
      return .object([JSONMember("type", .text("string")), JSONMember("minLength", .number(1))])
    case .bool: return .object([JSONMember("type", .text("boolean"))])
    case .whole(let range):
      return .object([
        JSONMember("type", .text("integer")), JSONMember("minimum", .number(range.lowerBound)),
        JSONMember("maximum", .number(range.upperBound)),
      ])
    case .factor:
      return .object([
        JSONMember("type", .text("number")), JSONMember("exclusiveMinimum", .number(0)),
        JSONMember("maximum", .number(10_000)),
      ])
    case .duration:
      return .pattern("^(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?(\\d+us)?(\\d+ns)?$")
    case .share(let includesOne):
      let limit = includesOne ? "maximum" : "exclusiveMaximum"
      let number = JSONValue.object([
        JSONMember("type", .text("number")), JSONMember("exclusiveMinimum", .number(0)),
        JSONMember(limit, .number(1)),
      ])
      return .anyOf([.pattern("^\\d+(\\.\\d+)?%$"), number])
    case .instant:
      return .object([
        JSONMember("type", .text("string")), JSONMember("format", .text("date-time")),
      ])
    case .expression:
      return .object([JSONMember("type", .text("string")), JSONMember("minLength", .number(1))])
    case .choice(let words): return .object([JSONMember("enum", .texts(words))])
    case .list(let element, let mayBeEmpty):
      var members = [
        JSONMember("type", .text("array")), JSONMember("items", schema(of: element)),
      ]
      if !mayBeEmpty { members.append(JSONMember("minItems", .number(1))) }
      return .object(members)
    case .map(let value):
      return .object([
        JSONMember("type", .text("object")),
        JSONMember("additionalProperties", schema(of: value)),
      ])
    case .object(let table): return reference(to: table)
    case .either(let shapes): return .anyOf(shapes.map { schema(of: $0) })
    case .version: return .object([JSONMember("const", .number(1))])
    }
  }

  private mutating func reference(to table: ConfigTable) -> JSONValue {
    if !definitions.contains(where: { $0.key == table.name }) {
      let place = definitions.count
      definitions.append(JSONMember(table.name, JSONValue(.null)))
      definitions[place].value = schema(of: table)
    }
    return .object([JSONMember("$ref", .text("#/$defs/\(table.name)"))])
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String) -> JSONValue { JSONValue(.text(text)) }

  fileprivate static func number(_ number: Int64) -> JSONValue { JSONValue(.number("\(number)")) }

  fileprivate static func texts(_ texts: [String]) -> JSONValue {
    JSONValue(.array(texts.map { .text($0) }))
  }

  fileprivate static func object(_ members: [JSONMember]) -> JSONValue {
    JSONValue(.object(members))
  }

  fileprivate static func pattern(_ pattern: String) -> JSONValue {
    .object([
      JSONMember("type", .text("string")), JSONMember("minLength", .number(1)),
      JSONMember("pattern", .text(pattern)),
    ])
  }

  fileprivate static func anyOf(_ schemas: [JSONValue]) -> JSONValue {
    .object([JSONMember("anyOf", JSONValue(.array(schemas)))])
  }
}
