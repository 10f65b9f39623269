// The paths that a configuration wants of an event, each in one slot. "a.b" means the top-level key
// "a.b" where there is one, else the key "b" of the object "a"; an array's elements go by number.

/// An ordered set of field paths; a path's index is its slot in `EventFields`.
package struct FieldPaths: Sendable {
  /// The paths as written, in slot order.
  package private(set) var paths: [String] = []
  /// By their bytes: as a `String`, é in one scalar and in two would be one path.
  private var slots: [[UInt8]: Int] = [:]

  package init() {}

  package var count: Int { paths.count }

  /// The slot of `path`, which is added where it is new.
  package mutating func slot(of path: String) -> Int {
    let name = Array(path.utf8)
    if let slot = slots[name] { return slot }
    slots[name] = paths.count
    paths.append(path)
    return paths.count - 1
  }
}
