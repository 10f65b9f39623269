// The JSON Schema says what the decoder's tables say: it is one value with them, and well formed.

import Testing

@testable import SLOKit

struct ConfigSchemaTests {
  @Test func `the schema is recorded`() throws {
    try Snapshot.expect(configSchema(), matches: "slos.schema.json")
  }

  @Test func `every table's keys are properties and no others are allowed`() throws {
    let schema = try JSONValue.parse(Array(configSchema().utf8))
    let tables: [ConfigTable] = [
      .dedupe, .events, .fields, .timestamp, .duration, .field, .attribution, .attributionRule,
      .exclusion, .daemon, .sink, .objective, .calendarWindow, .alerts, .burnRule,
    ]
    #expect(schema["$defs"]?.members?.count == tables.count)
    for table in tables {
      let definition = try #require(schema["$defs"]?[table.name], "\(table.name)")
      #expect(definition["properties"]?.members?.map(\.key) == table.keys.map(\.name))
      #expect(definition["additionalProperties"]?.bool == false)
      #expect(
        (definition["required"]?.array ?? []).map(\.text)
          == table.keys.filter(\.isRequired).map(\.name))
    }
    #expect(schema["properties"]?.members?.map(\.key) == ConfigTable.root.keys.map(\.name))
  }

  @Test func `every reference leads to a definition and every key is described`() throws {
    let schema = try JSONValue.parse(Array(configSchema().utf8))
    func visit(_ value: JSONValue) {
      if let reference = value["$ref"]?.text {
        #expect(schema["$defs"]?[String(reference.dropFirst("#/$defs/".count))] != nil)
      }
      for member in value["properties"]?.members ?? [] {
        #expect(member.value["description"]?.text?.isEmpty == false, "\(member.key)")
      }
      (value.members ?? []).forEach { visit($0.value) }
      (value.array ?? []).forEach(visit)
    }
    visit(schema)
  }
}
