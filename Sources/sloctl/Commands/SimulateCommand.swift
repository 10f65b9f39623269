// `sloctl simulate SCENARIO`: the events of a made-up platform, at once or as they happen.

import SLOKit

/// `sloctl simulate`.
enum SimulateCommand {
  /// The longest scenario that is read, in bytes.
  private static let limitBytes = 1 << 24

  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let clock = Timestamp(nanoseconds: wallClockNanoseconds())
    let isFollowing = parsed.isSet(.follow)
    var scenario = try read(parsed.operands[0])
    if let start = try parsed.instant(of: .start, now: clock) ?? (isFollowing ? clock : nil) {
      scenario.start = start.toTheSecond
    }
    if let seed = parsed.value(of: .seed).flatMap({ Int64($0) }) { scenario.seed = seed }
    switch parsed.value(of: .write) ?? "events" {
    case "incidents": output.write(scenario.incidentLines)
    case "deploys": output.write(scenario.deployLines)
    default:
      let format = parsed.value(of: .eventFormat).flatMap(EventFormat.init) ?? .ndjson
      try write(Simulation(scenario), as: format, isFollowing: isFollowing, &output)
    }
    return .answered
  }

  private static func read(_ word: Argument) throws -> Scenario {
    let path = FilePath(bytes: word.bytes)
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readWholeFile(path, limitBytes: limitBytes)
    } catch {
      throw CommandFailure(
        .wrongQuestion,
        [
          Diagnostic(
            .error, "the scenario \(path.text) could not be read: \(error.reason)",
            advice: "there are some in examples/scenarios")
        ])
    }
    return try Scenario.decode(bytes, file: path.text)
  }

  private static func write(
    _ simulation: Simulation, as format: EventFormat, isFollowing: Bool,
    _ output: inout StandardOutput
  ) throws {
    let spelling = RequestSpelling(format, of: simulation.scenario)
    output.write(spelling.header)
    for minute in 0..<simulation.minutes {
      for request in simulation.requests(ofMinute: minute) {
        if isFollowing { try wait(until: request.millisecond, &output) }
        output.write(spelling.lines(of: request))
        if output.isClosed { return }
      }
    }
    if isFollowing {
      try wait(until: simulation.scenario.end.nanoseconds / 1_000_000, &output)
    }
  }

  /// Writes out what there is and waits, where `millisecond` of the wall clock is still to come.
  private static func wait(until millisecond: Int64, _ output: inout StandardOutput) throws {
    while true {
      let span = millisecond * 1_000_000 - wallClockNanoseconds()
      if span <= 0 { return }
      output.flush()
      if output.isClosed { return }
      var poll = PollSet()
      poll.wake(at: monotonicNanoseconds() + span)
      try poll.wait()
    }
  }
}

extension Timestamp {
  /// The start of its second.
  fileprivate var toTheSecond: Timestamp {
    Timestamp(nanoseconds: nanoseconds - nanoseconds % 1_000_000_000)
  }
}
