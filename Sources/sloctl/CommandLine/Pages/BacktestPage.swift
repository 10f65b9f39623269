// The prose of sloctl-backtest(1).

extension ManualText {
  static let backtest = ManualText(
    about: """
      Replays past events through the very code that raises alerts, at the end of every bucket, and \
      says what would have paged whom, when and for how long: before it does. With several \
      policies it shows them side by side, and with known incidents which of them told of those \
      soonest and cried wolf least.
      """,
    description: """
      The events are read once, in any order: the result does not depend on it. The replay begins \
      with the oldest event and goes on for the longest look-back after the newest, so that every \
      alert can end. At most 400 days before the newest event are replayed (longer only where a \
      window is), and what is older is counted and said.

      An alert is of one objective and one severity, whichever and however many rules hold. It \
      fires when a rule has held for its `for`, and is over when none has held for \
      `keepFiringFor`. Silence is not recovery: where events stop, it stays for an hour more. \
      Alerts of keys (with `"keys": true`) wait while their objective's own fires.

      With `--incidents`, by the criteria of the Google SRE Workbook, chapter 5:

      - precision: the share of burn-rate alerts that told of an incident, that is, fired at some \
      time from its first to its last instant.
      - recall: the share of incidents that some alert told of.
      - detect: from an incident's start to the first alert that tells of it.
      - reset: from an incident's end to the end of the last of its alerts.
      - spent: the bad events from the incident's start to its first alert, over the budget of the \
      window: what it had cost before anybody knew.

      Of the incidents, the middle one's figures are shown, and each one's below.

      A policy with `for` detects later by that; one without `confidence` calls at night for a \
      single failure of a quiet service. Choose the one with the highest precision among those \
      whose detection spends no more than you can bear.
      """,
    examples: [
      Example("What would have paged us last month?", "sloctl backtest logs/2026-10-*.ndjson.gz"),
      Example(
        "Which policy should I use?",
        "sloctl backtest --policy default --policy sloth --policy pyrra"),
      Example(
        "And how would each have done on what really happened?",
        "sloctl backtest --policy default --policy sloth --incidents known.ndjson"),
      Example(
        "When did the fastest rule hold?",
        "sloctl backtest --format json | jq '.rules[] | select(.factor == 14.4) | .held'"),
    ],
    statuses: [
      (.answered, "replayed, whatever fired"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config or incidents file"),
      (.noVerdict, "there was no event, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-alerts(1)", "sloctl-burn(1)", "sloctl-check(1)", "slos.json(5)",
    ])
}
