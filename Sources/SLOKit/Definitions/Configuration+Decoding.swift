// The way into the library for whoever has the bytes of a slos.json.

extension Configuration {
  /// The config that `bytes`, a whole slos.json in UTF-8, hold.
  ///
  /// - Parameters:
  ///   - bytes: JSON; a byte order mark at its start is skipped.
  ///   - file: The config's name, for messages.
  ///   - folder: The folder to which the paths in it are relative; empty for the working folder.
  /// - Throws: Every problem of the file in the order of their places, each with the line it is on.
  public init(json bytes: [UInt8], file: String, folder: String) throws(Diagnostics) {
    self = try ConfigDecoder.decode(bytes, file: file, folder: folder).configuration
  }
}
