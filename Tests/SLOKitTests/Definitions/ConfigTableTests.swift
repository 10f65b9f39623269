// The tables that the decoder checks keys by and the schema is written from: each of their keys is
// read, wherever it may stand.

import Testing

@testable import SLOKit

struct ConfigTableTests {
  /// Every key of every table of `table`, with a path through the full example to each object.
  @Test func `every key of the tables is read and so checked`() throws {
    let root = try JSONValue.parse(Array(everyKey.utf8))
    var seen: Set<String> = []
    for path in keyPaths(root, .root) {
      seen.insert("\(path.table).\(path.key)")
      // No key takes a list of a list, so each that is read must complain.
      let broken = replacing(root, path.steps[...], by: JSONValue(.array([JSONValue(.array([]))])))
      do throws(Diagnostics) {
        _ = try ConfigDecoder.decode(
          Array(broken.prettyText.utf8), file: "slos.json", folder: "")
        Issue.record("\(path.steps) is not read")
      } catch {}
    }
    var all: Set<String> = []
    collectKeys(.root, into: &all)
    #expect(all.subtracting(seen) == [])
  }

  private struct KeyPath {
    var table: String
    var key: String
    var steps: [String]
  }

  private func keyPaths(_ value: JSONValue, _ table: ConfigTable) -> [KeyPath] {
    table.keys.flatMap { key -> [KeyPath] in
      guard let member = value[key.name] else { return [] }
      let own = KeyPath(table: table.name, key: key.name, steps: [key.name])
      return [own]
        + inner(member, key.value).map {
          KeyPath(table: $0.table, key: $0.key, steps: [key.name] + $0.steps)
        }
    }
  }

  private func inner(_ value: JSONValue, _ shape: ConfigShape) -> [KeyPath] {
    switch shape {
    case .object(let table): return value.members == nil ? [] : keyPaths(value, table)
    case .either(let shapes): return shapes.flatMap { inner(value, $0) }
    case .list(let shape, _):
      return (value.array ?? []).enumerated().flatMap { index, element in
        inner(element, shape).map {
          KeyPath(table: $0.table, key: $0.key, steps: ["\(index)"] + $0.steps)
        }
      }
    default: return []
    }
  }

  private func replacing(
    _ value: JSONValue, _ steps: ArraySlice<String>, by new: JSONValue
  ) -> JSONValue {
    guard let step = steps.first else { return new }
    var value = value
    switch value.kind {
    case .object(var members):
      for index in members.indices where members[index].key == step {
        members[index].value = replacing(members[index].value, steps.dropFirst(), by: new)
      }
      value.kind = .object(members)
    case .array(var elements):
      if let index = Int(step) {
        elements[index] = replacing(elements[index], steps.dropFirst(), by: new)
      }
      value.kind = .array(elements)
    default: break
    }
    return value
  }

  private func collectKeys(_ table: ConfigTable, into keys: inout Set<String>) {
    func visit(_ shape: ConfigShape) {
      switch shape {
      case .object(let table): collectKeys(table, into: &keys)
      case .list(let shape, _), .map(let shape): visit(shape)
      case .either(let shapes): shapes.forEach(visit)
      default: break
      }
    }
    for key in table.keys where keys.insert("\(table.name).\(key.name)").inserted {
      visit(key.value)
    }
  }
}
