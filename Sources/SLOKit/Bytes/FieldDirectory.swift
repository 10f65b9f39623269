// The names of all fields that lines turn out to have, known in advance or not: a tree of keys, a
// number a node. It never has more than `limit` nodes, whatever keys a line makes up.

/// Numbers the fields of lines, nested ones too.
package struct FieldDirectory: Sendable {
  /// The most fields, inner ones counted, that are told apart.
  package static let limit = 4096
  /// The node of the line itself.
  static let root = 0

  private struct Node: Sendable {
    let parent: Int
    let name: Range<Int>
    let hash: UInt64
  }

  private let seed = KeyHash.seed
  private var nodes = [Node(parent: -1, name: 0..<0, hash: 0)]
  private var names: [UInt8] = []
  /// Node numbers by hash, 0 for a free place; a power of two long, at most half full.
  private var places = [Int32](repeating: 0, count: 256)
  /// Whether a field was met that found no room.
  package private(set) var isFull = false

  package init() {}

  /// How many nodes there are; fields are numbered below it.
  package var count: Int { nodes.count }

  /// The path of `field` as it is written in a config: keys with dots between.
  package func path(of field: Int) -> [UInt8] {
    var steps: [Range<Int>] = []
    var node = field
    while node > FieldDirectory.root {
      steps.append(nodes[node].name)
      node = nodes[node].parent
    }
    return Array(steps.reversed().map { names[$0] }.joined(separator: [UInt8(ascii: ".")]))
  }

  /// The field below `parent` whose key is in `range` of `bytes`; nil where there is no room for it.
  mutating func child(of parent: Int, named range: Range<Int>, in bytes: RawSpan) -> Int? {
    let salt = UInt64(truncatingIfNeeded: parent) &* 0x9E37_79B9_7F4A_7C15
    let hash = KeyHash.of(range, in: bytes, seed: seed) ^ salt
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] != 0 {
      let node = Int(places[place])
      if nodes[node].hash == hash, nodes[node].parent == parent,
        unsafe bytes.equals(range, in: names.span.bytes, nodes[node].name)
      {
        return node
      }
      place = (place + 1) & (places.count - 1)
    }
    guard nodes.count < FieldDirectory.limit else {
      isFull = true
      return nil
    }
    let start = names.count
    names.append(range, of: bytes)
    nodes.append(Node(parent: parent, name: start..<names.count, hash: hash))
    places[place] = Int32(nodes.count - 1)
    if nodes.count * 2 > places.count { grow() }
    return nodes.count - 1
  }

  /// The field of an array's element, whose name is its number.
  mutating func child(of parent: Int, element: Int) -> Int? {
    let name = Array(String(element).utf8)
    return unsafe child(of: parent, named: 0..<name.count, in: name.span.bytes)
  }

  private mutating func grow() {
    places = [Int32](repeating: 0, count: places.count * 2)
    for node in nodes.indices.dropFirst() {
      var place = Int(truncatingIfNeeded: nodes[node].hash) & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(node)
    }
  }
}
