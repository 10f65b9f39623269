// How a daemon is: what it reads, what it has counted, what it has saved, whom it has told, and what
// is wrong. A plain value, from which the table, the JSON and the metrics are written.

/// How a daemon is.
package struct DaemonStatus: Sendable {
  /// A file that is tailed.
  package struct Source: Sendable, Equatable {
    package var path: String
    /// How long the file is.
    package var sizeBytes: Int64
    /// The end of the last line that was counted.
    package var offsetBytes: Int64
    /// Why it is not read; nil where it is.
    package var problem: String?

    package init(path: String, sizeBytes: Int64, offsetBytes: Int64, problem: String? = nil) {
      self.path = path
      self.sizeBytes = sizeBytes
      self.offsetBytes = offsetBytes
      self.problem = problem
    }

    /// What is written and not yet counted.
    package var lagBytes: Int64 { max(0, sizeBytes - offsetBytes) }
  }

  /// What was saved last.
  package struct Checkpoint: Sendable, Equatable {
    /// When; nil where nothing was yet.
    package var savedAt: Timestamp?
    package var sizeBytes: Int64
    /// Why the last attempt failed; nil where it did not.
    package var problem: String?

    package init(savedAt: Timestamp? = nil, sizeBytes: Int64 = 0, problem: String? = nil) {
      self.savedAt = savedAt
      self.sizeBytes = sizeBytes
      self.problem = problem
    }
  }

  /// One that is told of alerts, or of being alive.
  package struct Receiver: Sendable, Equatable {
    /// `alertmanager`, `webhook`, `command` or `heartbeat`.
    package var kind: String
    /// Where it is, without anything secret.
    package var place: String
    /// How many news wait, and of how many alerts it is reminded.
    package var waiting = 0, standing = 0
    /// How many news it was told, how many gave way to later ones of their alert, how many found no
    /// room, and how many it refused for good.
    package var told: Int64 = 0, merged: Int64 = 0, dropped: Int64 = 0, refused: Int64 = 0
    /// Attempts that failed in a row, and why the last one did.
    package var failures = 0
    package var problem: String?
    /// When it was last reached.
    package var reachedAt: Timestamp?

    package init(kind: String, place: String) {
      self.kind = kind
      self.place = place
    }
  }

  package var version = ""
  package var configPath = ""
  package var startedAt: Timestamp
  /// The clock's time.
  package var now: Timestamp
  /// Up to which bucket's end alerts were decided.
  package var decidedTo: Timestamp?
  /// Whether what was written while nobody read is still being read.
  package var isCatchingUp = false
  /// Whether no event has come for so long that an alert says so.
  package var isStale = false
  package var newestEvent: Timestamp?
  package var input = Accounting()
  package var sources: [Source] = []
  /// Files that are not tailed since there are too many.
  package var sourcesLeftOut = 0
  /// How often bytes were gone before they were read, and how many where that is known.
  package var gaps: Int64 = 0, gapBytes: Int64 = 0
  /// Keys that are counted by themselves, and how many may be.
  package var keys = 0, maxKeys = 0
  /// Events of keys that had no room.
  package var otherKeyEvents: Int64 = 0
  /// Ids that were forgotten before their time, for want of room.
  package var forgottenIDs: Int64 = 0
  /// Alerts that fire, and alerts that are pending.
  package var firing = 0, pending = 0
  package var checkpoint = Checkpoint()
  /// Why the alert log is not written; nil where it is.
  package var alertLogProblem: String?
  /// How many lines the alert log will never get, since too many waited for it.
  package var alertLogDropped: Int64 = 0
  /// Why the last config that was to be taken over was not.
  package var reloadProblem: String?
  package var receivers: [Receiver] = []
  /// Memory that is held, in bytes; nil where the system does not say.
  package var memoryBytes: Int64?

  package init(startedAt: Timestamp, now: Timestamp) {
    self.startedAt = startedAt
    self.now = now
  }

  /// What is written and not yet counted, in all files.
  package var lagBytes: Int64 { sources.reduce(0) { $0 + $1.lagBytes } }
}

/// Whether a daemon's answers can be relied on now.
package enum Readiness: Sendable, Equatable {
  case ready
  /// Why they cannot, in a sentence.
  case notReady(String)
}

extension DaemonStatus {
  /// Not ready while it catches up, and where its data are stale.
  package var readiness: Readiness {
    if isCatchingUp { return .notReady("it is catching up: \(lagBytes) bytes are not read yet") }
    if isStale { return .notReady("no event has come for 15 minutes") }
    return .ready
  }
}
