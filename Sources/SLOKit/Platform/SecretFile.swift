// Files that hold secrets. One that others may read is refused, since what it holds is no secret.
//
// Invariants: `stat` gets a path that ends with a NUL and fills a value of its own type.

internal import Glibc

/// Why a secret is not taken.
package enum SecretFileProblem: Error, Equatable, Sendable {
  /// It could not be read.
  case unreadable(SystemError)
  /// Others may read it: its mode.
  case open(path: String, mode: UInt32)

  /// What is wrong and what to do.
  package var text: String {
    switch self {
    case .unreadable(let error): return "\(error)"
    case .open(let path, let mode):
      let digits = String(mode & 0o777, radix: 8)
      return "\(path) may be read by others (mode \(digits)): make it 600"
    }
  }
}

/// The bytes of the file at `path`, which nobody but its owner may read, and which belongs to this
/// process's user or to root.
package func readSecretFile(
  _ path: FilePath, limitBytes: Int = 1 << 16
) throws(SecretFileProblem) -> [UInt8] {
  var status = stat()
  guard unsafe stat(path.cString, &status) == 0 else {
    throw .unreadable(.last("stat", on: path.text))
  }
  guard status.st_mode & 0o077 == 0, status.st_uid == 0 || status.st_uid == geteuid() else {
    throw .open(path: path.text, mode: status.st_mode)
  }
  do throws(SystemError) {
    return try readWholeFile(path, limitBytes: limitBytes)
  } catch {
    throw .unreadable(error)
  }
}
