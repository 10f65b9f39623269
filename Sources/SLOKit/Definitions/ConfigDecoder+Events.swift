// `events`: the format, and where each role is read from. The roles found here are those that
// expressions may use, so this is read before any expression.

extension EventFormat {
  /// The fields of an access log; the other formats have what their lines have.
  package static let combinedFields = [
    "client", "ident", "user", "time", "method", "path", "protocol", "status", "bytes", "referer",
    "agent",
  ]

  /// The roles that an access log sets itself.
  package static let combinedRoles: [Role: FieldMapping] = [
    .timestamp: FieldMapping(paths: ["time"]),
    .customer: FieldMapping(paths: ["user", "client"]),
    .status: FieldMapping(paths: ["status"]),
    .method: FieldMapping(paths: ["method"]),
    .route: FieldMapping(paths: ["path"]),
  ]
}

extension ConfigDecoder {
  /// Reads `events`, which is nil where the config has none.
  mutating func readEvents(_ value: JSONValue?) {
    guard let value, let events = object(value, .events, "\"events\"") else {
      // What is missing has been told; expressions are read as if every role were there.
      roles = Set(Role.allCases)
      return
    }
    if let format = choice(events, "format", of: EventFormat.self) {
      configuration.format = format
    }
    var fields: [Role: FieldMapping] = [:]
    if let value = events["fields"], let table = object(value, .fields, "\"fields\"") {
      for role in Role.allCases {
        guard let value = table[role.rawValue] else { continue }
        roles.insert(role)
        fields[role] = mapping(value, of: role)
      }
    }
    if configuration.format == .combined {
      fields.merge(EventFormat.combinedRoles) { own, _ in own }
      roles.formUnion(EventFormat.combinedRoles.keys)
    } else if !roles.contains(.timestamp) {
      problem(
        at: (events["fields"] ?? value).position, "the role timestamp is not mapped",
        advice: "name the field of the time when a request finished: \"timestamp\": \"ts\"")
    }
    configuration.fields = fields
  }

  private mutating func mapping(_ value: JSONValue, of role: Role) -> FieldMapping? {
    guard value.members != nil else {
      return paths(value, "\"\(role.rawValue)\"").map { FieldMapping(paths: $0) }
    }
    let table: ConfigTable =
      switch role {
      case .timestamp: .timestamp
      case .duration: .duration
      default: .field
      }
    guard let object = object(value, table, "\"\(role.rawValue)\"") else { return nil }
    var paths: [String]?
    if let value = object["field"] { paths = self.paths(value, "\"field\"") }
    let unit = table.key("unit") == nil ? nil : choice(object, "unit", of: TimeUnit.self)
    let zone = table.key("zone") == nil ? nil : zone(object)
    return paths.map { FieldMapping(paths: $0, unit: unit, zone: zone) }
  }

  /// A path or a list of them.
  private mutating func paths(_ value: JSONValue, _ name: String) -> [String]? {
    guard let elements = value.array else {
      guard value.text != nil else {
        mismatch(
          value, name, wanted: "a field's path, a list of paths, or an object with \"field\"")
        return nil
      }
      return path(value, name).map { [$0] }
    }
    if elements.isEmpty {
      problem(at: value.position, "\(name) is an empty list", advice: "name a field's path")
      return nil
    }
    let paths = elements.compactMap { path($0, "a path of \(name)") }
    return paths.count == elements.count ? paths : nil
  }

  private mutating func path(_ value: JSONValue, _ name: String) -> String? {
    guard let path = self.name(value, name) else { return nil }
    if configuration.format == .combined, !EventFormat.combinedFields.contains(path) {
      problem(
        at: value.position, "\(name) is \"\(path)\", which an access log does not have",
        advice: nearestName(to: path, in: EventFormat.combinedFields).map {
          "did you mean \"\($0)\"?"
        }
          ?? "it has \(EventFormat.combinedFields.joined(separator: ", "))")
      return nil
    }
    return path
  }

  /// A role where `name` is one that is mapped, else a path.
  func reference(_ name: String) -> FieldReference {
    guard let role = Role(rawValue: name), roles.contains(role) else { return .path(name) }
    return .role(role)
  }
}
