// A failed system call: which call, on what, and the errno. The text is made when it is shown.
//
// Invariants: What `strerror` points at is copied at once.

internal import Glibc

/// A system call that failed.
public struct SystemError: Error, Equatable, Sendable {
  /// The call, such as `open`.
  public let call: String
  /// What it was about: a path or a program's name.
  public let subject: String
  /// The errno.
  public let code: Int32

  package init(_ call: String, on subject: String, code: Int32) {
    self.call = call
    self.subject = subject
    self.code = code
  }

  /// The failure that `errno` tells of; to be made before any other call.
  package static func last(_ call: String, on subject: String) -> SystemError {
    SystemError(call, on: subject, code: errno)
  }

  /// What the system says about the code: "No such file or directory".
  public var reason: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// Whether the subject does not exist.
  package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }

  /// The codes for a folder, a device or too large a file where a small file was wanted.
  package static var isFolder: Int32 { EISDIR }
  /// There is no such file any more.
  package static var isGone: Int32 { ENOENT }
  /// Somebody else has the lock.
  package static var isBusy: Int32 { EAGAIN }
  package static var isNoFile: Int32 { ENODEV }
  package static var isTooLarge: Int32 { EFBIG }

  /// Whether nobody listens there, and whether this user may not ask.
  package var isRefused: Bool { code == ECONNREFUSED }
  package var isForbidden: Bool { code == EACCES || code == EPERM }

  /// The failure of what took too long.
  package static func timeout(on subject: String) -> SystemError {
    SystemError("poll", on: subject, code: ETIMEDOUT)
  }

  /// Whether the reader of a pipe has gone.
  package var isClosedPipe: Bool { code == EPIPE }
}

extension SystemError: CustomStringConvertible {
  /// Subject and reason: `events.ndjson: No such file or directory`.
  public var description: String { "\(subject): \(reason)" }
}
