// What the values of the role `origin` mean: the four names, the names that loggers are known to
// use, and the config's own. Letter case does not matter.

extension Configuration {
  /// The names that loggers use for the origins, in lower case, beside the origins' own.
  package static let builtInAliases: [String: Origin] = [
    "infra": .infrastructure, "platform": .infrastructure, "server": .infrastructure,
    "user": .customer, "client": .customer, "tenant": .customer,
    "upstream": .dependency, "third_party": .dependency,
  ]

  /// The origin that an event means by `name`; nil where no alias knows it.
  ///
  /// The config's aliases come before the built-in ones; the four origins' own names cannot be
  /// given another meaning.
  public func origin(named name: String) -> Origin? {
    let folded = name.lowercased()
    return Origin(name: folded) ?? aliases[folded] ?? Configuration.builtInAliases[folded]
  }
}
