// How far a long read has come, on a terminal: one line on standard error that overwrites itself
// and is gone when the answer comes. Nothing is shown in the first half second, or in a pipe.

import SLOKit

/// The progress of a read.
struct Progress {
  private static let interval: Int64 = 500_000_000

  private let isShown: Bool
  private let start = wallClockNanoseconds()
  private var next: Int64
  private var hasShown = false

  init(isShown: Bool) {
    self.isShown = isShown
    next = start + Progress.interval
  }

  mutating func note(bytesRead: Int64) {
    guard isShown else { return }
    let now = wallClockNanoseconds()
    guard now >= next else { return }
    next = now + Progress.interval
    hasShown = true
    let megabytes = bytesRead / 1_000_000
    let rate = bytesRead * 1000 / max(1, now - start)
    StandardError.write("\rreading: \(NumberText.grouped(megabytes)) MB, \(rate) MB/s\u{1B}[K")
  }

  /// Takes the line away.
  func end() {
    if hasShown { StandardError.write("\r\u{1B}[K") }
  }
}
