// What the process finds around it: environment variables, programs in PATH.
//
// Invariants: What `getenv` points at is copied before anything else runs, and nothing here changes
// the environment; texts are handed over with their closing NUL.

internal import Glibc

/// The value of the environment variable `name`, or nil where it is not set.
package func environmentValue(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// Whether `program` can be executed; a bare name is looked for in PATH.
package func canExecute(_ program: String) -> Bool {
  if program.utf8.contains(UInt8(ascii: "/")) { return unsafe access(program, X_OK) == 0 }
  let folders = environmentValue("PATH") ?? "/usr/bin:/bin"
  return folders.utf8.split(separator: UInt8(ascii: ":"))
    .contains { unsafe access("\(Substring($0))/\(program)", X_OK) == 0 }
}
