// Zones by their IANA names, from the system's zoneinfo folder. A name is checked before it becomes
// part of a path: a config cannot reach outside the folder with it.

extension Zone {
  /// The zone `name`, such as `Europe/Berlin`; `UTC` needs no file.
  ///
  /// - Throws: `ZoneProblem` where the name is none, or its file is missing or damaged.
  package static func named(
    _ name: String, in folder: String = "/usr/share/zoneinfo"
  ) throws(ZoneProblem) -> Zone {
    if name == "UTC" { return .utc }
    if let what = flaw(ofName: name) { throw .badName(what: what) }
    let path = "\(folder)/\(name)"
    let data: [UInt8]
    do throws(SystemError) {
      data = try readWholeFile(FilePath(path), limitBytes: fileLimitBytes)
    } catch {
      throw .unreadable(path: path, why: error.reason)
    }
    return try Zone(name: name, data: data)
  }

  /// The largest zoneinfo file is 4 KB.
  private static let fileLimitBytes = 1 << 20

  /// What is wrong with a name, or nil: parts of letters, digits and `+ - _` joined by `/`.
  private static func flaw(ofName name: String) -> String? {
    if name.isEmpty { return "a zone's name is missing" }
    if name.utf8.count > 255 { return "too long for a zone's name" }
    for part in name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty { return "a / with nothing beside it" }
      let isPlain = part.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
      if !isPlain { return "a zone's name has only letters, digits and + - _ /" }
    }
    return nil
  }
}
