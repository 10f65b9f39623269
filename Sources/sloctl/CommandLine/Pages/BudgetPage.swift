// The prose of sloctl-budget(1).

extension ManualText {
  static let budget = ManualText(
    about: """
      Says for every objective, or those that are named, how many events were valid and how many \
      bad, what share of the error budget they have spent, how many more bad events it can take, \
      and who caused the failures.
      """,
    description: """
      The figures of an objective, over its window:

      - valid, good, bad: events; for an objective with `"budgetingMethod": "timeslices"`, slices.
      - excused: failures whose origin the objective does not charge, most often the customer's \
      own. They are shown and never spent.
      - ratio: (valid - bad) / valid, with its 95 % Wilson interval: with few events the true \
      ratio may well be another.
      - spent, remaining: shares of the budget. Remaining below 0 means overspent, by that much.
      - left: how many more bad events fit into the budget.
      - forecast: when the budget will be exhausted if the last hour goes on, while old events \
      leave a rolling window.
      - covered: how much of the window there are events for. A week of logs says little of a \
      30-day budget, and a gap in them is shown.

      The status of an objective is `ok`; `low` where less than 10 % remains (or the objective's \
      `budgetLow`); `exhausted` where nothing does; or `noData`.

      `--by` breaks the figures down: `--by route` shows which routes spend the budget, `--by \
      customer` which customers see the failures. Every value is measured against its own traffic \
      and the objective's target. `--customer` shows one customer's budget, which a daemon finds \
      among a million as fast as among ten. `--without` asks the other way round: what would remain, had \
      those events not been? Of an objective with a budget for each customer (or with `--by \
      customer`) that is said of the customer with the most bad events, where they spent more than a \
      tenth of the budget; and the fewest customers are named who alone spent more than all of it.

      With `-v` every count stands once more beside the `sloctl-events(1)` command that lists what \
      was counted, a line an event.
      """,
    examples: [
      Example("Every objective, from the config's sources", "sloctl budget"),
      Example(
        "The five routes that spend the most of one budget",
        "sloctl budget api-availability --by route --top 5"),
      Example(
        "How was it at the end of September?",
        "sloctl budget --at 2026-10-01T00:00:00Z logs/*.ndjson.gz"),
      Example(
        "What did one customer cost us?",
        "sloctl budget api-availability --without customer=acme"),
      Example(
        "For a program: what remains of each",
        "sloctl budget --format json | jq '.objectives[] | {name, remaining}'"),
    ],
    statuses: [
      (.answered, "answered, whatever the figures are"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config"),
      (.noVerdict, "no objective had valid events, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-burn(1)", "sloctl-customers(1)", "sloctl-events(1)", "sloctl-gate(1)",
      "slos.json(5)",
    ])
}
