// An Alertmanager, over its API v2. It is told of every alert that fires each minute, with an end
// that lies four such minutes ahead, so that a dead daemon's alerts end by themselves; and of one
// that is over, with its true end. What tells alerts apart are the labels alone.

/// Tells an Alertmanager.
package struct AlertmanagerSink: Sink {
  /// How often it is told of what lasts.
  package static let remindEvery = TimeSpan.minutes(1)
  /// After how many reminders that did not come it takes an alert to be over.
  private static let patience: Int64 = 4

  package let url: String
  package let headersFile: String?

  package var kind: String { "alertmanager" }
  package var place: String { CurlRequest.place(of: url) }
  package var identity: [String] { [url, headersFile ?? ""] }
  package var isReminded: Bool { true }

  package func order(
    for batch: [AlertNotice], at now: Timestamp
  ) throws(SinkProblem) -> ErrandOrder {
    let slash = url.utf8.last == UInt8(ascii: "/") ? "" : "/"
    let headers = try CurlRequest.headers(from: headersFile)
    return CurlRequest(
      "\(url)\(slash)api/v2/alerts", headers: ["Content-Type: application/json"] + headers,
      body: Self.body(of: batch, at: now)
    ).order
  }

  package func outcome(of result: ErrandResult, at now: Timestamp) -> DeliveryOutcome {
    CurlReply(result, at: now).outcome
  }

  /// A list of alerts, as `postAlerts` of its API takes it.
  static func body(of batch: [AlertNotice], at now: Timestamp) -> [UInt8] {
    var json = JSONWriter(.line)
    let expected = now + remindEvery * patience
    json.array(batch) { json, notice in
      json.object { json in
        write("labels", notice.labels, to: &json)
        write("annotations", notice.annotations, to: &json)
        json.member("startsAt", notice.startsAt.description)
        json.member("endsAt", (notice.endsAt ?? expected).description)
      }
    }
    return json.bytes
  }

  private static func write(_ name: String, _ words: [Labelled], to json: inout JSONWriter) {
    json.member(name) { json in
      // A label without a text is one that is not there.
      for word in words where !word.value.isEmpty { json.member(word.name, word.value) }
    }
  }
}
