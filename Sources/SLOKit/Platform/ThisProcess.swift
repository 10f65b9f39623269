// The process itself, for the program's edge: its words, its signals and its end.
//
// Invariants: words that the system keeps are copied at once and never written; a call
// is given the address of a value of its own, of the type it fills.

internal import Glibc

/// The process that this code runs in.
package enum ThisProcess {
  /// The words after the program's name, without their closing NULs. `CommandLine.arguments` repairs
  /// bad UTF-8, and a repaired file name names no file, so they are read as the system has them.
  package static var arguments: [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      guard let word = unsafe CommandLine.unsafeArgv[index] else { return nil }
      return unsafe Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }

  /// Makes a write to a closed pipe fail instead of ending the process.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Makes a write over the limit on a file's size fail instead of ending the process.
  package static func ignoreFileSizeLimits() { _ = signal(SIGXFSZ, SIG_IGN) }

  /// Makes every file and folder that is made from now on its user's alone.
  package static func keepFilesPrivate() { _ = umask(0o077) }

  /// Raises the limit on open files as far as the system lets it. How many there may be.
  package static func raiseLimitOfOpenFiles() -> Int {
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) < 0 { return 1024 }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// The effective user's number.
  package static var user: UInt32 { geteuid() }

  /// The process's number.
  package static var number: Int32 { getpid() }

  /// How much memory the process holds, in bytes; nil where the system does not say.
  package static var residentBytes: Int64? {
    guard let bytes = try? readWholeFile(FilePath("/proc/self/statm"), limitBytes: 4096) else {
      return nil
    }
    let figures = String(decoding: bytes, as: UTF8.self).utf8.split(separator: UInt8(ascii: " "))
    guard figures.count > 1, let pages = Int64(String(Substring(figures[1]))) else { return nil }
    return pages &* Int64(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Ends the process.
  package static func end(status: Int32) -> Never { exit(status) }
}
