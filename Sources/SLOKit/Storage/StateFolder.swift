// The folder that is a daemon's own: nobody else can write to it, and one daemon at a time has it.

/// A state folder that this process holds the lock of.
package final class StateFolder {
  package let path: FilePath
  /// How long whoever finds it taken waits before it reads by whom.
  private static let momentNanoseconds: Int64 = 100_000_000
  private let lock: OpenFile

  /// Takes the folder at `path`, which is made where it is not there.
  ///
  /// - Throws: Where it cannot be made, others can write to it, or another daemon holds it.
  package init(
    _ path: FilePath, process: Int32, user: UInt32, in files: any FileSystem
  ) throws(StateProblem) {
    self.path = path
    do throws(SystemError) {
      if !files.exists(path) {
        try files.makeFolder(path)
        try files.syncFolder(Self.parent(of: path))
      }
    } catch {
      throw StateProblem(
        "the state folder \(path.text) could not be made: \(error.reason)",
        advice: "make it, for the daemon's user alone, or name another with --state")
    }
    try refuseWhatOthersCanWrite(path, what: "state folder", user: user, in: files)
    let holder: [UInt8]
    do throws(SystemError) {
      lock = try OpenFile(path.appending(Array("lock".utf8)), .appending, in: files)
      if try lock.lock() {
        try lock.truncate(to: 0)
        try lock.write(Array("\(process)\n".utf8))
        return
      }
      // Whoever has only just taken it writes down who it is within a moment.
      var pause = PollSet()
      pause.wake(at: monotonicNanoseconds() &+ Self.momentNanoseconds)
      try pause.wait()
      holder = try lock.bytes(at: 0, count: 20)
    } catch {
      throw StateProblem(
        "the state folder \(path.text) could not be locked: \(error.reason)",
        advice: "give it to the daemon's user, or name another with --state")
    }
    let digits = holder.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let who =
      digits.isEmpty ? "another daemon" : "process \(String(decoding: digits, as: UTF8.self))"
    throw StateProblem(
      "\(who) holds the state folder \(path.text)",
      advice: "stop it first, or name another folder with --state")
  }

  private static func parent(of path: FilePath) -> FilePath {
    FilePath(bytes: Array(path.bytes.reversed().drop { $0 == UInt8(ascii: "/") }.reversed())).folder
  }
}

/// Refuses what somebody other than `user` and root can change.
package func refuseWhatOthersCanWrite(
  _ path: FilePath, what: String, user: UInt32, in files: any FileSystem
) throws(StateProblem) {
  let status: FileStatus
  do throws(SystemError) {
    status = try files.status(at: path)
  } catch {
    throw StateProblem(
      "the \(what) \(path.text) could not be looked at: \(error.reason)",
      advice: "let the daemon's user read it")
  }
  if status.isWritableByOthers {
    let mode = String(status.permissions, radix: 8)
    throw StateProblem(
      "others can write to the \(what) \(path.text), whose mode is \(mode)",
      advice: "chmod go-w \(path.text)")
  }
  if status.owner != 0, status.owner != user {
    throw StateProblem(
      "the \(what) \(path.text) belongs to user \(status.owner), not to \(user) or root",
      advice: "chown \(user) \(path.text)")
  }
}
