// The prose of sloctl-schema(1).

extension ManualText {
  static let schema = ManualText(
    about: """
      Writes the JSON Schema (2020-12) of `slos.json`. An editor that knows it completes the \
      config's keys, shows what they mean and underlines what is wrong. With `scenario`, that of what \
      `sloctl simulate` reads.
      """,
    description: """
      Name the file in the config's `$schema` key. The schema knows the form of the config: keys, \
      types, words, ranges. What hangs together, such as an objective's name that is used twice or \
      a field that an expression misspells, only `sloctl check` finds.
      """,
    examples: [
      Example("Beside the config, for the editor", "sloctl schema > slos.schema.json"),
      Example("Beside scenarios", "sloctl schema scenario > scenario.schema.json"),
    ],
    statuses: [
      (.answered, "written"),
      (.wrongQuestion, "an unknown option"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-check(1)", "sloctl-simulate(1)", "slos.json(5)"])
}
