// `sloctl schema`: the JSON Schema of configs or of scenarios, written from the tables that they are
// read by.

import SLOKit

/// `sloctl schema`.
enum SchemaCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    let isOfScenarios = parsed.operands.first?.text == "scenario"
    output.write(isOfScenarios ? scenarioSchema() : configSchema())
    return .answered
  }
}
