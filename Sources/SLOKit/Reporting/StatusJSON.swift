// A daemon's status for programs: every figure under its own name, nothing rounded.

/// The JSON of a status.
enum StatusJSON {
  /// One object, indented.
  static func text(of status: DaemonStatus) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", "sloctl/status/v1")
      json.member("version", status.version)
      json.member("config", status.configPath)
      json.member("startedAt", status.startedAt.description)
      json.member("now", status.now.description)
      json.member("decidedTo", status.decidedTo?.description)
      json.member("newestEvent", status.newestEvent?.description)
      json.member("ready", status.readiness == .ready)
      json.member("catchingUp", status.isCatchingUp)
      json.member("stale", status.isStale)
      json.members("warnings", of: status.warnings) { json, warning in
        json.object { json in
          json.member("name", warning.name.rawValue)
          json.member("text", warning.text)
        }
      }
      json.member("alerts") { json in
        json.member("firing", Int64(status.firing))
        json.member("pending", Int64(status.pending))
      }
      write(status.checkpoint, to: &json)
      json.member("alertLogProblem", status.alertLogProblem)
      json.member("alertLogDropped", status.alertLogDropped)
      json.member("reloadProblem", status.reloadProblem)
      json.members("receivers", of: status.receivers) { json, receiver in
        json.object { write(receiver, to: &$0) }
      }
      writeBounds(status, to: &json)
      AnswerJSON.write(status.input, to: &json)
      json.member("lagBytes", status.lagBytes)
      json.members("sources", of: status.sources) { json, source in
        json.object { json in
          json.member("path", source.path)
          json.member("sizeBytes", source.sizeBytes)
          json.member("offsetBytes", source.offsetBytes)
          json.member("lagBytes", source.lagBytes)
          json.member("problem", source.problem)
        }
      }
    }
    return json.text
  }

  private static func write(_ checkpoint: DaemonStatus.Checkpoint, to json: inout JSONWriter) {
    json.member("checkpoint") { json in
      json.member("savedAt", checkpoint.savedAt?.description)
      json.member("sizeBytes", checkpoint.sizeBytes)
      json.member("problem", checkpoint.problem)
    }
  }

  private static func write(_ receiver: DaemonStatus.Receiver, to json: inout JSONWriter) {
    json.member("kind", receiver.kind)
    json.member("place", receiver.place)
    json.member("waiting", Int64(receiver.waiting))
    json.member("standing", Int64(receiver.standing))
    json.member("told", receiver.told)
    json.member("merged", receiver.merged)
    json.member("dropped", receiver.dropped)
    json.member("refused", receiver.refused)
    json.member("failures", Int64(receiver.failures))
    json.member("problem", receiver.problem)
    json.member("reachedAt", receiver.reachedAt?.description)
  }

  private static func writeBounds(_ status: DaemonStatus, to json: inout JSONWriter) {
    json.member("keys", Int64(status.keys))
    json.member("maxKeys", Int64(status.maxKeys))
    json.member("otherKeyEvents", status.otherKeyEvents)
    json.member("forgottenIDs", status.forgottenIDs)
    json.member("memoryBytes", status.memoryBytes)
    json.member("inputGaps", status.gaps)
    json.member("inputGapBytes", status.gapBytes)
    json.member("sourcesLeftOut", Int64(status.sourcesLeftOut))
  }
}
