// Every command, each declared once. A new one needs an entry here, its prose in Pages/ and its
// body in Commands/: parsing, help, man pages, completions and suggestions follow.

extension Command {
  /// In the order of `help`.
  static let all: [Command] = [
    initialise, check, budget, burn, gate, explain, events, compare, mark, customers, report,
    backtest, alerts, watch, daemon, status, simulate, export, schema, completions, help,
  ]

  /// What every command takes. `--version` ends any command line, as `--help` does.
  static let always: [CommandOption] = [.help, .version.hidden()]

  /// What commands that read events take.
  private static let reading: [CommandOption] = [.config, .at]
  private static let output: [CommandOption] = [.threads, .color, .quiet, .verbose]

  private static let objectivesAndFiles = [
    Operand(name: "OBJECTIVE|FILE", kind: .objectivesAndFiles, isOptional: true)
  ]

  static let initialise = Command(
    name: "init", summary: "looks at events and writes a config to start from",
    operands: [Operand(name: "FILE", kind: .file)],
    options: [.config], page: .initialise, run: InitCommand.run)

  static let check = Command(
    name: "check", summary: "is the config right, and does it fit the events?",
    operands: [Operand(name: "FILE", kind: .files, isOptional: true)],
    options: reading + output,
    page: .check, statusIsVerdict: true, run: CheckCommand.run)

  static let budget = Command(
    name: "budget", summary: "error budget spent and left, and whose failures spent it",
    operands: objectivesAndFiles,
    options: reading + [
      .daemon, .whereExpression, .without, .by, .top,
      .customer.saying("this customer's own budget beside the objective's", in: .events), .format,
    ] + output,
    page: .budget, run: BudgetCommand.run)

  static let burn = Command(
    name: "burn", summary: "how fast the budget burns, and which alert rules hold",
    operands: objectivesAndFiles,
    options: reading + [.daemon, .whereExpression, .without, .by, .top, .format] + output,
    page: .burn, run: BurnCommand.run)

  static let gate = Command(
    name: "gate", summary: "may this deploy go? The exit status is the answer",
    operands: objectivesAndFiles,
    options: reading + [
      .daemon, .whereExpression, .without, .minRemaining, .maxBurn, .minForecast, .lastDeploy,
      .perCustomer,
      .maxCustomersOut, .charge, .maxAge, .minValid, .minCoverage, .ignoreMalformed, .override,
      .format.choosing("table", "json", "github", "junit"),
    ] + output,
    page: .gate, statusIsVerdict: true, run: GateCommand.run)

  static let explain = Command(
    name: "explain", summary: "which field values the failures have in common",
    operands: [
      Operand(name: "OBJECTIVE", kind: .objective),
      Operand(name: "FILE", kind: .files, isOptional: true),
    ],
    options: reading + [
      .last, .from, .to, .whereExpression, .without, .top, .failed, .charged, .excused, .customer,
      .format,
    ] + output,
    page: .explain, run: ExplainCommand.run)

  static let events = Command(
    name: "events", summary: "the very events behind a number, as they were logged",
    operands: [
      Operand(name: "OBJECTIVE", kind: .objective),
      Operand(name: "FILE", kind: .files, isOptional: true),
    ],
    options: reading + [
      .last, .whereExpression, .without, .bad, .excused, .unjudged, .good, .excluded, .outside,
      .unmatched, .origin, .customer, .limit, .format.choosing("table", "json"), .raw, .threads,
      .color, .quiet,
    ],
    page: .events, run: EventsCommand.run)

  static let compare = Command(
    name: "compare", summary: "did a change make it worse? Times, deploys, builds, back ends",
    operands: [
      Operand(name: "OBJECTIVE", kind: .objective),
      Operand(name: "FILE", kind: .files, isOptional: true),
    ],
    options: reading + [
      .last, .whereExpression, .without, .sinceLastDeploy, .field, .before, .after, .pair,
      .top, .format,
    ] + output,
    page: .compare, run: CompareCommand.run)

  static let mark = Command(
    name: "mark", summary: "note a deploy in the config's marker file",
    operands: [Operand(name: "KIND", kind: .choice(["deploy"]))],
    options: [.config, .service, .build, .time, .quiet],
    page: .mark, run: MarkCommand.run)

  static let customers = Command(
    name: "customers", summary: "every customer's budget, worst first, and who was hit",
    operands: [
      Operand(name: "OBJECTIVE", kind: .objective),
      Operand(name: "FILE", kind: .files, isOptional: true),
    ],
    options: reading + [.daemon, .last, .whereExpression, .without, .top, .format] + output,
    page: .customers, run: CustomersCommand.run)

  static let report = Command(
    name: "report", summary: "a period's story, a customer's page, or what customers get wrong",
    operands: objectivesAndFiles,
    options: reading + [
      .period, .last, .customer, .reader, .code, .whereExpression, .without, .onlyIf, .maxAge,
      .format.choosing("text", "markdown", "html", "json"),
    ] + output,
    page: .report, statusIsVerdict: true, run: ReportCommand.run)

  static let backtest = Command(
    name: "backtest", summary: "what alerts would have told, and which policy to use",
    operands: objectivesAndFiles,
    options: reading + [
      .policy, .incidents, .whereExpression, .without,
      .format.choosing("table", "json", "csv", "markdown"),
    ] + output,
    page: .backtest, run: BacktestCommand.run)

  static let alerts = Command(
    name: "alerts", summary: "what is firing, and the alert log",
    operands: objectivesAndFiles,
    options: reading + [
      .daemon, .whereExpression, .without, .log, .state, .key, .since, .until,
      .format.choosing("table", "json"),
    ] + output,
    page: .alerts, run: AlertsCommand.run)

  static let watch = Command(
    name: "watch", summary: "a live view of the daemon, or of events being written",
    operands: objectivesAndFiles,
    options: reading + [.daemon, .whereExpression, .without, .color],
    page: .watch, run: WatchCommand.run)

  static let daemon = Command(
    name: "daemon", summary: "follows the events, tells of alerts and answers questions",
    operands: [Operand(name: "FILE", kind: .files, isOptional: true)],
    options: [
      .config, .stateFolder, .socket, .listen, .listenTokenFile, .dryRun, .clock.hidden(),
    ],
    page: .daemon, statusIsVerdict: true, run: DaemonCommand.run)

  static let status = Command(
    name: "status", summary: "how the running daemon is, and what is wrong with it",
    operands: [],
    options: [.daemon, .format.choosing("table", "json"), .color, .quiet, .verbose],
    page: .status, statusIsVerdict: true, run: DaemonInquiry.run)

  static let simulate = Command(
    name: "simulate", summary: "events of a made-up day with incidents, for drills and tests",
    operands: [Operand(name: "SCENARIO", kind: .file)],
    options: [.start, .seed, .write, .follow, .eventFormat],
    page: .simulate, run: SimulateCommand.run)

  static let export = Command(
    name: "export", summary: "the figures of now for other systems: openmetrics",
    operands: [Operand(name: "FORMAT", kind: .choice(["openmetrics"]))] + objectivesAndFiles,
    options: reading + [.whereExpression, .without, .by, .top] + output,
    page: .export, run: ExportCommand.run)

  static let schema = Command(
    name: "schema", summary: "the JSON Schema of configs or scenarios, for editors",
    operands: [
      Operand(name: "WHAT", kind: .choice(["config", "scenario"]), isOptional: true)
    ], options: [], page: .schema, run: SchemaCommand.run)

  static let completions = Command(
    name: "completions", summary: "a completion script for a shell",
    operands: [Operand(name: "SHELL", kind: .choice(["bash", "zsh", "fish"]))],
    options: [], page: .completions, run: CompletionsCommand.run)

  static let help = Command(
    name: "help", summary: "this list, or all about one command",
    operands: [Operand(name: "COMMAND", kind: .command, isOptional: true)],
    options: [.color, .man, .objectives, .config.hidden()], page: .help, run: HelpCommand.run)
}
