// `sloctl check`: is the config right? Every problem in one run; with event files, also what is
// right and yet does not fit the events.

import SLOKit

/// `sloctl check`.
enum CheckCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let config: DecodedConfig
    do {
      config = try ConfigChoice.read(parsed)
    } catch let wrong as Diagnostics {
      write(wrong.problems, to: &output)
      output.write(summary(of: wrong.problems, in: ConfigChoice.path(parsed)))
      return .no
    }
    var findings = config.warnings
    var status = ExitStatus.answered
    if !parsed.operands.isEmpty {
      var inquiry = try Inquiry(parsed)
      inquiry.question.objectives = []
      inquiry.question.observesUse = true
      let engine = inquiry.engine()
      findings += ConfigurationReview.findings(in: config, beside: engine)
      findings += inputFindings(engine.accounting)
      if engine.answer().status != .answered { status = .noVerdict }
    }
    findings += missingPrograms(config.configuration)
    write(findings, to: &output)
    output.write(summary(of: findings, in: ConfigChoice.path(parsed)))
    return status
  }

  private static func write(_ problems: [Diagnostic], to output: inout StandardOutput) {
    for problem in problems { output.write(problem.description + "\n") }
  }

  /// `slos.json: right, 2 warnings`.
  private static func summary(of problems: [Diagnostic], in path: FilePath) -> String {
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    var parts = [errors == 0 ? "right" : NumberText.count(Int64(errors), "error")]
    if warnings > 0 { parts.append(NumberText.count(Int64(warnings), "warning")) }
    return "\(TextEscaping.terminal(path.text)): " + parts.joined(separator: ", ") + "\n"
  }

  /// What is wrong with the event files themselves.
  private static func inputFindings(_ input: Accounting) -> [Diagnostic] {
    (input.lines == 0 && input.unreadable.isEmpty
      ? [Diagnostic(.warning, "the event files hold no line")] : [])
      + input.unreadable.map { Diagnostic(.warning, "\($0.path) could not be read: \($0.reason)") }
      + input.malformedReasons.map {
        Diagnostic(
          .warning,
          at: Diagnostic.Place(
            file: $0.file, line: $0.line, column: $0.column,
            source: String(decoding: $0.text, as: UTF8.self)),
          "\(NumberText.count($0.count, "line")) malformed: \($0.reason); this is the first")
      }
  }

  /// Programs that the config's sources need and that are not installed.
  private static func missingPrograms(_ configuration: Configuration) -> [Diagnostic] {
    let needed = configuration.sources.compactMap { Decompressor.program(for: FilePath($0)) }
    return Set(needed).sorted().filter { !canExecute($0) }.map {
      Diagnostic(
        .warning, "\($0), which the compressed sources need, is not installed",
        advice: "install it, or decompress the files")
    }
  }
}
