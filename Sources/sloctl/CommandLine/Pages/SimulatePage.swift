// The prose of sloctl-simulate(1).

extension ManualText {
  static let simulate = ManualText(
    about: """
      Writes the events of a made-up platform, as its loggers would have: ordinary traffic, and the \
      incidents that the file SCENARIO describes. For game days, demos and tests.
      """,
    description: """
      All is drawn from the scenario's seed, so that the same scenario gives the same bytes on every \
      machine. There are scenarios to start from in `examples/scenarios`.

      A scenario is JSON; `sloctl schema scenario` writes its schema, and what is wrong with one is \
      told with its place, as of a config. `start`, `lasts` and `services` are needed: each service \
      has a `name` and `requestsPerHour`, and may have `routes`, a `build`, `latency`, everyday \
      `failures`, and a `logger`. `byHour` and `byWeekday` shape the traffic. Of the `customers`, the \
      k-th has 1/k of the first one's traffic. `deploys` bring builds. `cut` and `repeated` are the \
      shares of lines that are cut off, and that are written twice.

      An incident has a `name`, begins `after` the start and `lasts`. It is about all requests, or \
      about those of its `services`, `regions`, `builds`, `customers` and `routes`:

      - `fails`: the share of them that fails, with `status` and `code`, after about `failuresTake`. \
      100 % is a total outage; 0.2 % over days a slow burn.
      - `origin`: whose fault that truly is; `tag`: what the logger says instead, where it lies.
      - `slower`: how many times as long the others take.
      - `extraPerHour`: requests beside the ordinary ones, such as retries or one customer's script.

      In `ndjson` every service writes with its own logger: `flat`, `nested`, `otel`, which has \
      the names of OpenTelemetry's semantic conventions, `spaced`, with spaces, escapes and times at \
      +01:00, or `dotted`, which names `error.code` first. The other formats have one layout. An \
      access log (`combined`) holds the customer as its user and knows no duration, origin or code.

      With `--follow` the scenario begins now and every event is written when it happens, until its \
      end: for a daemon, for `tail -f`, for whoever is on call.
      """,
    examples: [
      Example(
        "A day with a failover, and a config for it",
        "sloctl simulate failover.json > events.ndjson && sloctl init events.ndjson"),
      Example(
        "A game day", "sloctl simulate --follow failover.json >> /var/log/app/events.ndjson"),
      Example(
        "Which policy would have told of it?",
        "sloctl simulate --write incidents failover.json > incidents.ndjson"),
      Example(
        "The same traffic as nginx logs it",
        "sloctl simulate --format combined failover.json > access.log"),
    ],
    statuses: [
      (.answered, "written, or as much of it as was read"),
      (.wrongQuestion, "an unknown option, an unreadable or invalid scenario"),
      (.noVerdict, "standard output could not be written"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-init(1)", "sloctl-backtest(1)", "sloctl-schema(1)", "slos.json(5)",
    ])
}
