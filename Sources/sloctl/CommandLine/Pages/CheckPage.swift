// The prose of sloctl-check(1).

extension ManualText {
  static let check = ManualText(
    about: """
      Reads the config as every other command does and tells all that is wrong with it in one \
      run, each problem with its line, its column and what to do. With event files it also tells \
      what in the config does not fit the events.
      """,
    description: """
      A problem is one line, `file:line:column: error: what; what to do`, as compilers write it, \
      so that editors jump to it. An error makes the config unusable. A warning does not: it is \
      something that is allowed and hardly meant.

      With a _FILE_ the events are read too, and it warns of

      - fields that no event has: most often a misspelt path, and then every count is 0;
      - expressions that are never true: a `match` or `when` that no event meets;
      - alert rules that cannot fire: at a target of 90 %, a burn rate above 10 does not exist;
      - alert rules that one failed request fires at this traffic;
      - budgets of fewer than 10 events: one bad minute decides the month. Widen the window, join \
      objectives, or lower the target.
      """,
    examples: [
      Example("Before a changed config is merged", "sloctl check -c slos.json"),
      Example("Does the config fit yesterday's events?", "sloctl check logs/2026-10-02.ndjson"),
      Example("The same for logs on standard input", "zcat app.log.gz | sloctl check -"),
    ],
    statuses: [
      (.answered, "the config is right; there may be warnings"),
      (.no, "the config is wrong"),
      (.wrongQuestion, "an unknown option, or no config at that path"),
      (.noVerdict, "the config is right, but an event file could not be read"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-schema(1)", "slos.json(5)"])
}
