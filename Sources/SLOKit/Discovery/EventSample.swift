// The first lines of a file as they are, to be looked at more than once. Bounded, whatever the file.

/// Lines of one file.
package struct EventSample: Sendable {
  /// The most lines that are looked at, and the most bytes.
  package static let limitLines = 100_000, limitBytes = 1 << 28

  /// The file, as messages name it.
  package var name: String
  /// The lines, without their newlines; blank ones are left out.
  package var lines: [[UInt8]] = []
  /// Whether the file has more.
  package var isCut = false
  private var bytes = 0

  /// No lines yet.
  package init(of name: String) { self.name = name }

  /// Whether another line would find no room.
  package var isFull: Bool {
    lines.count >= EventSample.limitLines || bytes >= EventSample.limitBytes
  }

  /// Adds a line, unless it is blank or finds no room.
  package mutating func add(_ line: [UInt8]) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    guard !isFull else {
      isCut = true
      return
    }
    bytes += line.count
    lines.append(line)
  }
}
