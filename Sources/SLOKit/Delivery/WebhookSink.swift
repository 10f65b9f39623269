// A URL that gets each alert as the JSON of the alert log, one a request, at least once: the header
// Idempotency-Key is the same for all attempts to tell the same news.

/// Tells a URL.
package struct WebhookSink: Sink {
  package let url: String
  package let headersFile: String?

  package var kind: String { "webhook" }
  package var place: String { CurlRequest.place(of: url) }
  package var identity: [String] { [url, headersFile ?? ""] }

  package func order(
    for batch: [AlertNotice], at now: Timestamp
  ) throws(SinkProblem) -> ErrandOrder {
    guard let notice = batch.first else { throw SinkProblem("there is nothing to tell") }
    let own = ["Content-Type: application/json", "Idempotency-Key: \(notice.idempotencyKey)"]
    return CurlRequest(
      url, headers: own + (try CurlRequest.headers(from: headersFile)),
      body: Array(notice.json.utf8)
    ).order
  }

  package func outcome(of result: ErrandResult, at now: Timestamp) -> DeliveryOutcome {
    CurlReply(result, at: now).outcome
  }
}
