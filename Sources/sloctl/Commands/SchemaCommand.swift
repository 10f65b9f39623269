// `sloctl schema`: the config's JSON Schema, written from the tables that the config is read by.

import SLOKit

/// `sloctl schema`.
enum SchemaCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    output.write(configSchema())
    return .answered
  }
}
