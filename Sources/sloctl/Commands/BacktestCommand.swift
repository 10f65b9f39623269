// `sloctl backtest`: what the alerts would have told, over past events; which policy to use.

import SLOKit

/// `sloctl backtest`.
enum BacktestCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    let policies = try policies(parsed, inquiry)
    let incidents = try incidents(parsed, inquiry)
    inquiry.question.recordsHistory = true
    var engine = inquiry.engine()
    let answer = engine.replay(under: policies, incidents: incidents)
    output.write(
      BacktestReport.rendered(answer, as: parsed.format(), options: parsed.reportOptions()))
    return answer.backtest != nil && answer.input.unreadable.isEmpty ? .answered : .noVerdict
  }

  /// The policies asked for, each once; the config's own where none is.
  private static func policies(
    _ parsed: ParsedCommand, _ inquiry: Inquiry
  ) throws -> [BacktestPolicy] {
    var policies: [BacktestPolicy] = []
    for name in parsed.values(of: .policy) {
      guard let policy = BacktestPolicy(name: name), !policies.contains(policy) else { continue }
      let wanted = inquiry.question.objectives
      for objective in inquiry.configuration.objectives
      where wanted.isEmpty || wanted.contains(objective.name) {
        let misfit = policy.settings(of: objective).rules.lazy.flatMap { [$0.short, $0.long] }
          .first { !$0.isMultiple(of: inquiry.configuration.resolution) }
        guard let misfit else { continue }
        throw CommandFailure.usage(
          "--policy \(name) looks back \(misfit), which is no multiple of the resolution, "
            + "\(inquiry.configuration.resolution)",
          advice: "choose a \"resolution\" that divides it")
      }
      policies.append(policy)
    }
    return policies.isEmpty ? [.config] : policies
  }

  /// The longest file of incidents that is read, in bytes.
  private static let limitBytes = 1 << 24

  private static func incidents(_ parsed: ParsedCommand, _ inquiry: Inquiry) throws -> [Incident] {
    guard let argument = parsed.argument(of: .incidents) else { return [] }
    let path = FilePath(bytes: argument.bytes)
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readWholeFile(path, limitBytes: limitBytes)
    } catch {
      throw CommandFailure.usage("--incidents: \(path.text) could not be read: \(error.reason)")
    }
    return try Incident.incidents(
      in: bytes, file: path.text, objectives: inquiry.configuration.objectives.map(\.name))
  }
}
