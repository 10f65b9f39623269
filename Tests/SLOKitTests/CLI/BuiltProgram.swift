// Runs the program that was built beside these tests, as a shell would: words, environment, folder
// and standard input in; status, standard output and standard error out.

import Foundation
import Glibc

/// The built `sloctl`, and other programs.
enum BuiltProgram {
  /// Where standard output goes.
  enum Output {
    /// Into the result.
    case captured
    /// Into a file, such as /dev/full.
    case file(String)
    /// Into a pipe that nobody reads.
    case closedPipe
  }

  /// What became of a run.
  struct Result {
    /// The exit status; 128 + the signal's number where one ended it.
    let status: Int32
    let outputBytes: [UInt8]
    let errorBytes: [UInt8]

    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    var error: String { String(decoding: errorBytes, as: UTF8.self) }
  }

  struct CannotRun: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder of the test bundle, which is that of the built programs.
  static let productsFolder: String = {
    // The test runner loads the bundle, so that no argument or main bundle names it for sure.
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    let bundle = maps.split(separator: "\n").first { $0.hasSuffix(".xctest") }
    let path = bundle.flatMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
    return URL(fileURLWithPath: path ?? ".").deletingLastPathComponent().path
  }()

  /// The built program.
  static let path = productsFolder + "/sloctl"

  /// The package's folder.
  static let packageFolder: String = {
    // Tests/SLOKitTests/CLI/BuiltProgram.swift
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// Where `program` is on the search path; nil where it is not installed.
  static func installed(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs `program`, which is sloctl unless told otherwise, and waits for its end. The environment
  /// is PATH, HOME, LANG=C.UTF-8 and what `environment` adds.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    folder: String? = nil, output: Output = .captured, program: String = path
  ) throws -> Result {
    try run(
      rawArguments: arguments.map { Array($0.utf8) }, input: input, environment: environment,
      folder: folder, output: output, program: program)
  }

  /// The same with arguments that need not be UTF-8.
  static func run(
    rawArguments: [[UInt8]], input: [UInt8] = [], environment: [String: String] = [:],
    folder: String? = nil, output: Output = .captured, program: String = path
  ) throws -> Result {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("sloctl-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    func file(_ name: String) -> String { scratch.appendingPathComponent(name).path }
    try Data(input).write(to: URL(fileURLWithPath: file("in")))

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, 0, file("in"), O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, file("err"), writing, 0o600)
    var unread: Int32 = -1
    switch output {
    case .captured:
      unsafe posix_spawn_file_actions_addopen(&actions, 1, file("out"), writing, 0o600)
    case .file(let path):
      unsafe posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .closedPipe:
      // Not pipe(2): another test's child could inherit its reading end before it is closed.
      guard unsafe mkfifo(file("pipe"), 0o600) == 0 else { throw CannotRun(description: "mkfifo") }
      let both = unsafe open(file("pipe"), O_RDWR | O_CLOEXEC)
      unread = unsafe open(file("pipe"), O_WRONLY | O_CLOEXEC)
      close(both)
      unsafe posix_spawn_file_actions_adddup2(&actions, unread, 1)
    }
    var executable = program
    var words = [Array(program.utf8)] + rawArguments
    if let folder {
      executable = "/bin/sh"
      let script = "cd -- \"$1\" && shift && exec \"$@\""
      words = ["/bin/sh", "-c", script, "sh", folder].map { Array($0.utf8) } + words
    }

    var variables = ["LANG": "C.UTF-8"]
    for name in ["PATH", "HOME"] { variables[name] = ProcessInfo.processInfo.environment[name] }
    variables.merge(environment) { $1 }
    // A test's thread may block signals, and a child would with it: no `timeout` could end it.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
    var unblocked = sigset_t()
    unsafe sigemptyset(&unblocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &unblocked)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child = pid_t()
    let failure = unsafe withVector(words) { arguments in
      unsafe withVector(variables.map { Array("\($0.key)=\($0.value)".utf8) }) { environment in
        unsafe posix_spawn(&child, executable, &actions, &attributes, arguments, environment)
      }
    }
    if unread >= 0 { close(unread) }
    guard failure == 0 else {
      throw CannotRun(description: "\(program): \(unsafe String(cString: strerror(failure)))")
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Result(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      outputBytes: FileManager.default.contents(atPath: file("out")).map(Array.init) ?? [],
      errorBytes: FileManager.default.contents(atPath: file("err")).map(Array.init) ?? [])
  }

  /// Calls `body` with `words` as a C vector of C strings.
  private static func withVector<Value>(
    _ words: [[UInt8]], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var vector = unsafe words.map { word -> UnsafeMutablePointer<CChar>? in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: word.count + 1)
      for (index, byte) in (word + [0]).enumerated() {
        unsafe (copy + index).initialize(to: CChar(bitPattern: byte))
      }
      return unsafe copy
    }
    unsafe vector.append(nil)
    defer { unsafe vector.forEach { unsafe $0?.deallocate() } }
    return unsafe body(&vector)
  }
}
