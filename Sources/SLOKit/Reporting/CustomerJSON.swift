// A customer's own page for programs. Counts are integers, ratios doubles in full precision, absent
// numbers null; nothing is rounded.

/// The JSON of a customer's own page.
enum CustomerJSON {
  /// One object, indented.
  static func text(of report: CustomerReport) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", "sloctl/report-customer/v1")
      json.key("customer")
      json.string(bytes: report.customer)
      json.member("asOf", report.asOf.description)
      json.members("objectives", of: report.objectives) { json, objective in
        json.object { write(objective, to: &$0) }
      }
    }
    return json.text
  }

  private static func write(_ objective: CustomerObjective, to json: inout JSONWriter) {
    json.member("name", objective.objective.name)
    json.member("from", objective.window.lowerBound.description)
    json.member("to", objective.window.upperBound.description)
    json.member("firstEvent", objective.firstEvent?.description)
    json.member("lastEvent", objective.lastEvent?.description)
    AnswerJSON.write(objective.figures, to: &json)
    json.key("latency")
    LatencyJSON.write(objective.latency, to: &json)
    json.members("episodes", of: objective.episodes) { json, episode in
      json.object { EpisodeJSON.write(episode, to: &$0) }
    }
    json.members("throughUs", of: objective.ours) { write($1, to: &$0) }
    json.members("own", of: objective.own) { write($1, to: &$0) }
    json.member("otherKinds") { json in
      for origin in Origin.allCases {
        json.member(origin.name, objective.others.failed(by: origin))
      }
    }
  }

  private static func write(_ kind: FailureKind, to json: inout JSONWriter) {
    json.object { json in
      json.member("origin", kind.origin.name)
      writeLook(of: kind, to: &json)
      json.member("count", kind.count)
      json.member("first", kind.first.description)
      json.member("last", kind.last.description)
      json.members("traces", of: kind.traces) { $0.string(bytes: $1) }
    }
  }
}

extension CustomerJSON {
  /// What failures of a kind look like; null for what their events do not say.
  static func writeLook(of kind: FailureKind, to json: inout JSONWriter) {
    for (name, value) in [("route", kind.route), ("status", kind.status), ("code", kind.code)] {
      json.key(name)
      if let value { json.string(bytes: value) } else { json.null() }
    }
  }
}

/// The JSON of episodes.
enum EpisodeJSON {
  /// The members of one.
  static func write(_ episode: Episode, to json: inout JSONWriter) {
    json.member("from", episode.span.lowerBound.description)
    json.member("to", episode.span.upperBound.description)
    json.member("valid", episode.valid)
    json.member("bad", episode.bad)
    json.member("origins") { json in
      for origin in Origin.allCases {
        json.member(origin.name, episode.counts.failed(by: origin))
      }
    }
    AlertJSON.write(breadth: episode.breadth, to: &json)
    AlertJSON.write(causes: episode.causes, as: "causes", to: &json)
    json.members("traces", of: episode.exemplars.compactMap(\.trace)) { $0.string(bytes: $1) }
    guard let explanation = episode.explanation else { return }
    json.member("explanation") { json in
      json.member("failed", explanation.all.failed)
      json.member("good", explanation.all.good)
      json.member("verdict", explanation.verdict.rawValue)
      json.members("rows", of: explanation.rows.prefix(3)) { ExplanationText.write($1, to: &$0) }
    }
  }
}

/// The JSON of how long requests took.
enum LatencyJSON {
  /// One object; null where the events do not say.
  static func write(_ latency: Latency?, to json: inout JSONWriter) {
    guard let latency else { return json.null() }
    json.object { json in
      json.member("events", latency.count)
      json.seconds("median", latency.median)
      json.seconds("p90", latency.ninetieth)
      json.seconds("p99", latency.ninetyNinth)
      json.seconds("longest", latency.longest)
      json.member("relativeError", DurationHistogram.relativeError)
    }
  }
}
