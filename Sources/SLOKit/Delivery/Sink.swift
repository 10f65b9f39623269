// A place that alerts go to, without the going: what is to be run so that it is told, and what the
// way it ended means. Sending is the courier's.

/// Why there is nothing to run.
package struct SinkProblem: Error, Equatable, Sendable {
  /// What is wrong and what to do, without anything secret.
  package var text: String

  package init(_ text: String) { self.text = text }
}

/// A place that alerts go to.
package protocol Sink: Sendable {
  /// `alertmanager`, `webhook`, `command` or `heartbeat`.
  var kind: String { get }
  /// Where it is, for people, without anything secret.
  var place: String { get }
  /// What tells it from all others, also after a restart: every word of its config.
  var identity: [String] { get }
  /// Whether it is told again and again of what lasts.
  var isReminded: Bool { get }
  /// What tells it of `batch` at the instant `now`.
  func order(for batch: [AlertNotice], at now: Timestamp) throws(SinkProblem) -> ErrandOrder
  /// What the way that the order ended means, at the instant `now`.
  func outcome(of result: ErrandResult, at now: Timestamp) -> DeliveryOutcome
}

extension Sink {
  package var isReminded: Bool { false }

  /// How the outbox knows it: no secret of a URL goes into it.
  package var receiver: OutboxReceiver {
    let words = identity.map { Array($0.utf8) }.joined(separator: [0x1F])
    return OutboxReceiver(
      "\(kind) \(String(AlertIdentity.fnv1a(words), radix: 16))", isReminded: isReminded)
  }
}

extension DaemonSettings.Sink {
  /// What does its work.
  package var sink: any Sink {
    switch self {
    case .alertmanager(let url, let headersFile):
      AlertmanagerSink(url: url, headersFile: headersFile)
    case .webhook(let url, let headersFile): WebhookSink(url: url, headersFile: headersFile)
    case .command(let words): CommandSink(words)
    case .heartbeat(let url, let headersFile, let every):
      HeartbeatSink(url: url, headersFile: headersFile, every: every)
    }
  }
}
