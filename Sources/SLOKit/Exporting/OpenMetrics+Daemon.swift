// Metrics of a daemon itself, behind those of its answer: how far it is, what it could not do, whom
// it has told. Gauges like the rest: those that only grow start anew with the daemon.

extension OpenMetrics {
  /// The metrics of `answer` and of the daemon that gave it.
  package static func text(of answer: Answer, status: DaemonStatus) -> String {
    var metrics = OpenMetrics(answer, withKeys: false)
    metrics.writeFigures()
    metrics.writeDaemon(status)
    return metrics.ended
  }

  private mutating func writeDaemon(_ status: DaemonStatus) {
    family(
      "sloctl_build_info", "Version of the daemon, as a label.",
      [Sample(labels: [Label("version", status.version)], value: "1")])
    instant("sloctl_start_timestamp_seconds", "When the daemon started.", status.startedAt)
    truth(
      "sloctl_ready", "Whether answers can be relied on: not catching up, not stale.",
      status.readiness == .ready)
    truth(
      "sloctl_catching_up", "Whether what was written while nobody read is still being read.",
      status.isCatchingUp)
    instant(
      "sloctl_decided_timestamp_seconds", "Bucket's end up to which alerts were decided.",
      status.decidedTo)
    family(
      "sloctl_alerts", "Alerts by their state.",
      [("firing", status.firing), ("pending", status.pending)].map {
        Sample(labels: [Label("state", $0.0)], value: String($0.1))
      })
    writeInput(of: status)
    writeState(of: status)
    writeReceivers(of: status)
    let names = status.warnings.map(\.name)
    family(
      "sloctl_warning", "Whether the daemon warns of something; see sloctl-daemon(8).",
      DaemonWarning.Name.allCases.map {
        Sample(labels: [Label("name", $0.rawValue)], value: names.contains($0) ? "1" : "0")
      })
  }

  private mutating func writeInput(of status: DaemonStatus) {
    count("sloctl_sources", "Files that are tailed.", status.sources.count)
    count(
      "sloctl_sources_left_out", "Files that are not tailed since there are too many.",
      status.sourcesLeftOut)
    count(
      "sloctl_sources_unreadable", "Files that cannot be read.",
      status.sources.count { $0.problem != nil })
    count(
      "sloctl_source_lag_bytes", "Bytes that are written and not counted yet.", status.lagBytes)
    count(
      "sloctl_input_gaps", "Times that something was gone before it was read.", status.gaps)
    count(
      "sloctl_input_gap_bytes", "Bytes that were gone before they were read, where known.",
      status.gapBytes)
    count("sloctl_keys", "Keys that are counted by themselves.", status.keys)
    count("sloctl_keys_limit", "Keys that may be counted by themselves.", status.maxKeys)
    count(
      "sloctl_other_key_events", "Events of keys that had no room.", status.otherKeyEvents)
    count(
      "sloctl_forgotten_ids", "Ids that were forgotten before their time.", status.forgottenIDs)
  }

  private mutating func writeState(of status: DaemonStatus) {
    instant(
      "sloctl_checkpoint_timestamp_seconds", "When the state was saved last.",
      status.checkpoint.savedAt)
    count("sloctl_checkpoint_bytes", "Size of the saved state.", status.checkpoint.sizeBytes)
    truth(
      "sloctl_checkpoint_failing", "Whether the state cannot be saved.",
      status.checkpoint.problem != nil)
    truth(
      "sloctl_alert_log_failing", "Whether the alert log cannot be written.",
      status.alertLogProblem != nil)
    count(
      "sloctl_alert_log_dropped_lines", "Lines that the alert log will never get.",
      status.alertLogDropped)
    truth(
      "sloctl_reload_refused", "Whether the newest config was refused.",
      status.reloadProblem != nil)
    if let bytes = status.memoryBytes {
      count("sloctl_memory_bytes", "Memory that is held.", bytes)
    }
  }

  private mutating func writeReceivers(of status: DaemonStatus) {
    let figures: [(String, String, (DaemonStatus.Receiver) -> Int64)] = [
      ("waiting", "Notices that wait to be told.", { Int64($0.waiting) }),
      ("standing", "Alerts that a receiver is reminded of.", { Int64($0.standing) }),
      ("told", "Notices that were told.", { $0.told }),
      ("merged", "Notices that gave way to a later one of their alert.", { $0.merged }),
      ("dropped", "Notices that found no room and are not told.", { $0.dropped }),
      ("refused", "Notices that the receiver refused for good.", { $0.refused }),
      ("failures", "Attempts that failed in a row.", { Int64($0.failures) }),
    ]
    for (name, help, value) in figures {
      family(
        "sloctl_receiver_\(name)", help,
        status.receivers.enumerated().map { number, receiver in
          let labels = [
            Label("receiver", String(number)), Label("kind", receiver.kind),
            Label("place", receiver.place),
          ]
          return Sample(labels: labels, value: String(value(receiver)))
        })
    }
  }

  private mutating func count(_ name: String, _ help: String, _ value: some BinaryInteger) {
    family(name, help, [Sample(labels: [], value: String(value))])
  }

  private mutating func truth(_ name: String, _ help: String, _ value: Bool) {
    count(name, help, value ? 1 : 0)
  }

  private mutating func instant(_ name: String, _ help: String, _ value: Timestamp?) {
    let seconds = value.map { NumberText.seconds(nanoseconds: $0.nanoseconds) }
    family(name, help, [Sample(labels: [], value: seconds)])
  }
}
