// `sloctl daemon`: tails the event files, counts, tells of alerts and answers, until it is told to end.

import SLOKit

/// `sloctl daemon`.
enum DaemonCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    ThisProcess.keepFilesPrivate()
    ThisProcess.ignoreFileSizeLimits()
    let configuration = try ConfigChoice.read(parsed).configuration
    let settings = try DaemonLoop.Settings(parsed)
    if settings.core.words.isEmpty && configuration.sources.isEmpty {
      throw CommandFailure.usage(
        "there are no events to read",
        advice: "name event files, or give the config \"sources\"")
    }
    do throws(DaemonLoop.Failure) {
      let loop = try DaemonLoop(
        configuration, settings, manager: ServiceManager(),
        say: { StandardError.write("sloctl: daemon: \(TextEscaping.terminal($0))\n") })
      do throws(SystemError) {
        return try loop.run() ? .answered : .noVerdict
      } catch {
        throw .system(error)
      }
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension CommandFailure {
  /// What is told of a daemon that could not begin or go on.
  fileprivate init(_ failure: DaemonLoop.Failure) {
    switch failure {
    case .state(let problem):
      self.init(
        .wrongQuestion, [Diagnostic(.error, problem.message, advice: problem.advice)])
    case .system(let error):
      self.init(.noVerdict, [Diagnostic(.error, "\(error)")])
    }
  }
}

extension DaemonLoop.Settings {
  fileprivate init(_ parsed: ParsedCommand) throws {
    var core = DaemonCore.Settings(
      stateFolder: parsed.argument(of: .stateFolder).map { FilePath(bytes: $0.bytes) }
        ?? FilePath("/var/lib/sloctl"))
    for word in parsed.operands {
      guard word.isUTF8 else {
        throw CommandFailure.usage("the path \(word.quoted) is not UTF-8")
      }
      core.words.append(word.text)
    }
    core.isDryRun = parsed.isSet(.dryRun)
    core.followsEvents = parsed.value(of: .clock) == "events"
    let config = ConfigChoice.path(parsed)
    core.configPath = config.text
    core.version = Sloctl.version
    self.init(
      core: core,
      socket: parsed.argument(of: .socket).map { FilePath(bytes: $0.bytes) }
        ?? DaemonClient.socket,
      readConfig: { () throws(DaemonLoop.ReloadProblem) in try Self.reread(parsed) })
    try listen(parsed)
  }

  /// The config as it is now, for a reload.
  private static func reread(
    _ parsed: ParsedCommand
  ) throws(DaemonLoop.ReloadProblem) -> Configuration {
    do {
      return try ConfigChoice.read(parsed).configuration
    } catch let failure as CommandFailure {
      throw DaemonLoop.ReloadProblem(failure.problems.map(\.description).joined(separator: "; "))
    } catch let diagnostics as Diagnostics {
      throw DaemonLoop.ReloadProblem(
        diagnostics.problems.map(\.description).joined(separator: "; "))
    } catch {
      throw DaemonLoop.ReloadProblem("\(error)")
    }
  }

  private mutating func listen(_ parsed: ParsedCommand) throws {
    guard let text = parsed.value(of: .listen) else {
      if parsed.isSet(.listenTokenFile) {
        throw CommandFailure.usage("--listen-token-file is of no use without --listen")
      }
      return
    }
    guard let address = ListenAddress(text) else {
      throw parsed.refusal(
        of: text, for: .listen, because: "is not ADDRESS:PORT, such as 127.0.0.1:7560")
    }
    listen = address
    if let file = parsed.argument(of: .listenTokenFile) {
      do throws(SecretFileProblem) {
        let bytes = try readSecretFile(FilePath(bytes: file.bytes))
        let blanks = Array(" \t\r\n".utf8)
        token = bytes.lastIndex { !blanks.contains($0) }.map { Array(bytes[...$0]) } ?? []
      } catch {
        throw CommandFailure.usage("the token could not be read: \(error.text)")
      }
      if token?.isEmpty == true { throw CommandFailure.usage("the token's file is empty") }
    } else if !address.isLoopback {
      throw CommandFailure.usage(
        "\(text) can be reached from elsewhere, and no token is asked for",
        advice: "give --listen-token-file, or listen on 127.0.0.1")
    }
  }
}
