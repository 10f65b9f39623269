// What an objective's counts hang on, as one text: as long as it stays the same, what was counted
// under one config is what would have been counted under another.

/// What must not change for counts to be kept.
struct ObjectiveDefinition: Equatable, Sendable {
  /// How lines become events, events failures, and failures somebody's.
  let text: String
  /// The spans whose events are left out. One that lies ahead may come or go.
  let exclusions: [Range<Timestamp>]

  init(text: String, exclusions: [Range<Timestamp>]) {
    self.text = text
    self.exclusions = exclusions
  }

  /// The definition of `objective` in `configuration`.
  init(_ objective: Objective, in configuration: Configuration) {
    var lines = ["format \(configuration.format.rawValue)"]
    for role in Role.allCases {
      guard let mapping = configuration.fields[role] else { continue }
      lines.append(
        "\(role.rawValue) \(mapping.paths) \(mapping.unit?.rawValue ?? "") "
          + (mapping.zone?.name ?? ""))
    }
    lines.append("match \(objective.match.map { "\($0)" } ?? "")")
    lines.append("good \(objective.good)")
    for rule in configuration.attributionRules
    where rule.objectives?.contains(objective.name) ?? true {
      lines.append("rule \(rule.when): \(rule.origin.name)")
    }
    for (name, origin) in configuration.aliases.sorted(by: { $0.key < $1.key }) {
      lines.append("alias \(name): \(origin.name)")
    }
    lines.append("default \(configuration.defaultOrigin.name)")
    text = lines.joined(separator: "\n")
    exclusions = configuration.exclusions(of: objective.name)
  }

  /// Whether what was counted before `end` under this definition holds under `other`.
  func allows(countsBefore end: Timestamp, under other: ObjectiveDefinition) -> Bool {
    func past(_ definition: ObjectiveDefinition) -> [Range<Timestamp>] {
      // Of one that is under way only what is over counts.
      definition.exclusions.filter { $0.lowerBound < end }.map {
        $0.lowerBound..<max($0.lowerBound, min($0.upperBound, end))
      }
    }
    return text == other.text && past(self) == past(other)
  }
}

extension ObjectiveDefinition: BinaryCoded {
  func encode(into writer: inout BinaryWriter) {
    writer.text(text)
    writer.array(exclusions) {
      $0.signed($1.lowerBound.nanoseconds)
      $0.signed($1.upperBound.nanoseconds)
    }
  }

  init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    let text = try reader.string()
    let exclusions = try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
      let from = Timestamp(nanoseconds: try reader.signed())
      let to = Timestamp(nanoseconds: try reader.signed())
      guard from <= to else { throw reader.damage("an exclusion that ends before it begins") }
      return from..<to
    }
    self.init(text: text, exclusions: exclusions)
  }
}
