// What a command does with `--daemon`: its options go over a socket as they were given, and what the
// daemon replies is printed. Nothing is counted, and no config is read, on this side.

import SLOKit

/// A command's question to a running daemon.
enum DaemonInquiry {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let reply = try ask(try parameters(of: parsed), as: parsed)
    output.write(reply.text)
    for line in reply.said {
      StandardError.write("sloctl: \(parsed.command.name): \(TextEscaping.terminal(line))\n")
    }
    return reply.status
  }

  /// What the daemon that `parsed` means replies to `question`.
  static func ask(
    _ question: QueryParameters, as parsed: ParsedCommand
  ) throws -> (text: String, said: [String], status: ExitStatus) {
    let client =
      parsed.argument(of: .daemon).map { DaemonClient(FilePath(bytes: $0.bytes)) }
      ?? DaemonClient()
    let reply: QueryReply
    do throws(DaemonProblem) {
      reply = try client.ask(question)
    } catch {
      throw CommandFailure(
        .noVerdict, [Diagnostic(.error, error.message, advice: error.advice)])
    }
    let status = ExitStatus(rawValue: reply.status) ?? .noVerdict
    switch reply.body {
    case .text(let text): return (text, reply.said, status)
    case .refusal(let message, let advice):
      throw CommandFailure(status, [Diagnostic(.error, message, advice: advice)])
    }
  }

  /// The options and operands of `parsed` as a daemon takes them.
  static func parameters(of parsed: ParsedCommand) throws -> QueryParameters {
    guard let ask = DaemonQuery.Ask(rawValue: parsed.command.name) else {
      throw CommandFailure.usage("a daemon cannot be asked for \(parsed.command.name)")
    }
    let names = DaemonQuery.names(for: ask)
    var question = QueryParameters([.init("ask", ask.rawValue)])
    func add(_ name: String, _ text: String) { question.parameters.append(.init(name, text)) }
    for word in parsed.operands {
      guard word.isUTF8 else {
        throw CommandFailure.usage(
          "\(word.quoted) is not an objective", advice: "the daemon reads its own files")
      }
      add("objective", word.text)
    }
    let clock = Timestamp(nanoseconds: wallClockNanoseconds())
    for given in parsed.given {
      let option = given.option
      switch option.name {
      case CommandOption.daemon.name, CommandOption.quiet.name, CommandOption.color.name,
        CommandOption.format.name:
        continue
      case CommandOption.since.name, CommandOption.until.name:
        if let instant = try parsed.instant(of: option, now: clock) {
          add(option.name, instant.description)
        }
      default:
        guard names.contains(option.nameInJSON) else { throw refusal(of: option) }
        add(option.nameInJSON, given.value?.text ?? "true")
      }
    }
    add("format", parsed.value(of: .format) ?? OutputFormat.table.rawValue)
    let appearance = parsed.appearance
    if appearance.colour { add("colour", "true") }
    if let width = appearance.maxWidth { add("width", String(width)) }
    return question
  }

  private static func refusal(of option: CommandOption) -> CommandFailure {
    let reason =
      switch option.name {
      case CommandOption.config.name: "it answers by its own config"
      case CommandOption.at.name: "it answers as of now"
      case CommandOption.log.name: "it shows its own log"
      default: "it keeps counts and not events"
      }
    return .usage(
      "\(option.long) cannot be asked of a daemon: \(reason)",
      advice: "leave out one of \(option.long) and --daemon")
  }
}

extension CommandOption {
  /// Its name as JSON has it: `minRemaining`.
  fileprivate var nameInJSON: String {
    let hyphen = UInt8(ascii: "-")
    var isFirst = false
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      if byte != hyphen { bytes.append(isFirst ? byte.capitalLetter : byte) }
      isFirst = byte == hyphen
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
