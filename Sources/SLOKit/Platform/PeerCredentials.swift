// Who is at the other end of a Unix socket. The file's rights have decided already whether it may
// connect; this says it once more, of the process itself, where a folder was left open.
//
// Invariants: `getsockopt` is told how long the space is that it may fill, and what it says it
// filled is read; the tuple has the layout of `struct ucred`, three words of four bytes.

internal import Glibc

/// Who is at the other end of a Unix socket, as the system says.
package struct PeerCredentials: Sendable, Equatable {
  package var user: UInt32
  /// The group it runs as, and those it belongs to beside that.
  package var groups: Set<UInt32>

  package init(user: UInt32, groups: Set<UInt32>) {
    self.user = user
    self.groups = groups
  }
}

extension FileDescriptor {
  /// Who is at the other end of this Unix socket.
  package func peer() throws(SystemError) -> PeerCredentials {
    var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: credentials))
    if unsafe getsockopt(number, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0 {
      throw .last("getsockopt", on: name)
    }
    // <asm-generic/socket.h>; the C library's headers do not show it.
    let peerGroups: Int32 = 59
    var groups = [UInt32](repeating: 0, count: 1024)
    length = socklen_t(groups.count * MemoryLayout<UInt32>.size)
    let code = unsafe getsockopt(number, SOL_SOCKET, peerGroups, &groups, &length)
    let count = code < 0 ? 0 : Int(length) / MemoryLayout<UInt32>.size
    return PeerCredentials(
      user: credentials.user, groups: Set(groups.prefix(count)).union([credentials.group]))
  }

  /// The group that the file at `path` belongs to.
  package static func group(of path: FilePath) throws(SystemError) -> UInt32 {
    var status = stat()
    if unsafe stat(path.cString, &status) < 0 { throw .last("stat", on: path.text) }
    return status.st_gid
  }
}

extension ThisProcess {
  /// The user that the process acts as.
  package static var effectiveUser: UInt32 { geteuid() }
}
