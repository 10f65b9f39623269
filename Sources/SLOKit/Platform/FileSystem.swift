// The calls on files that whoever must survive crashes makes, behind one seam: the daemon's core is
// given the system's own, and tests give it one in memory that cuts writes short, fails any call
// with any errno, and loses power. Each call does what its namesake does, once: what a signal
// interrupted or cut short is for `OpenFile` to finish.
//
// Invariants: Whoever reads fills no more of the space than there is, and keeps no pointer to it.

/// Files, as the system has them or as a test wants them.
package protocol FileSystem: AnyObject {
  /// Opens or makes the file at `path`; a descriptor that `close` is owed.
  func open(_ path: FilePath, _ access: FileAccess) throws(SystemError) -> Int32
  func close(_ descriptor: Int32)
  /// Fills `space` with bytes from `offset` on, as many as one call gives; 0 at the end.
  func read(
    _ descriptor: Int32, at offset: Int64, into space: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int
  /// Writes bytes behind those written before (or at the end, for `.appending`), as many as one call
  /// takes.
  func write(_ descriptor: Int32, _ bytes: RawSpan) throws(SystemError) -> Int
  /// Waits until what was written, or a folder's names, will outlast a loss of power.
  func sync(_ descriptor: Int32) throws(SystemError)
  /// Begins to wait for the same, of the file at `path`, beside what is done meanwhile; `descriptor`
  /// may be closed before it is over.
  func beginSync(_ descriptor: Int32, of path: FilePath) -> any SyncUnderWay
  func truncate(_ descriptor: Int32, to sizeBytes: Int64) throws(SystemError)
  func status(of descriptor: Int32) throws(SystemError) -> FileStatus
  /// The status of what `path` leads to, links followed.
  func status(at path: FilePath) throws(SystemError) -> FileStatus
  /// Takes the lock on an open file; false where another process has it.
  func lock(_ descriptor: Int32) throws(SystemError) -> Bool
  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemError)
  func remove(_ path: FilePath) throws(SystemError)
  func makeFolder(_ path: FilePath) throws(SystemError)
  /// The names in a folder without `.` and `..`, sorted by bytes.
  func names(in folder: FilePath) throws(SystemError) -> [[UInt8]]
}

/// What a file is opened for.
package enum FileAccess: Sendable {
  /// To read somebody else's file: links are followed, a FIFO or device holds nothing up.
  case input
  /// To read a file of one's own: a link in its place is refused.
  case owned
  /// To write a new file of one's own that nobody else can read, over what was there.
  case replacing
  /// To read a file of one's own and write at its end; made where there is none.
  case appending
  /// To fsync a folder.
  case folder
}

/// What is known of a file.
package struct FileStatus: Equatable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var sizeBytes: Int64
  /// How many names it has; 0 once it was deleted.
  package var links: Int
  package var kind: FileDescriptor.Kind
  /// The permission bits.
  package var permissions: UInt32
  /// The user and group it belongs to.
  package var owner: UInt32
  package var group: UInt32

  package init(
    device: UInt64, inode: UInt64, sizeBytes: Int64, links: Int, kind: FileDescriptor.Kind,
    permissions: UInt32, owner: UInt32 = 0, group: UInt32 = 0
  ) {
    self.device = device
    self.inode = inode
    self.sizeBytes = sizeBytes
    self.links = links
    self.kind = kind
    self.permissions = permissions
    self.owner = owner
    self.group = group
  }

  /// Whether somebody who is neither its owner nor root can write to it.
  package var isWritableByOthers: Bool { permissions & 0o022 != 0 }
}
