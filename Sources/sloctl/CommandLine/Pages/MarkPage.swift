// The prose of sloctl-mark(1).

extension ManualText {
  static let mark = ManualText(
    about: """
      Notes that something is being deployed, in the file of markers that the config names: \
      `sloctl compare --last-deploy` and `sloctl gate --last-deploy` read it.
      """,
    description: """
      A marker is one JSON object in one line: `time`, `kind`, and, where they are given, `service` \
      and `build`. It is appended whole or not at all, under the file's lock, and is on disk when \
      the command ends, so that several pipelines may mark at the same time.
      """,
    examples: [
      Example(
        "In a pipeline, before the rollout", "sloctl mark deploy --service checkout --build r911.3"),
      Example(
        "One that was forgotten",
        "sloctl mark deploy --build r911.0 --time 2026-11-20T06:10:00Z"),
    ],
    statuses: [
      (.answered, "the marker is written"),
      (.wrongQuestion, "an unknown option, an unreadable config, or one that names no `markers`"),
      (.noVerdict, "the marker could not be written"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-compare(1)", "sloctl-gate(1)", "slos.json(5)"])
}
