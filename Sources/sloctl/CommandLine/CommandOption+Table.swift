// Every option of every command, each declared once.

import SLOKit

extension CommandOption {
  // Events

  static let config = CommandOption(
    name: "config", letter: "c", value: Value(name: "FILE", kind: .file), section: .events,
    help: "read objectives from FILE, else from $SLOCTL_CONFIG, else ./slos.json")

  static let at = CommandOption(
    name: "at", value: Value(name: "TIME", kind: .time), section: .events,
    help: "answer as of TIME, or 'now'; else just after the newest event",
    detail: """
      It is rounded up to the end of a bucket of the config's `resolution`. Without it the answer \
      is as of the end of the bucket of the newest event that is not more than `maxSkew` ahead of \
      the clock, so that old logs are answered for as they were.
      """)

  static let last = CommandOption(
    name: "last", value: Value(name: "DURATION", kind: .duration), section: .events,
    help: "look back DURATION instead of over the objective's window",
    detail: """
      A multiple of the config's `resolution`, such as `1h`. `events`, `explain`, `compare` and \
      `customers` read no more of a long file than they need: where that begins is found by \
      bisection. It is assumed that events are at most 15 minutes out of order; a file in which \
      they are found to be more is read whole. Either is told.
      """)

  static let period = CommandOption(
    name: "period", value: Value(name: "PERIOD", kind: .period), section: .events,
    help: "look at PERIOD instead of the objective's window",
    detail: """
      `last-month`, `last-week` or `yesterday`; a month, a week or a quarter such as `2026-10`, \
      `2026-W41` or `2026-Q3`; or two ends such as `2026-10-03..2026-10-17T12:00:00Z`, where a date \
      is its first instant. Dates are those of the zone of the objective's window, UTC where it has \
      none. Of a period that is not over, as much as there is by `--at`, else by the clock.
      """)

  static let code = CommandOption(
    name: "code", value: Value(name: "FIELD", kind: .field), section: .events,
    help: "tell failures apart by FIELD, else by error.code and its like",
    detail: """
      Without it the first of `error.code`, `error_code`, `error.type`, `errorCode` and `code` that \
      an event has.
      """)

  static let from = CommandOption(
    name: "from", value: Value(name: "TIME", kind: .time), section: .events,
    help: "look back to TIME instead of over the objective's window")

  static let to = CommandOption(
    name: "to", value: Value(name: "TIME", kind: .time), section: .events,
    help: "look back from TIME, as --at does")

  static let whereExpression = CommandOption(
    name: "where", value: Value(name: "EXPR", kind: .expression), section: .events,
    help: "only events for which EXPR is true",
    detail: """
      EXPR is an expression as in the config, such as `\"region == 'eu' and method != 'GET'\"`. \
      Events for which it is false or unknown are left out of every count.
      """)

  static let without = CommandOption(
    name: "without", value: Value(name: "FIELD=VALUE", kind: .fieldValue), isRepeatable: true,
    section: .events, help: "as it would be without the events whose FIELD is VALUE; repeatable",
    detail: "So `--without customer=acme` tells how much of the budget that customer has cost.")

  static let threads = CommandOption(
    name: "threads", value: Value(name: "N", kind: .count(minimum: 1)), section: .events,
    help: "read on N threads, else on as many as there are processors",
    detail: "The answer is the same, to the last byte, on however many.")

  static let by = CommandOption(
    name: "by", value: Value(name: "FIELD", kind: .field), section: .events,
    help: "also the figures of every value of FIELD, worst first",
    detail: "FIELD is a role of the config, such as `customer`, or a path, such as `error.code`.")

  static let top = CommandOption(
    name: "top", value: Value(name: "N", kind: .count(minimum: 1)), section: .events,
    help: "of those, only the N worst")

  static let daemon = CommandOption(
    name: "daemon", value: Value(name: "SOCKET", kind: .file, isOptional: true), section: .events,
    help: "ask the running daemon instead of reading events",
    detail: """
      The daemon behind SOCKET, else behind `/run/sloctl/sloctl.sock`, answers as of now, from what \
      it has counted and by its own config, in milliseconds; the output and the exit status are \
      those of the command without it. It keeps counts and not events, so that the options that \
      choose among events cannot be asked of it. Where no daemon answers the status is 3.
      """)

  // Which events

  static let failed = CommandOption(
    name: "failed", section: .which, help: "all failures, whoever caused them: so unless told")

  static let charged = CommandOption(
    name: "charged", section: .which, help: "only failures that spend the budget")

  static let bad = CommandOption(
    name: "bad", section: .which, help: "failures that spend the budget; what is listed unless told"
  )

  static let excused = CommandOption(
    name: "excused", section: .which, help: "failures whose origin the objective does not charge")

  static let unjudged = CommandOption(
    name: "unjudged", section: .which, help: "events whose `good` could not be told")

  static let good = CommandOption(name: "good", section: .which, help: "good events")

  static let excluded = CommandOption(
    name: "excluded", section: .which, help: "events in an exclusion, whenever they happened")

  static let outside = CommandOption(
    name: "outside", section: .which, help: "matched events outside of the window")

  static let unmatched = CommandOption(
    name: "unmatched", section: .which,
    help: "events that the objective is not about, whenever they happened")

  static let origin = CommandOption(
    name: "origin", value: Value(name: "ORIGINS", kind: .choices(Origin.allCases.map(\.name))),
    section: .which, help: "failures of these origins, charged or not",
    detail: "With `--bad` or `--excused`, only the charged or the excused ones of them.")

  static let customer = CommandOption(
    name: "customer", value: Value(name: "NAME", kind: .key), section: .which,
    help: "only events of this customer",
    detail: "The value of the role `customer`, byte for byte.")

  static let reader = CommandOption(
    name: "for", value: Value(name: "READER", kind: .choice(["product"])), section: .which,
    help: "what customers get wrong, for those who make the product")

  static let limit = CommandOption(
    name: "limit", letter: "n", value: Value(name: "N", kind: .count(minimum: 1)), section: .which,
    help: "only the N newest")

  // Groups

  static let before = CommandOption(
    name: "before", value: Value(name: "T1..T2|VALUE", kind: .key), section: .groups,
    help: "the span of time, or the value of --field, to compare with")

  static let after = CommandOption(
    name: "after", value: Value(name: "T3..T4|VALUE", kind: .key), section: .groups,
    help: "the span of time, or the value of --field, that is judged")

  /// What `gate` refuses by, as a question.
  static let sinceLastDeploy = CommandOption(
    name: "last-deploy", section: .groups,
    help: "compare the time since the last deploy with the day before it")

  static let field = CommandOption(
    name: "field", value: Value(name: "FIELD", kind: .field), section: .groups,
    help: "compare two values of FIELD, such as build or region")

  static let pair = CommandOption(
    name: "pair", value: Value(name: "FIELD", kind: .field), section: .groups,
    help: "compare the answers to the same request, which have the same FIELD")

  // Markers

  static let service = CommandOption(
    name: "service", value: Value(name: "NAME", kind: .text), section: .marker,
    help: "what is deployed to")

  static let build = CommandOption(
    name: "build", value: Value(name: "BUILD", kind: .text), section: .marker,
    help: "what is deployed")

  static let time = CommandOption(
    name: "time", value: Value(name: "TIME", kind: .time), section: .marker,
    help: "when it begins; else now")

  // Scenarios

  static let start = CommandOption(
    name: "start", value: Value(name: "TIME", kind: .time), section: .scenario,
    help: "let it begin at TIME instead of when it says")

  static let seed = CommandOption(
    name: "seed", value: Value(name: "N", kind: .count(minimum: 0)), section: .scenario,
    help: "draw from N instead of the scenario's own seed")

  static let write = CommandOption(
    name: "write",
    value: Value(name: "WHAT", kind: .choice(["events", "incidents", "deploys"])),
    section: .scenario, help: "what to write of it, else its events",
    detail: """
      `incidents` are for `sloctl backtest --incidents`, `deploys` for the config's `markers`.
      """)

  static let follow = CommandOption(
    name: "follow", letter: "f", section: .scenario,
    help: "begin now, and write each event when it happens",
    detail: "With `--start` it begins there; what is past by then is written at once.")

  /// What `simulate` writes, and no answer's form.
  static let eventFormat = CommandOption(
    name: "format",
    value: Value(name: "FORMAT", kind: .choice(EventFormat.allCases.map(\.rawValue))),
    section: .output, help: "the form of the events, else ndjson")

  // Alerts

  static let policy = CommandOption(
    name: "policy", value: Value(name: "P", kind: .choice(BacktestPolicy.names)),
    isRepeatable: true, section: .alerts,
    help: "judge by policy P; repeatable, side by side",
    detail: """
      `config`, which is what is judged by without it, is each objective's own rules. The others \
      take the place of rules, `minBad` and `confidence`; everything else stays as configured.
      """)

  static let incidents = CommandOption(
    name: "incidents", value: Value(name: "FILE", kind: .file), section: .alerts,
    help: "score the policies on the incidents of FILE",
    detail: """
      A JSON object a line, or a list of them: `\"from\"` and `\"to\"` (times), `\"name\"`, and \
      `\"objective\"` where the incident hit only one.
      """)

  static let log = CommandOption(
    name: "log", value: Value(name: "FILE", kind: .file), section: .alerts,
    help: "show the log FILE, else the config's, else what a replay tells")

  static let state = CommandOption(
    name: "state", value: Value(name: "STATE", kind: .choice(["pending", "firing", "resolved"])),
    section: .alerts, help: "only alerts, and lines of the log, in this state")

  static let key = CommandOption(
    name: "key", value: Value(name: "KEY", kind: .text), section: .alerts,
    help: "only alerts of this key, such as a customer")

  static let since = CommandOption(
    name: "since", value: Value(name: "TIME", kind: .time), section: .alerts,
    help: "only lines of the log from TIME on")

  static let until = CommandOption(
    name: "until", value: Value(name: "TIME", kind: .time), section: .alerts,
    help: "only lines of the log before TIME")

  // Limits

  static let minRemaining = CommandOption(
    name: "min-remaining", value: Value(name: "P%", kind: .percent), section: .limits,
    help: "less than P% of the budget remains")

  static let maxBurn = CommandOption(
    name: "max-burn", value: Value(name: "1h=2|page", kind: .burnLimit), isRepeatable: true,
    section: .limits,
    help: "the burn rate over 1h is above 2; or while a page rule holds; repeatable",
    detail: """
      With `page` it refuses while any rule of the objective's alert policy whose severity is \
      `page` holds, which is what an ordinary deploy wants.
      """)

  static let minForecast = CommandOption(
    name: "min-forecast", value: Value(name: "DURATION", kind: .duration), section: .limits,
    help: "the budget is forecast to be exhausted within DURATION")

  static let lastDeploy = CommandOption(
    name: "last-deploy", section: .limits,
    help: "failures are more frequent since the last deploy than in the day before",
    detail: """
      The deploy is the last one of the config's `markers` file before the instant of the answer. \
      More frequent means that chance alone would make it so in less than one case of twenty \
      (Fisher's exact test).
      """)

  static let perCustomer = CommandOption(
    name: "per-customer", section: .limits,
    help: "the budget of any customer is exhausted",
    detail: """
      Every value of the objective's `per` is judged by its own target; where it has none, every \
      customer by the objective's.
      """)

  static let maxCustomersOut = CommandOption(
    name: "max-customers-out", value: Value(name: "P%", kind: .percent), section: .limits,
    help: "the objective is not met for more than P% of the customers")

  static let charge = CommandOption(
    name: "charge",
    value: Value(
      name: "ORIGINS", kind: .choices(Origin.allCases.map(\.name))),
    section: .limits,
    help: "judge by failures of these ORIGINS alone, such as infrastructure,unknown",
    detail: """
      Instead of the objective's own `charge` list: `--charge infrastructure` asks whether the \
      platform itself may change, whatever its dependencies do.
      """)

  // Trust

  static let maxAge = CommandOption(
    name: "max-age", value: Value(name: "DURATION", kind: .duration), section: .trust,
    help: "an objective's newest event is older than DURATION (1h)",
    detail: "Its age is taken at `--at`, or at the clock: logs that stopped say nothing of now.")

  static let minValid = CommandOption(
    name: "min-valid", value: Value(name: "N", kind: .count(minimum: 1)), section: .trust,
    help: "an objective has fewer than N valid events (1)")

  static let minCoverage = CommandOption(
    name: "min-coverage", value: Value(name: "P%", kind: .percent), section: .trust,
    help: "events cover less than P% of an objective's window")

  static let ignoreMalformed = CommandOption(
    name: "ignore-malformed", section: .trust,
    help: "go, even where unreadable lines could turn the verdict",
    detail: """
      Otherwise there is no verdict where counting every malformed line and every unjudged event \
      as bad would turn `go` into `refused`.
      """)

  // Verdict

  static let override = CommandOption(
    name: "override", value: Value(name: "REASON", kind: .text), section: .verdict,
    help: "print the verdict and REASON, and let the deploy go: the fix must ship")

  // Running

  static let stateFolder = CommandOption(
    name: "state", value: Value(name: "DIR", kind: .file), section: .running,
    help: "keep the state in DIR, else in /var/lib/sloctl",
    detail: """
      It is made where it is not there. Nobody but the daemon's user may write to it, and one daemon \
      at a time has it.
      """)

  static let socket = CommandOption(
    name: "socket", value: Value(name: "SOCKET", kind: .file), section: .running,
    help: "answer at SOCKET, else at /run/sloctl/sloctl.sock",
    detail: "Its folder must be there. Its owner and its group may ask.")

  static let listen = CommandOption(
    name: "listen", value: Value(name: "ADDRESS:PORT", kind: .text), section: .running,
    help: "also answer over HTTP, such as at 127.0.0.1:7560",
    detail: """
      The address is written in numbers. One that is not loopback needs `--listen-token-file`.
      """)

  static let listenTokenFile = CommandOption(
    name: "listen-token-file", value: Value(name: "FILE", kind: .file), section: .running,
    help: "answer HTTP requests only with the token of FILE",
    detail: "Nobody but its owner may read FILE (mode 600 or 400).")

  static let dryRun = CommandOption(
    name: "dry-run", section: .running,
    help: "say what would be told of alerts, and tell nobody")

  /// For tests, whose runs must be repeatable: `events` takes the newest event's time for the
  /// clock's.
  static let clock = CommandOption(
    name: "clock", value: Value(name: "CLOCK", kind: .choice(["system", "events"])),
    isHidden: true, section: .running, help: "take the time from CLOCK")

  // Output

  static let format = CommandOption(
    name: "format",
    value: Value(name: "FORMAT", kind: .choice(OutputFormat.ofAnswers.map(\.rawValue))),
    section: .output, help: "the answer's form",
    detail: "A `table` unless asked otherwise, in a pipe too.")

  static let raw = CommandOption(
    name: "raw", section: .output, help: "the lines alone, byte for byte as they were logged",
    detail: "For programs, such as `jq`: nothing is escaped, so it is nothing for a terminal.")

  static let onlyIf = CommandOption(
    name: "only-if",
    value: Value(name: "WHAT", kind: .choice(["changed", "missed", "low"])), section: .output,
    help: "say nothing unless an objective has",
    detail: """
      `changed`: met now and missed in the period before, or the other way round; `missed`: not met; \
      `low`: less left than `budgetLow`, or nothing. Where data are missing or stale the report is \
      written whatever was asked.
      """)

  static let color = CommandOption(
    name: "color", value: Value(name: "WHEN", kind: .choice(["auto", "always", "never"])),
    section: .output, help: "colour the output",
    detail: """
      `auto` colours a terminal's output, unless the environment has `NO_COLOR` or `TERM` is \
      `dumb`.
      """)

  static let quiet = CommandOption(
    name: "quiet", letter: "q", section: .output, help: "show no progress")

  static let verbose = CommandOption(
    name: "verbose", letter: "v", section: .output,
    help: "also say how the lines were counted")

  static let help = CommandOption(
    name: "help", letter: "h", section: .other, help: "show help and end")

  static let version = CommandOption(
    name: "version", section: .other, help: "show the version and end")

  // Hidden

  /// For man/: the page of that name, or `pages` for the names of all.
  static let man = CommandOption(
    name: "man", value: Value(name: "PAGE", kind: .text), isHidden: true, section: .other,
    help: "print a man page's source")

  /// For the completion scripts: the config's objectives, a name a line.
  static let objectives = CommandOption(
    name: "objectives", isHidden: true, section: .other, help: "print the names of objectives")
}
