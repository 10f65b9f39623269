// A URL that is asked for as long as the daemon lives, so that somebody else notices when it does
// not. A beat that failed is not made up for: the next one comes anyway.

/// Shows a URL that the daemon lives.
package struct HeartbeatSink: Sink {
  package let url: String
  package let headersFile: String?
  package let every: TimeSpan

  package var kind: String { "heartbeat" }
  package var place: String { CurlRequest.place(of: url) }
  package var identity: [String] { [url, headersFile ?? "", every.description] }

  package func order(
    for batch: [AlertNotice], at now: Timestamp
  ) throws(SinkProblem) -> ErrandOrder {
    CurlRequest(url, headers: try CurlRequest.headers(from: headersFile)).order
  }

  package func outcome(of result: ErrandResult, at now: Timestamp) -> DeliveryOutcome {
    CurlReply(result, at: now).outcome
  }
}
