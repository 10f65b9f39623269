// Which config a command line means, and its reading.

import SLOKit

/// Which config a command line means, and its reading.
enum ConfigChoice {
  /// `-c`, else `SLOCTL_CONFIG` where it is not empty, else `./slos.json`.
  static func path(_ parsed: ParsedCommand) -> FilePath {
    if let argument = parsed.argument(of: .config) { return FilePath(bytes: argument.bytes) }
    let variable = environmentValue("SLOCTL_CONFIG") ?? ""
    return FilePath(variable.isEmpty ? "slos.json" : variable)
  }

  /// The longest config that is read, in bytes.
  private static let limitBytes = 1 << 24

  /// The config that `parsed` means; its files are relative to its own folder.
  static func read(_ parsed: ParsedCommand) throws -> DecodedConfig { try read(path(parsed)) }

  /// The config at `path`; its files are relative to its own folder.
  static func read(_ path: FilePath) throws -> DecodedConfig {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readWholeFile(path, limitBytes: limitBytes)
    } catch {
      throw CommandFailure(
        .wrongQuestion,
        [
          Diagnostic(
            .error, "the config \(path.text) could not be read: \(error.reason)",
            advice: "name it with -c FILE, or in SLOCTL_CONFIG")
        ])
    }
    return try ConfigDecoder.decode(bytes, file: path.text, folder: path.folder.text)
  }
}
