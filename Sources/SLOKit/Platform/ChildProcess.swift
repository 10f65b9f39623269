// A program that turns one open file into another stream: `gzip -dc`. It reads the file on its
// standard input, so no name is ever taken for an option; what it prints is read through a pipe,
// and how it ended is asked for at the end, since a damaged archive shows only there. What it
// complains about goes to a nameless file, which never fills up while nobody reads.
//
// Invariants: The C library's lists of arguments and of actions are made before the program is
// started and freed after, on every way out; the words end with a null pointer, as `posix_spawnp`
// wants. Descriptors in the actions are open until it returns.

internal import Glibc

/// A running program with its output in a pipe.
package struct ChildProcess: ~Copyable {
  /// What the program prints.
  package let output: FileDescriptor
  private let complaints: FileDescriptor
  private let process: pid_t

  private init(
    output: consuming FileDescriptor, complaints: consuming FileDescriptor, process: pid_t
  ) {
    self.output = output
    self.complaints = complaints
    self.process = process
  }

  /// Starts `program`, found in PATH, with `input` as its standard input.
  package static func running(
    _ program: String, _ arguments: [String], input: borrowing FileDescriptor
  ) throws(SystemError) -> ChildProcess {
    let output = try Pipe.opened(for: program)
    let complaints = try FileDescriptor.temporary(in: environmentValue("TMPDIR") ?? "/tmp")
    // The program must see an ordinary blocking descriptor.
    _ = fcntl(input.number, F_SETFL, 0)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input.number, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.writing.number, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, complaints.number, 2)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + arguments).map {
      unsafe strdup($0)
    }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(&process, program, &actions, nil, words, environ)
    if code != 0 { throw SystemError("posix_spawn", on: program, code: code) }
    return ChildProcess(
      output: output.reading, complaints: complaints, process: process)
  }

  /// Waits for the program to end.
  ///
  /// - Returns: nil where it ended well, else what it said, or how it died.
  package consuming func finish() -> String? {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    if status == 0 { return nil }
    var said = [UInt8](repeating: 0, count: 4096)
    let count = (try? complaints.rewind()).flatMap { try? complaints.read(into: &said) } ?? 0
    let firstLine = said[..<count].split(separator: UInt8(ascii: "\n")).first
    return firstLine.map { String(decoding: $0, as: UTF8.self) }
      ?? (status & 0x7F == 0
        ? "it ended with status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F) ended it")
  }
}
