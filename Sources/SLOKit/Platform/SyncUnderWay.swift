// Waiting for the disk beside other work: fsync takes as long as the disk likes, and whoever has a
// service to give cannot stand still for it.

internal import Glibc
internal import Synchronization

/// A sync that was begun.
package protocol SyncUnderWay: AnyObject {
  /// Whether it is over.
  ///
  /// - Throws: Where it failed: what was to be synced may be lost, and must not be synced again.
  func isOver() throws(SystemError) -> Bool
  /// Waits until it is over.
  func wait() throws(SystemError)
}

/// An fsync on a thread of its own, through a descriptor of its own.
final class ThreadSync: SyncUnderWay {
  private final class Progress: Sendable {
    /// While it goes on; no errno is below 0.
    static let goesOn: Int32 = -1
    /// 0 or an errno, once it is over.
    let code = Atomic<Int32>(Progress.goesOn)

    func end(with code: Int32) { self.code.store(code, ordering: .releasing) }
  }

  private let path: FilePath
  private let progress = Progress()
  private var thread: WorkThread?

  /// Begins to sync `descriptor`, which is open on the file at `path`, and may be closed meanwhile.
  init(_ descriptor: Int32, of path: FilePath) {
    self.path = path
    let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard own >= 0 else {
      progress.end(with: errno)
      return
    }
    let progress = progress
    let work: @Sendable () -> Void = {
      var code: Int32
      repeat { code = fsync(own) < 0 ? errno : 0 } while code == EINTR
      close(own)
      progress.end(with: code)
    }
    thread = WorkThread(work)
    if thread == nil { work() }
  }

  deinit { thread?.join() }

  func isOver() throws(SystemError) -> Bool {
    let code = progress.code.load(ordering: .acquiring)
    if code == Progress.goesOn { return false }
    if code != 0 { throw SystemError("fsync", on: path.text, code: code) }
    return true
  }

  func wait() throws(SystemError) {
    thread?.join()
    thread = nil
    _ = try isOver()
  }
}
