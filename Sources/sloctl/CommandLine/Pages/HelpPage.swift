// The prose of sloctl-help(1).

extension ManualText {
  static let help = ManualText(
    about: """
      Shows the list of commands, or what a command answers, its options, some examples and its \
      exit statuses.
      """,
    description: """
      `sloctl budget --help` says the same as `sloctl help budget`. The man pages say more: what \
      the numbers mean, and what to do with them.
      """,
    examples: [
      Example("All about the gate", "sloctl help gate")
    ],
    statuses: [
      (.answered, "shown"),
      (.wrongQuestion, "an unknown command"),
    ],
    seeAlso: ["sloctl(1)"])
}
