// A pipe: what is written to one end is read from the other.
//
// Invariants: `pipe` is given room for its two descriptors, each of which is closed by exactly one
// owner.

internal import Glibc

/// The two ends of a pipe, which no child inherits unasked.
struct Pipe: ~Copyable {
  let reading: FileDescriptor
  let writing: FileDescriptor

  /// A new pipe; errors speak of it as `name`.
  static func opened(for name: String) throws(SystemError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) < 0 { throw .last("pipe", on: name) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return Pipe(
      reading: FileDescriptor(taking: ends[0], name: name),
      writing: FileDescriptor(taking: ends[1], name: name))
  }
}
