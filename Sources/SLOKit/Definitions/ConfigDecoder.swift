// The bytes of slos.json come in; a Configuration goes out in which every text is parsed, every
// default filled in and every rule checked, or else all problems of the file at once, in the order
// of their places. One problem does not hide another: what cannot be read is left out, and reading
// goes on. A problem that only follows from another is not told.

/// A config that was read, and what its reader should know.
package struct DecodedConfig: Sendable {
  package var configuration: Configuration
  /// What is allowed but perhaps not meant, in the order of its places.
  package var warnings: [Diagnostic]
  /// Where the config's values stand, for problems found later.
  package var places: ConfigPlaces
}

/// Reads slos.json.
package struct ConfigDecoder {
  let places: ConfigPlaces
  let folder: String
  var configuration = Configuration()
  private(set) var problems: [Diagnostic] = []

  /// The roles that expressions may use.
  var roles: Set<Role> = []
  /// Where the resolution is given; nil where it is not.
  private(set) var resolutionPosition: JSONPosition?
  /// The names of all objectives, before any is read.
  var objectiveNames: [String] = []

  private init(_ places: ConfigPlaces, folder: String) {
    self.places = places
    self.folder = folder
  }

  /// The config that `bytes` hold.
  ///
  /// - Parameters:
  ///   - file: The config's name, for messages.
  ///   - folder: The folder to which the files it names are relative; empty for the working one.
  /// - Throws: Every problem of the file, warnings among them, at least one being an error.
  package static func decode(
    _ bytes: [UInt8], file: String, folder: String
  ) throws(Diagnostics) -> DecodedConfig {
    let (decoder, warnings) = try reading(bytes, file: file, folder: folder) { $0.readRoot($1) }
    return DecodedConfig(
      configuration: decoder.configuration, warnings: warnings, places: decoder.places)
  }

  /// A decoder that has read the document in `bytes`, of which `body` reads the root; and what is
  /// allowed but perhaps not meant.
  ///
  /// - Throws: Every problem of the document, warnings among them, at least one being an error.
  static func reading(
    _ bytes: [UInt8], file: String, folder: String,
    _ body: (inout ConfigDecoder, JSONValue) -> Void
  ) throws(Diagnostics) -> (decoder: ConfigDecoder, warnings: [Diagnostic]) {
    let document: JSONDocument
    do {
      document = try JSONDocument.parse(bytes)
    } catch {
      let places = ConfigPlaces(file: file, source: SourceText(bytes))
      throw Diagnostics([
        Diagnostic(at: places.place(at: error.position), error.message, advice: error.advice)
      ])
    }
    var decoder = ConfigDecoder(ConfigPlaces(file: file, document: document), folder: folder)
    for repeated in document.repeatedKeys {
      decoder.problem(at: repeated.position, repeated.message, advice: repeated.advice)
    }
    body(&decoder, document.root)
    let problems = decoder.problemsInOrder
    guard !problems.contains(where: { $0.severity == .error }) else { throw Diagnostics(problems) }
    return (decoder, problems)
  }

  /// By place; of one place, as they were found.
  private var problemsInOrder: [Diagnostic] {
    problems.enumerated().sorted { a, b in
      let (left, right) = (a.element.place, b.element.place)
      return (left?.line ?? 0, left?.column ?? 0, a.offset)
        < (right?.line ?? 0, right?.column ?? 0, b.offset)
    }.map(\.element)
  }

  // MARK: Problems

  mutating func problem(at position: JSONPosition, _ message: String, advice: String? = nil) {
    let problem = Diagnostic(at: places.place(at: position), message, advice: advice)
    // What several objectives inherit from one place is told once.
    if problems.last != problem { problems.append(problem) }
  }

  mutating func warning(at position: JSONPosition, _ message: String, advice: String? = nil) {
    problems.append(Diagnostic(.warning, at: places.place(at: position), message, advice: advice))
  }

  /// The place of the byte at `offset` of a text.
  func position(ofByte offset: Int, in value: JSONValue) -> JSONPosition {
    places.document?.position(ofByte: offset, inTextAt: value.position) ?? value.position
  }

  // MARK: The root

  private mutating func readRoot(_ value: JSONValue) {
    guard let root = object(value, .root, "the config") else { return }
    _ = text(root, "$schema")
    checkVersion(of: root)
    configuration.sources = sources(root)
    if let resolution = resolution(root) {
      configuration.resolution = resolution
      resolutionPosition = root["resolution"]?.position
    }
    if let skew = duration(root, "maxSkew") { configuration.maxSkew = skew }
    if let span = lookback(root, "forecastFrom") { configuration.forecastFrom = span }
    if let bytes = whole(root, "maxLine") { configuration.maxLineBytes = Int(bytes) }
    if let count = whole(root, "maxKeys") {
      configuration.maxKeys = count
      configuration.daemon.maxKeys = count
    }
    if let value = root["dedupe"], let dedupe = object(value, .dedupe, "\"dedupe\""),
      let horizon = duration(dedupe, "horizon")
    {
      configuration.dedupeHorizon = horizon
    }
    readEvents(root["events"])
    if root["dedupe"] != nil, !roles.contains(.id) {
      warning(
        at: root.keyPosition("dedupe"), "\"dedupe\" finds nothing: the role id is not mapped",
        advice: "map it in \"fields\": \"id\": \"request_id\"")
    }
    objectiveNames = (root["objectives"]?.array ?? []).compactMap { $0["name"]?.text }
    readAttribution(root["attribution"])
    configuration.exclusions = elements(root, "exclusions").compactMap { exclusion($0) }
    readObjectives(root)
    configuration.markers = path(root, "markers")
    if let value = root["daemon"] { configuration.daemon = daemon(value) }
  }

  /// Checks that a document's `version`, where it has one, is that which is read here.
  mutating func checkVersion(of root: ConfigObject) {
    guard let version = root["version"], version.number != "1" else { return }
    problem(
      at: version.position, "\"version\" is \(shown(version)), wanted 1",
      advice: "this program reads version 1 of the format")
  }

  private mutating func sources(_ root: ConfigObject) -> [String] {
    elements(root, "sources").compactMap { element in
      guard let source = name(element, "a source") else { return nil }
      if source == "-" {
        problem(
          at: element.position, "\"-\", standard input, as a source",
          advice: "name a file here; \"-\" is for the command line")
        return nil
      }
      return inFolder(source)
    }
  }

  private mutating func resolution(_ root: ConfigObject) -> TimeSpan? {
    guard let span = duration(root, "resolution"), let value = root["resolution"] else {
      return nil
    }
    guard Rules.isResolution(span) else {
      problem(
        at: value.position,
        "the resolution \(span) is not 1s to 1h dividing an hour",
        advice: "write \"\(Rules.nearestResolution(to: span))\"")
      return nil
    }
    return span
  }
}
