// `sloctl mark deploy`: notes a deploy in the config's marker file.

import SLOKit

/// `sloctl mark`.
enum MarkCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let configuration = try ConfigChoice.read(parsed).configuration
    guard let path = configuration.markers else {
      throw CommandFailure.usage(
        "the config names no file of deploy markers", advice: "give it \"markers\"")
    }
    let clock = Timestamp(nanoseconds: wallClockNanoseconds())
    let second = clock.nanoseconds - clock.nanoseconds % 1_000_000_000
    let marker = DeployMarker(
      time: try parsed.instant(of: .time, now: clock) ?? Timestamp(nanoseconds: second),
      service: parsed.value(of: .service), build: parsed.value(of: .build))
    do throws(SystemError) {
      try MarkerFile.append(marker, to: FilePath(path), in: SystemFiles())
    } catch {
      throw CommandFailure(
        .noVerdict,
        [Diagnostic(.error, "the marker file \(path) could not be written: \(error.reason)")])
    }
    if !parsed.isSet(.quiet) {
      output.write("marked deploy \(TextEscaping.terminal(marker.description))\n")
    }
    return .answered
  }
}
