// A file system in memory that does to a program what real ones do: it reuses inodes at once, cuts
// writes short, fails any call with any errno, dies in the middle of one, and forgets at a loss of
// power what nobody synced, each piece on its own. What it does is decided by who drives it, from a
// seed.

import Glibc

@testable import SLOKit

/// A sync that is found to be over when it is asked for the second time.
private final class SimulatedSync: SyncUnderWay {
  private let problem: SystemError?
  private var wasAsked = false

  init(_ problem: SystemError?) { self.problem = problem }

  func isOver() throws(SystemError) -> Bool {
    defer { wasAsked = true }
    if wasAsked { try wait() }
    return wasAsked
  }

  func wait() throws(SystemError) { if let problem { throw problem } }
}

/// Files, folders and links in memory.
final class SimulatedFiles: FileSystem {
  /// What a call is to meet instead of success.
  enum Fault: Equatable {
    case fails(Int32)
    /// A write takes so many bytes of those it was given.
    case takes(Int)
    /// The process dies: a write has taken so many bytes, any other call has done nothing.
    case dies(Int)
  }

  /// What a careless program would leave out.
  enum Omission: Sendable {
    case fileSync, folderSync, countOfWritten
  }

  /// A call, as who injects faults sees it.
  struct Call: Equatable {
    let name: String
    let path: String
    /// From 0, over all calls.
    let number: Int
  }

  final class Node {
    enum Contents {
      case file
      case folder
      case link(FilePath)
    }

    let inode: UInt64
    let contents: Contents
    var bytes: [UInt8] = []
    var syncedBytes: [UInt8] = []
    var unsynced: [Change] = []
    var names: [[UInt8]: Node] = [:]
    var syncedNames: [[UInt8]: Node] = [:]
    var unsyncedNames: [NameChange] = []
    var links = 0
    var isLocked = false
    var permissions: UInt32

    init(inode: UInt64, _ contents: Contents, permissions: UInt32) {
      self.inode = inode
      self.contents = contents
      self.permissions = permissions
    }

    var isFolder: Bool { if case .folder = contents { true } else { false } }
  }

  /// A change of a file that is not synced.
  enum Change {
    case write(Int, [UInt8])
    case truncate(Int)
  }

  /// A change of a folder that is not synced; a rename within one folder is one change.
  enum NameChange {
    case add([UInt8], Node)
    case remove([UInt8])
    case rename([UInt8], [UInt8], Node)
  }

  private struct Open {
    let node: Node
    let access: FileAccess
    let path: String
    var position = 0
  }

  private(set) var root: Node
  private var open: [Int32: Open] = [:]
  private var nextDescriptor: Int32 = 100
  private var usedInodes: Set<UInt64> = [1]
  /// Asked before every call; nil lets it succeed.
  var fault: ((Call) -> Fault?)?
  private(set) var calls = 0
  /// What is left out in the program's place, to see that it is missed.
  var omitted: Set<Omission> = []
  /// Whether the process that uses it has died: no call does anything any more.
  private(set) var isDead = false
  /// How many descriptors are open.
  var openCount: Int { open.count }

  init() { root = Node(inode: 1, .folder, permissions: 0o755) }

  // MARK: What the world does

  /// The process is gone; a new one may come.
  func restart() {
    for file in open.values { file.node.isLocked = false }
    open = [:]
    isDead = false
    fault = nil
    collect()
  }

  /// What is in `folder` by now survives a loss of power.
  func keepUnlost(_ folder: String) {
    guard let folder = node(folder) else { return }
    for node in [folder] + folder.names.values {
      (node.syncedBytes, node.unsynced) = (node.bytes, [])
      (node.syncedNames, node.unsyncedNames) = (node.names, [])
    }
  }

  /// The machine is gone: of what was not synced, any part may be lost. Then as `restart`.
  func losePower(_ random: inout SeededGenerator) {
    var seen: Set<ObjectIdentifier> = []
    func visit(_ node: Node) {
      guard seen.insert(ObjectIdentifier(node)).inserted else { return }
      var names = node.syncedNames
      for change in node.unsyncedNames where random.chance(50) {
        switch change {
        case .add(let name, let child): names[name] = child
        case .remove(let name): names[name] = nil
        case .rename(let old, let new, let child):
          names[old] = nil
          names[new] = child
        }
      }
      node.names = names
      node.syncedNames = names
      node.unsyncedNames = []
      var bytes = node.syncedBytes
      for change in node.unsynced where random.chance(60) {
        switch change {
        case .write(let offset, let written):
          let kept = random.chance(50) ? written.count : random.below(written.count + 1)
          // The length may outlast the blocks.
          let lost = random.chance(30)
          Self.put(Array(written[..<kept]).map { lost ? 0 : $0 }, at: offset, in: &bytes)
        case .truncate(let size): bytes = Self.resized(bytes, to: size)
        }
      }
      node.bytes = bytes
      node.syncedBytes = bytes
      node.unsynced = []
      for child in names.values { visit(child) }
    }
    for file in open.values { file.node.isLocked = false }
    open = [:]
    visit(root)
    isDead = false
    fault = nil
    recountLinks()
  }

  /// Makes a folder, whose folder must be there; synced at once.
  func addFolder(_ path: String, permissions: UInt32 = 0o755) {
    add(path, Node(inode: freeInode(), .folder, permissions: permissions))
  }

  /// Makes an empty file in place of what is there; synced at once.
  @discardableResult
  func addFile(_ path: String, _ bytes: [UInt8] = [], permissions: UInt32 = 0o644) -> Node {
    removeName(path)
    let node = Node(inode: freeInode(), .file, permissions: permissions)
    node.bytes = bytes
    node.syncedBytes = bytes
    add(path, node)
    return node
  }

  func addLink(_ path: String, to target: String) {
    removeName(path)
    add(path, Node(inode: freeInode(), .link(FilePath(target)), permissions: 0o777))
  }

  /// What a writer that has the file open appends; synced at once.
  func append(_ bytes: [UInt8], to node: Node) {
    node.bytes += bytes
    node.syncedBytes = node.bytes
  }

  func truncate(_ node: Node, to size: Int = 0) {
    node.bytes = Self.resized(node.bytes, to: size)
    node.syncedBytes = node.bytes
  }

  func rename(_ path: String, _ newPath: String) {
    guard let node = node(path, follow: false) else { return }
    // Added first: a node without a name is gone.
    removeName(newPath)
    add(newPath, node)
    removeName(path)
  }

  func removeName(_ path: String) {
    let (folder, name) = parts(FilePath(path))
    guard let folder, let node = folder.names[name] else { return }
    folder.names[name] = nil
    folder.syncedNames[name] = nil
    node.links -= 1
    collect()
  }

  func node(_ path: String, follow: Bool = true) -> Node? {
    try? resolved(FilePath(path), follow: follow)
  }

  func bytes(_ path: String) -> [UInt8]? { node(path)?.bytes }

  // MARK: FileSystem

  func open(_ path: FilePath, _ access: FileAccess) throws(SystemError) -> Int32 {
    try meet("open", path.text)
    let follows = access == .input || access == .folder
    var node: Node
    do throws(SystemError) {
      node = try resolved(path, follow: follows)
      if case .link = node.contents { throw SystemError("open", on: path.text, code: ELOOP) }
    } catch {
      guard error.code == ENOENT, access == .replacing || access == .appending else { throw error }
      let (folder, name) = parts(path)
      guard let folder else { throw error }
      node = Node(inode: freeInode(), .file, permissions: 0o600)
      folder.names[name] = node
      folder.unsyncedNames.append(.add(name, node))
      node.links = 1
    }
    if node.isFolder != (access == .folder), access != .input {
      throw SystemError("open", on: path.text, code: node.isFolder ? EISDIR : ENOTDIR)
    }
    if access == .replacing {
      node.bytes = []
      node.unsynced.append(.truncate(0))
    }
    nextDescriptor += 1
    open[nextDescriptor] = Open(node: node, access: access, path: path.text)
    return nextDescriptor
  }

  func close(_ descriptor: Int32) {
    if let file = open.removeValue(forKey: descriptor) { file.node.isLocked = false }
    collect()
  }

  func read(
    _ descriptor: Int32, at offset: Int64, into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let file = try file(descriptor, "read")
    if file.node.isFolder { throw SystemError("read", on: file.path, code: EISDIR) }
    let rest = file.node.bytes.dropFirst(Int(offset)).prefix(space.count)
    unsafe space.copyBytes(from: rest)
    return rest.count
  }

  func write(_ descriptor: Int32, _ bytes: RawSpan) throws(SystemError) -> Int {
    guard let opened = open[descriptor] else { throw SystemError("write", on: "", code: EBADF) }
    let written = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    let fault = try decision("write", opened.path)
    func take(_ count: Int) -> Int {
      let count = min(count, written.count)
      guard var file = open[descriptor] else { return 0 }
      let offset = file.access == .appending ? file.node.bytes.count : file.position
      let taken = Array(written[..<count])
      Self.put(taken, at: offset, in: &file.node.bytes)
      file.node.unsynced.append(.write(offset, taken))
      file.position = offset + count
      open[descriptor] = file
      return count
    }
    switch fault {
    case nil: return take(written.count)
    case .takes(let count):
      let count = take(max(1, count))
      return omitted.contains(.countOfWritten) ? written.count : count
    case .fails(let code): throw SystemError("write", on: opened.path, code: code)
    case .dies(let count):
      _ = take(count)
      isDead = true
      throw SystemError("write", on: opened.path, code: EIO)
    }
  }

  func sync(_ descriptor: Int32) throws(SystemError) {
    let file = try file(descriptor, "sync")
    if omitted.contains(file.node.isFolder ? .folderSync : .fileSync) { return }
    file.node.syncedBytes = file.node.bytes
    file.node.unsynced = []
    file.node.syncedNames = file.node.names
    file.node.unsyncedNames = []
  }

  func beginSync(_ descriptor: Int32, of path: FilePath) -> any SyncUnderWay {
    do throws(SystemError) {
      try again { () throws(SystemError) in try sync(descriptor) }
      return SimulatedSync(nil)
    } catch {
      return SimulatedSync(SystemError(error.call, on: path.text, code: error.code))
    }
  }

  func truncate(_ descriptor: Int32, to sizeBytes: Int64) throws(SystemError) {
    let file = try file(descriptor, "truncate")
    file.node.bytes = Self.resized(file.node.bytes, to: Int(sizeBytes))
    file.node.unsynced.append(.truncate(Int(sizeBytes)))
  }

  func status(of descriptor: Int32) throws(SystemError) -> FileStatus {
    status(try file(descriptor, "fstat").node)
  }

  func status(at path: FilePath) throws(SystemError) -> FileStatus {
    try meet("stat", path.text)
    return status(try resolved(path, follow: true))
  }

  func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
    let file = try file(descriptor, "lock")
    if file.node.isLocked { return false }
    file.node.isLocked = true
    return true
  }

  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemError) {
    try meet("rename", newPath.text)
    let node = try resolved(path, follow: false)
    let ((folder, name), (newFolder, newName)) = (parts(path), parts(newPath))
    guard let folder, let newFolder, folder === newFolder else {
      throw SystemError("rename", on: newPath.text, code: EXDEV)
    }
    folder.names[newName]?.links -= 1
    folder.names[name] = nil
    folder.names[newName] = node
    folder.unsyncedNames.append(.rename(name, newName, node))
    collect()
  }

  func remove(_ path: FilePath) throws(SystemError) {
    try meet("remove", path.text)
    let node = try resolved(path, follow: false)
    let (folder, name) = parts(path)
    folder?.names[name] = nil
    folder?.unsyncedNames.append(.remove(name))
    node.links -= 1
    collect()
  }

  func makeFolder(_ path: FilePath) throws(SystemError) {
    try meet("mkdir", path.text)
    let (folder, name) = parts(path)
    guard let folder else { throw SystemError("mkdir", on: path.text, code: ENOENT) }
    if folder.names[name] != nil { throw SystemError("mkdir", on: path.text, code: EEXIST) }
    let node = Node(inode: freeInode(), .folder, permissions: 0o700)
    node.links = 1
    folder.names[name] = node
    folder.unsyncedNames.append(.add(name, node))
  }

  func names(in folder: FilePath) throws(SystemError) -> [[UInt8]] {
    try meet("names", folder.text)
    let node = try resolved(folder, follow: true)
    guard node.isFolder else { throw SystemError("names", on: folder.text, code: ENOTDIR) }
    return node.names.keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  // MARK: Inside

  private func decision(_ name: String, _ path: String) throws(SystemError) -> Fault? {
    if isDead { throw SystemError(name, on: path, code: EIO) }
    calls += 1
    return fault?(Call(name: name, path: path, number: calls - 1))
  }

  private func meet(_ name: String, _ path: String) throws(SystemError) {
    switch try decision(name, path) {
    case nil, .takes: return
    case .fails(let code): throw SystemError(name, on: path, code: code)
    case .dies:
      isDead = true
      throw SystemError(name, on: path, code: EIO)
    }
  }

  private func file(_ descriptor: Int32, _ call: String) throws(SystemError) -> Open {
    guard let file = open[descriptor] else { throw SystemError(call, on: "", code: EBADF) }
    try meet(call, file.path)
    return file
  }

  private func status(_ node: Node) -> FileStatus {
    FileStatus(
      device: 7, inode: node.inode, sizeBytes: Int64(node.bytes.count), links: node.links,
      kind: node.isFolder ? .folder : .file, permissions: node.permissions)
  }

  private func parts(_ path: FilePath) -> (folder: Node?, name: [UInt8]) {
    let folder = FilePath(bytes: Array(path.folder.bytes))
    return (try? resolved(folder, follow: true), path.name)
  }

  private func resolved(
    _ path: FilePath, follow: Bool, depth: Int = 0
  ) throws(SystemError) -> Node {
    var node = root
    var walked: [UInt8] = []
    let steps = path.bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
    if depth > 8 { throw SystemError("open", on: path.text, code: ELOOP) }
    for (index, step) in steps.enumerated() where step != [UInt8(ascii: ".")] {
      guard node.isFolder else { throw SystemError("open", on: path.text, code: ENOTDIR) }
      guard let next = node.names[step] else {
        throw SystemError("open", on: path.text, code: ENOENT)
      }
      node = next
      if case .link(let target) = next.contents, follow || index < steps.count - 1 {
        let absolute =
          target.bytes.first == UInt8(ascii: "/")
          ? target : FilePath(bytes: walked + "/".utf8 + target.bytes)
        node = try resolved(absolute, follow: true, depth: depth + 1)
      }
      walked += "/".utf8 + step
    }
    return node
  }

  private func add(_ path: String, _ node: Node) {
    let (folder, name) = parts(FilePath(path))
    folder?.names[name] = node
    folder?.syncedNames[name] = node
    node.links += 1
  }

  /// The lowest that is free, as ext4 gives them out.
  private func freeInode() -> UInt64 {
    var inode: UInt64 = 2
    while usedInodes.contains(inode) { inode += 1 }
    usedInodes.insert(inode)
    return inode
  }

  private func collect() {
    var used: Set<UInt64> = [1]
    func visit(_ node: Node) {
      used.insert(node.inode)
      for child in node.names.values { visit(child) }
      for child in node.syncedNames.values { used.insert(child.inode) }
    }
    visit(root)
    for file in open.values { used.insert(file.node.inode) }
    usedInodes = used
  }

  private func recountLinks() {
    func clear(_ node: Node) {
      for child in node.names.values {
        child.links = 0
        clear(child)
      }
    }
    func count(_ node: Node) {
      for child in node.names.values {
        child.links += 1
        if child.isFolder { count(child) }
      }
    }
    clear(root)
    count(root)
    collect()
  }

  private static func put(_ written: [UInt8], at offset: Int, in bytes: inout [UInt8]) {
    if bytes.count < offset + written.count {
      bytes += [UInt8](repeating: 0, count: offset + written.count - bytes.count)
    }
    bytes.replaceSubrange(offset..<(offset + written.count), with: written)
  }

  private static func resized(_ bytes: [UInt8], to size: Int) -> [UInt8] {
    size <= bytes.count
      ? Array(bytes[..<size]) : bytes + [UInt8](repeating: 0, count: size - bytes.count)
  }
}
