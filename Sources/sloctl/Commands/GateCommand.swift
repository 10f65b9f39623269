// `sloctl gate`: may this deploy go? The exit status is the answer.

import SLOKit

/// `sloctl gate`.
enum GateCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    let gate = try DeployGate(parsed, buckets: inquiry.buckets)
    inquiry.question.wantsBurn = true
    inquiry.question.watchesMisattribution = true
    if gate.refusesWorseDeploy { inquiry.question.deploys = try inquiry.readDeploys() }
    inquiry.question.burnLookbacks = gate.burnLimits.map(\.lookback)
    if gate.maxCustomersOut != nil { inquiry.question.keys = .perObjective }
    if let names = parsed.argument(of: .charge)?.commaSeparated {
      inquiry.question.charge = OriginSet(names.compactMap { Origin(name: $0) })
    }
    var answer = inquiry.engine().answer()
    let decision = gate.decide(on: answer, at: inquiry.time)
    // The customers have been judged; who asks for their figures asks `customers`.
    for index in answer.objectives.indices { answer.objectives[index].keys = nil }
    output.write(Report.gate(decision, answer).rendered(for: parsed))
    for reason in decision.reasons where reason.code == .override {
      StandardError.write("sloctl: gate: \(TextEscaping.terminal(reason.text))\n")
    }
    return decision.verdict.status
  }
}

extension GateVerdict {
  fileprivate var status: ExitStatus {
    switch self {
    case .go: .answered
    case .refused: .no
    case .noVerdict: .noVerdict
    }
  }
}

extension DeployGate {
  /// The gate that the options of `parsed` set up.
  fileprivate init(_ parsed: ParsedCommand, buckets: Buckets) throws {
    self.init()
    minRemaining = try parsed.share(of: .minRemaining)
    for limit in parsed.values(of: .maxBurn) {
      if limit == "page" {
        refusesWhilePaging = true
      } else {
        burnLimits.append(try parsed.burnLimit(limit, buckets: buckets))
      }
    }
    minForecast = try parsed.duration(of: .minForecast)
    maxCustomersOut = try parsed.share(of: .maxCustomersOut)
    if parsed.isSet(.perCustomer) { maxCustomersOut = 0 }
    refusesWorseDeploy = parsed.isSet(.lastDeploy)
    if let age = try parsed.duration(of: .maxAge) { maxAge = age }
    if let least = parsed.value(of: .minValid).flatMap({ Int64($0) }) { minValid = least }
    minCoverage = try parsed.share(of: .minCoverage)
    ignoresUnread = parsed.isSet(.ignoreMalformed)
    override = parsed.value(of: .override)
  }
}
