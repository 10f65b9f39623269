// What happens in folders, by inotify: which of them had a file made, changed, moved or deleted. It
// is a hint to look sooner and nothing more: links lead out of the folder, network file systems say
// nothing, and where the kernel's queue overflows everything is to be looked at.
//
// Invariants: `read` gets space with its length; the events in it are cut by their own lengths with
// every bound checked.

internal import Glibc

/// A watch on folders.
package final class FileWatch {
  /// What there is to look at again.
  package struct Hints: Equatable, Sendable {
    /// Folders in which names came or went.
    package var folders: Set<FilePath> = []
    /// Files that were written to.
    package var files: Set<FilePath> = []
    /// Whether hints were lost, so that all is to be looked at.
    package var isIncomplete = false

    package init() {}
  }

  private let notify: FileDescriptor
  private var folders: [Int32: FilePath] = [:]
  private var watches: [FilePath: Int32] = [:]

  package init() throws(SystemError) {
    let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    if number < 0 { throw .last("inotify_init1", on: "") }
    notify = FileDescriptor(taking: number, name: "inotify")
  }

  /// What to poll for reading.
  package var descriptor: Int32 { notify.number }

  /// Watches exactly `wanted`; a folder that cannot be watched now is tried again next time.
  package func watch(_ wanted: Set<FilePath>) {
    for (folder, watch) in watches where !wanted.contains(folder) {
      _ = inotify_rm_watch(notify.number, watch)
      watches[folder] = nil
      folders[watch] = nil
    }
    for folder in wanted where watches[folder] == nil {
      let path = folder.bytes.isEmpty ? FilePath(".") : folder
      let watch = unsafe inotify_add_watch(notify.number, path.cString, Self.mask)
      if watch >= 0 {
        watches[folder] = watch
        folders[watch] = folder
      }
    }
  }

  /// All that came since the last time.
  package func drain() -> Hints {
    var hints = Hints()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(notify.number, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return hints }
      note(chunk[..<count], in: &hints)
    }
  }

  private static let mask =
    UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM)
    | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)

  /// The bytes of an `inotify_event` before its name: wd, mask, cookie, len.
  private static let headBytes = 16

  private func note(_ events: ArraySlice<UInt8>, in hints: inout Hints) {
    var rest = events
    func word(_ index: Int) -> UInt32 {
      rest.dropFirst(4 * index).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    while rest.count >= Self.headBytes {
      let (watch, mask, length) = (Int32(bitPattern: word(0)), word(1), Int(word(3)))
      let name = Array(rest.dropFirst(Self.headBytes).prefix(length).prefix { $0 != 0 })
      rest = rest.dropFirst(Self.headBytes + length)
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { hints.isIncomplete = true }
      guard let folder = folders[watch] else { continue }
      if mask & UInt32(IN_IGNORED) != 0 {
        folders[watch] = nil
        watches[folder] = nil
      }
      if mask & UInt32(IN_MODIFY) != 0 {
        hints.files.insert(folder.appending(name))
      } else {
        hints.folders.insert(folder)
      }
    }
  }
}
