// What `watch` shows of a running daemon: every look is a question to it, and the screen its answer.
// What failures share is read from the events here, where they can be read, since the daemon keeps
// counts and not events.

import SLOKit

/// A daemon that is being watched.
final class WatchedDaemon: WatchSubject {
  private let parsed: ParsedCommand
  private let question: QueryParameters
  /// The last view, and the path of the daemon's config.
  private var last: (view: WatchView, config: String)

  /// The daemon that `parsed` means, which has answered once.
  init(_ parsed: ParsedCommand) throws {
    self.parsed = parsed
    question = try DaemonInquiry.parameters(of: parsed)
    last = try Self.ask(question, WatchLook(), parsed)
  }

  func read() -> Bool { false }

  var isRestless: Bool { false }

  func view(_ look: WatchLook, isNew: Bool) -> WatchView {
    do {
      last = try Self.ask(question, look, parsed)
      return last.view
    } catch {
      return lost(look, because: (error as? CommandFailure)?.problems.first?.message ?? "\(error)")
    }
  }

  /// The last view with why there is no new one in its second line. Keys lead nowhere meanwhile, but
  /// out.
  private func lost(_ look: WatchLook, because reason: String) -> WatchView {
    var view = last.view
    view.state = look.state
    view.wish = look.keys.contains(.quit) ? .quit : .nothing
    let words = StyledText(TextEscaping.terminal(reason), .bad).truncated(to: look.size.columns)
    view.lines = Array(view.lines.prefix(look.size.rows))
    if view.lines.count > 1 { view.lines[1] = words.rendered(colour: parsed.appearance.colour) }
    return view
  }

  private static func ask(
    _ question: QueryParameters, _ look: WatchLook, _ parsed: ParsedCommand
  ) throws -> (view: WatchView, config: String) {
    var question = question
    question.parameters.removeAll { ["width", "format"].contains($0.name) }
    question.parameters += look.parameters + [.init("format", OutputFormat.json.rawValue)]
    let reply = try DaemonInquiry.ask(question, as: parsed)
    guard let view = WatchView.view(in: reply.text) else {
      throw CommandFailure(
        .noVerdict,
        [
          Diagnostic(
            .error, "the daemon's view was not understood", advice: "is it of the same version?")
        ])
    }
    return view
  }

  func explanation(of objective: String) -> String {
    do {
      let config = try ConfigChoice.read(FilePath(last.config)).configuration
      let inputs = try Words([]).inputs(or: config.sources, leavingAside: [])
      return explanation(
        of: objective, in: config, inputs, clock: last.view.asOf, asOf: last.view.asOf,
        threadCount: WorkThread.processorCount)
    } catch {
      let reason =
        (error as? CommandFailure)?.problems.first?.message
        ?? (error as? Diagnostics)?.problems.first?.message ?? "\(error)"
      return """
        The daemon keeps counts, and the events could not be read here:
        \(TextEscaping.terminal(reason))
        Ask 'sloctl explain' as somebody who may read the daemon's config and files.

        """
    }
  }
}
