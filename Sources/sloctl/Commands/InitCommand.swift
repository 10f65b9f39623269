// `sloctl init FILE`: looks at events and writes a config to start from.

import SLOKit

/// `sloctl init`.
enum InitCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let path = ConfigChoice.path(parsed)
    guard (try? kindOfFile(path)) == nil else {
      throw CommandFailure.usage(
        "\(TextEscaping.terminal(path.text)) is there already, and is not written over",
        advice: "name another one with -c FILE")
    }
    let word = FilePath(bytes: parsed.operands[0].bytes)
    guard let input = try EventInput.inputs(for: [word]).first else { return .noVerdict }
    let (sample, problem) = input.sample()
    if let problem {
      throw CommandFailure(
        .noVerdict, [Diagnostic(.error, "\(input.name) could not be read: \(problem)")])
    }
    let proposal: ConfigProposal
    do throws(ProposalProblem) {
      let clock = Timestamp(nanoseconds: wallClockNanoseconds())
      proposal = try ConfigProposal(sample, source: source(word, seenFrom: path), clock: clock)
    } catch {
      throw CommandFailure(
        .noVerdict,
        [Diagnostic(.error, "no config for \(input.name): \(error.message)", advice: error.advice)])
    }
    try write(proposal.text, to: path)
    for doubt in proposal.doubts {
      StandardError.report(Diagnostic(.warning, "not sure: \(doubt)"))
    }
    output.write(summary(of: proposal, sample, path))
    return .answered
  }

  private static func write(_ text: String, to path: FilePath) throws {
    do throws(SystemError) {
      try AtomicFile.write(Array(text.utf8), to: path, in: SystemFiles())
    } catch {
      throw CommandFailure(
        .noVerdict, [Diagnostic(.error, "\(path.text) could not be written: \(error.reason)")])
    }
  }

  /// `word` as a config at `path` has to name it; nil for standard input, and where that is more
  /// than can be told.
  private static func source(_ word: FilePath, seenFrom path: FilePath) -> String? {
    let text = String(decoding: word.bytes, as: UTF8.self)
    guard word.bytes != [UInt8(ascii: "-")], Array(text.utf8) == word.bytes else { return nil }
    let folder = path.folder.text
    if folder.isEmpty || folder == "." || text.hasPrefix("/") { return text }
    if text.hasPrefix(folder + "/") { return String(text.dropFirst(folder.count + 1)) }
    return nil
  }

  private static func summary(
    of proposal: ConfigProposal, _ sample: EventSample, _ path: FilePath
  ) -> String {
    let lines = NumberText.count(Int64(sample.lines.count), "line")
    let name = TextEscaping.terminal(path.text)
    return "\(name): written, from \(sample.isCut ? "the first " : "")\(lines) of "
      + "\(TextEscaping.terminal(sample.name))\n"
      + proposal.findings.map { "  \(TextEscaping.terminal($0))\n" }.joined()
      + "Look at the targets, then: sloctl budget -c \(TextEscaping.shellWord(path.bytes))\n"
  }
}
