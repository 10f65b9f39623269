// The program: words in, an answer on standard output, all else on standard error, a status out.
// Nothing is thrown out of here.

import SLOKit

@main
struct Sloctl {
  static let version = "0.1.0"

  static func main() {
    ThisProcess.ignoreBrokenPipes()
    ThisProcess.end(status: run(Argument.ofThisProcess).rawValue)
  }

  private static func run(_ arguments: [Argument]) -> ExitStatus {
    var output = StandardOutput()
    do {
      switch try CommandLineParser.request(of: arguments) {
      case .run(let parsed):
        let isInquiry = parsed.isSet(.daemon) && parsed.command.name != Command.watch.name
        let run = isInquiry ? DaemonInquiry.run : parsed.command.run
        let status = try run(parsed, &output)
        output.flush()
        return final(status, of: parsed.command, output.failure)
      case .help(let command, let color):
        let appearance = Appearance(when: color, descriptor: 1)
        output.write(HelpText.rendered(command, colour: appearance.colour))
      case .version:
        output.write("sloctl \(version)\n")
      case .nothing:
        StandardError.write(HelpText.short)
        return .wrongQuestion
      }
      output.flush()
      return final(.answered, of: .help, output.failure)
    } catch {
      // What was answered before the failure is still an answer.
      output.flush()
      return status(of: error)
    }
  }

  /// The status of a run that answered with `status` and whose output met `failure`.
  private static func final(
    _ status: ExitStatus, of command: Command, _ failure: SystemError?
  ) -> ExitStatus {
    guard let failure else { return status }
    // A reader that had enough is no error.
    if failure.isClosedPipe { return command.statusIsVerdict ? status : .answered }
    report([Diagnostic(.error, "standard output could not be written: \(failure.reason)")])
    // A gate that refuses still refuses.
    return status == .no ? .no : .noVerdict
  }

  /// Tells of `error`, and the status it ends the run with.
  private static func status(of error: any Error) -> ExitStatus {
    switch error {
    case let failure as CommandFailure:
      report(failure.problems)
      return failure.status
    case let diagnostics as Diagnostics:
      report(diagnostics.problems)
      return .wrongQuestion
    case let diagnostic as Diagnostic:
      report([diagnostic])
      return .wrongQuestion
    default:
      report([Diagnostic(.error, "\(error)")])
      return .noVerdict
    }
  }

  private static func report(_ problems: [Diagnostic]) {
    for problem in problems { StandardError.report(problem) }
  }
}
