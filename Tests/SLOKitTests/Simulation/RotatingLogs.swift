// An application and its log rotation, in memory: lines that are all different go into files that are
// renamed, copied, truncated, compressed, deleted and linked, in whole lines and in pieces, while
// somebody reads them. It knows every line that it has written.

@testable import SLOKit

/// Logs that are written and rotated.
final class RotatingLogs {
  /// How the logs are rotated.
  enum Rotation: String, CaseIterable, Sendable {
    case rename, copyTruncate, linkSwap, deleteAndRecreate, renameAndCompress, renameTwice
    case oldDescriptor, equalHeads, tinyFiles, none
  }

  let rotation: Rotation
  let files: SimulatedFiles
  /// Every line that is complete, in the order it was completed.
  private(set) var written: [String] = []
  /// Lines that were in a file when it was truncated or deleted, and in no other.
  private(set) var losable: Set<String> = []

  /// Whether somebody has looked at the files since the last rotation.
  var wasLookedAt = false

  private var random: SeededGenerator
  private var node: SimulatedFiles.Node
  private var oldNode: SimulatedFiles.Node?
  private var partial = ""
  private var oldPartial = ""
  private var next = 0
  private var generation = 0

  static let path = "/log/app.log"

  init(_ rotation: Rotation, seed: UInt64) {
    self.rotation = rotation
    random = SeededGenerator(seed: seed)
    files = SimulatedFiles()
    files.addFolder("/log")
    files.addFolder("/state")
    switch rotation {
    case .linkSwap:
      node = files.addFile("/log/run-0")
      files.addLink(Self.path, to: "run-0")
    default: node = files.addFile(Self.path)
    }
    if rotation == .equalHeads {
      let head = String(repeating: "the same head\n", count: 300)
      for path in [Self.path, "/log/app-2.log"] {
        files.append(Array(head.utf8), to: files.addFile(path))
        written += head.split(separator: "\n").map(String.init)
      }
      node = files.node(Self.path) ?? node
    }
  }

  /// How often each line is still in some file.
  var survivors: [String: Int] {
    var lines: [String: Int] = [:]
    for node in files.node("/log")?.names.values ?? [:].values {
      let bytes = node.bytes.starts(with: "GZ".utf8) ? node.bytes[2...] : node.bytes[...]
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        lines[String(line), default: 0] += 1
      }
    }
    return lines
  }

  /// What the sources of a config would be.
  var words: [String] { rotation == .equalHeads ? ["/log/app*.log"] : [Self.path] }

  /// The application or its rotation does something.
  func step() {
    if random.chance(rotation == .none ? 0 : 12) { return rotate() }
    if rotation == .equalHeads, random.chance(50), let other = files.node("/log/app-2.log") {
      return append(line(), to: other)
    }
    if let oldNode, random.chance(50) {
      return write(to: oldNode, &oldPartial)
    }
    write(to: node, &partial)
  }

  /// Ends the lines that are begun.
  func end() {
    if !partial.isEmpty { complete(&partial, in: node) }
    if let oldNode, !oldPartial.isEmpty { complete(&oldPartial, in: oldNode) }
  }

  private func line() -> String {
    next += 1
    let length = rotation == .tinyFiles ? random.below(5) : random.below(200)
    return "\(next) " + String(repeating: "x", count: length)
  }

  private func append(_ line: String, to node: SimulatedFiles.Node) {
    files.append(Array((line + "\n").utf8), to: node)
    written.append(line)
  }

  private func write(to node: SimulatedFiles.Node, _ partial: inout String) {
    if !partial.isEmpty {
      if random.chance(50) { return complete(&partial, in: node) }
      // A byte more.
      files.append([UInt8(ascii: "y")], to: node)
      partial += "y"
    } else if random.chance(25) {
      partial = line()
      files.append(Array(partial.utf8), to: node)
    } else {
      for _ in 0...random.below(rotation == .tinyFiles ? 2 : 40) { append(line(), to: node) }
    }
  }

  private func complete(_ partial: inout String, in node: SimulatedFiles.Node) {
    files.append([UInt8(ascii: "\n")], to: node)
    written.append(partial)
    partial = ""
  }

  private func rotate() {
    // These leave nothing behind of a file that comes and goes while nobody looks.
    switch rotation {
    case .copyTruncate, .linkSwap, .deleteAndRecreate, .renameAndCompress:
      if !wasLookedAt { return }
    default: break
    }
    wasLookedAt = false
    generation += 1
    if !partial.isEmpty, rotation != .oldDescriptor { complete(&partial, in: node) }
    switch rotation {
    case .none: break
    case .rename, .tinyFiles, .equalHeads:
      shift()
      node = files.addFile(Self.path)
    case .renameTwice:
      for _ in 0..<2 {
        shift()
        node = files.addFile(Self.path)
        append(line(), to: node)
      }
    case .oldDescriptor:
      // Whoever wrote to the file before goes on to.
      if let oldNode, !oldPartial.isEmpty { complete(&oldPartial, in: oldNode) }
      shift()
      (oldNode, oldPartial) = (node, partial)
      node = files.addFile(Self.path)
      partial = ""
    case .renameAndCompress:
      if let rotated = files.node("/log/app.log.1") {
        files.addFile("/log/app.log.2.gz", Array("GZ".utf8) + rotated.bytes)
        files.removeName("/log/app.log.1")
      }
      files.rename(Self.path, "/log/app.log.1")
      node = files.addFile(Self.path)
    case .copyTruncate:
      files.addFile("/log/app.log.1", node.bytes)
      if random.chance(30) {
        // What comes between the copy and the truncation is in neither.
        let lost = line()
        append(lost, to: node)
        losable.insert(lost)
      }
      files.truncate(node)
    case .linkSwap:
      node = files.addFile("/log/run-\(generation)")
      files.addLink(Self.path, to: "run-\(generation)")
    case .deleteAndRecreate:
      files.removeName(Self.path)
      node = files.addFile(Self.path)
    }
  }

  private func shift() {
    for number in (1..<6).reversed() {
      files.rename("/log/app.log.\(number)", "/log/app.log.\(number + 1)")
    }
    files.rename(Self.path, "/log/app.log.1")
  }
}

/// What a simulated compressed file holds.
final class SimulatedUnpacking: UnpackedStream {
  private var rest: ArraySlice<UInt8>
  private let isWhole: Bool

  init(_ bytes: [UInt8]) {
    isWhole = bytes.starts(with: "GZ".utf8)
    rest = bytes.dropFirst(2)
  }

  static func unpacker(_ files: SimulatedFiles) -> Unpacker {
    { (path: FilePath) throws(SystemError) -> any UnpackedStream in
      let file = try OpenFile(path, .input, in: files)
      return SimulatedUnpacking(try file.bytes(at: 0, count: .max))
    }
  }

  func read(into chunk: inout [UInt8]) throws(SystemError) -> Int {
    let piece = rest.prefix(min(chunk.count, 1000))
    chunk.replaceSubrange(0..<piece.count, with: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }

  func finish() -> String? { isWhole ? nil : "not in gzip format" }
}
