// The prose of sloctl-report(1).

extension ManualText {
  static let report = ManualText(
    about: """
      Tells a period's story: which objectives were met, what spent their budgets and when, whose \
      doing it was, who is out of budget, and what the alerts told of it. With `--customer` it \
      writes a customer's own page instead; with `--for product` what customers get wrong.
      """,
    description: """
      Without `--period` and `--last` every objective is told over its own window. The figures are \
      those of sloctl-budget(1) and sloctl-customers(1), the alerts those of sloctl-backtest(1), for \
      the same question.

      - episodes: stretches in which bad events came faster than the budget allows and no half hour \
      was without one, the most expensive first, at most ten that cost more than 1 %: the share of the period's budget that each has \
      spent, whose failures, how many customers, their routes, the deploy that began in the hour \
      before, and events to look at.
      - period before: the calendar's, or one of the same length; what was left of its budget.
      - alerts: those that began to fire in the period, for how long, and how long after their \
      episode had begun.

      `--format text` keeps to 80 columns, for cron to mail as it is; `html` is one file that needs \
      no network and no script, in light and dark, and prints well. Times are UTC.

      A customer's own page can be sent to the customer. It is made of the customer's own events \
      alone: nothing of any other customer is on it, no total, no share and no line of the input \
      from which one could be derived.

      - through us: failures of the platform, of a dependency, or of a cause that nobody knows. Those \
      that lie no more than half an hour apart are one entry, with how many of how many requests \
      failed, the routes, and trace ids by which they can be found again.
      - on the customer's side: failures whose origin is the customer, by route, status and error \
      code, each with its count, its first and last time and trace ids.
      - latency: what half, 90 % and 99 % of the requests did not exceed, without those that \
      failed on the customer's side; at most 0.8 % too high. It wants the role `duration`.

      What customers get wrong, for those who can change the product, is made of the failures of \
      all customers whose origin is the customer, charged or not.

      - kinds: those failures by route, status and error code: how many, of how many requests to the \
      route, by how many customers, who made the most of them, and trace ids.
      - before: how many there were in the period before; the calendar's, or one of the same length.
      - trend: `rising` or `falling` where the share of the route's requests has changed by more \
      than chance makes it in one case of twenty (Fisher's exact test), else `steady`.
      """,
    examples: [
      Example(
        "Every first of a month, by cron", "sloctl report --at now --period last-month"),
      Example(
        "For the wiki", "sloctl report --period 2026-Q3 --format html > slo-2026-q3.html"),
      Example(
        "A mail only when an objective was missed",
        "sloctl report --at now --period yesterday --only-if missed"),
      Example(
        "October, for a customer to read",
        "sloctl report --customer acme --period 2026-10 --format html > acme.html"),
      Example(
        "What do customers get wrong, compared with the month before?",
        "sloctl report --for product --period last-month --at now"),
      Example("What happened to acme today?", "sloctl report --customer acme --last 24h"),
    ],
    statuses: [
      (.answered, "made, on whole data; also where `--only-if` had nothing to say"),
      (.wrongQuestion, "an unknown option or objective, no customer field, an unreadable config"),
      (
        .noVerdict,
        "the period has no data, or none in its last hour (`--max-age`); the customer has no event "
          + "in it; or an input could not be read"
      ),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-budget(1)", "sloctl-customers(1)", "sloctl-backtest(1)",
      "sloctl-events(1)", "slos.json(5)",
    ])
}
