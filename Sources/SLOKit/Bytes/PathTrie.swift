// The wanted paths, compiled: one node a step, in flat arrays, so that a scanner walks them without
// touching a reference count. A path with dots is in here twice: by its steps, and as the one
// top-level key that it also is, which wins.

/// The wanted paths as a tree of keys and array indices.
struct PathTrie: Sendable {
  /// The node where every path begins.
  static let root = 0
  /// The node under which no path leads.
  static let nowhere = -1

  /// A path that is read in two ways: into its slot by its steps, and as one key into `target`.
  struct DottedPath: Sendable {
    let slot: Int
    let target: Int
  }

  struct Node: Sendable {
    /// Where the node's value is wanted: a slot, the target of a dotted path, or -1.
    var target = -1
    /// Its keys' hash table in `keys`, a power of two of entries, half of them free; may be empty.
    var keysStart = 0
    var keysMask = -1
    /// Its array elements in `elements`.
    var elements = 0..<0
    /// All targets at and below it, in `targetsBelow`.
    var below = 0..<0
  }

  private struct Key: Sendable {
    var hash: UInt64 = 0
    var name = 0..<0
    var node = PathTrie.nowhere
  }

  private let seed = KeyHash.seed
  private(set) var nodes: [Node] = []
  private(set) var targetsBelow: [Int] = []
  private(set) var dottedPaths: [DottedPath] = []
  private var keys: [Key] = []
  private var names: [UInt8] = []
  private var elements: [(index: Int, node: Int)] = []

  /// Compiles `paths`; a flat format has no steps, only whole keys.
  init(_ paths: FieldPaths, hasSteps: Bool = true) {
    let top = Draft()
    for (slot, path) in paths.paths.enumerated() {
      let name = Array(path.utf8)
      let steps = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard hasSteps, steps.count > 1 else {
        top.child(name[...]).target = slot
        continue
      }
      var draft = top
      for step in steps { draft = draft.child(step) }
      draft.target = slot
      let target = paths.count + dottedPaths.count
      top.child(name[...]).target = target
      dottedPaths.append(DottedPath(slot: slot, target: target))
    }
    _ = add(top)
  }

  /// Whether the value at `node` is wanted itself, and not just some below it.
  @inline(__always)
  func wants(_ node: Int) -> Bool { node >= 0 && nodes[node].target >= 0 }

  /// The child of `parent` for the key in `range` of `bytes`, and the key's hash.
  @inline(__always)
  func find(
    _ range: Range<Int>, in bytes: RawSpan, under parent: Int
  ) -> (node: Int, hash: UInt64) {
    let hash = KeyHash.of(range, in: bytes, seed: seed)
    return (child(of: parent, key: range, in: bytes, hash: hash), hash)
  }

  @inline(__always)
  private func child(
    of node: Int, key range: Range<Int>, in bytes: RawSpan, hash: UInt64
  ) -> Int {
    if node < 0 { return Self.nowhere }
    let mask = nodes[node].keysMask
    if mask < 0 { return Self.nowhere }
    let start = nodes[node].keysStart
    var probe = Int(truncatingIfNeeded: hash) & mask
    while true {
      let key = keys[start &+ probe]
      if key.node < 0 { return Self.nowhere }
      if key.hash == hash, unsafe bytes.equals(range, in: names.span.bytes, key.name) {
        return key.node
      }
      probe = (probe &+ 1) & mask
    }
  }

  /// The child of `node` for an array's element.
  func child(of node: Int, element index: Int) -> Int {
    if node < 0 { return Self.nowhere }
    for at in nodes[node].elements where elements[at].index == index { return elements[at].node }
    return Self.nowhere
  }
}

extension PathTrie {
  /// A node while paths are added.
  private final class Draft {
    var target = -1
    private(set) var children: [(name: ArraySlice<UInt8>, draft: Draft)] = []

    func child(_ name: ArraySlice<UInt8>) -> Draft {
      if let known = children.first(where: { $0.name == name }) { return known.draft }
      let draft = Draft()
      children.append((name, draft))
      return draft
    }
  }

  /// Adds `draft` and all below it; its node.
  private mutating func add(_ draft: Draft) -> Int {
    let node = nodes.count
    nodes.append(Node(target: draft.target))
    let firstTarget = targetsBelow.count
    if draft.target >= 0 { targetsBelow.append(draft.target) }
    let children = draft.children.map { (name: $0.name, node: add($0.draft)) }
    nodes[node].below = firstTarget..<targetsBelow.count
    if children.isEmpty { return node }
    var capacity = 2
    while capacity < children.count * 2 { capacity *= 2 }
    nodes[node].keysStart = keys.count
    nodes[node].keysMask = capacity - 1
    keys.append(contentsOf: repeatElement(Key(), count: capacity))
    let firstElement = elements.count
    for child in children {
      insert(child.name, node: child.node, under: nodes[node])
      if let index = Self.elementIndex(child.name) { elements.append((index, child.node)) }
    }
    nodes[node].elements = firstElement..<elements.count
    return node
  }

  private mutating func insert(_ name: ArraySlice<UInt8>, node: Int, under parent: Node) {
    let range = names.count..<names.count + name.count
    names.append(contentsOf: name)
    let hash = unsafe KeyHash.of(range, in: names.span.bytes, seed: seed)
    var probe = Int(truncatingIfNeeded: hash) & parent.keysMask
    while keys[parent.keysStart + probe].node >= 0 { probe = (probe + 1) & parent.keysMask }
    keys[parent.keysStart + probe] = Key(hash: hash, name: range, node: node)
  }

  /// The array index that a step names: decimal, without a leading zero.
  private static func elementIndex(_ name: ArraySlice<UInt8>) -> Int? {
    guard let first = name.first, name.count == 1 || first != UInt8(ascii: "0") else { return nil }
    var index = 0
    for byte in name {
      guard byte.isDigit, index < 1 << 40 else { return nil }
      index = index * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return index
  }
}
