// The prose of sloctl-alerts(1).

extension ManualText {
  static let alerts = ManualText(
    about: """
      Says which alerts are firing or pending, with all that each has to tell: the rule and both \
      burn rates, what is left of the budget, how many customers are hit and which are hit worst, \
      the routes, and failures to look at. Then the alert log.
      """,
    description: """
      What is firing is found by replaying the events up to the answer's instant through the code \
      that `backtest` replays them through, so the two cannot disagree.

      The log is the file of `--log`, else the config's `daemon.alertLog` where it exists, else \
      what the replay itself tells. It has one line when an alert fires and one when it is over.

      Breadth tells a customer's trouble from the platform's: how many customers have a bad event, \
      and the smallest number of them who hold half of those. `no data` means that an alert stays \
      because events have stopped, not because they are bad.

      With `--format json` every alert is one object in one line, as in the log.
      """,
    examples: [
      Example("What is firing?", "sloctl alerts --at now"),
      Example("Of one objective, this week", "sloctl alerts api-availability --since 2026-10-05"),
      Example(
        "What has paged us, from the log", "sloctl alerts --log alerts.ndjson --state firing"),
      Example("For a program", "sloctl alerts --format json | jq 'select(.state == \"firing\")'"),
    ],
    statuses: [
      (.answered, "answered, whatever is firing"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config or log"),
      (.noVerdict, "there was no event, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-backtest(1)", "sloctl-burn(1)", "sloctl-customers(1)", "slos.json(5)",
    ])
}
