// The prose of sloctl-watch(1).

extension ManualText {
  static let watch = ManualText(
    about: """
      A live view of the running daemon, or of event files that are being written: the budgets, how \
      fast they burn, what fires and why, who is hit, and the newest bad events.
      """,
    description: """
      With `--daemon` every picture is the daemon's answer of now; the newest bad events are those \
      that it has read since it began. Else it reads the files as they are, and on as they grow, for as \
      long as it runs. One that is replaced is read from its start, and so is one that was cut. Files \
      that appear later are not looked for; what cannot be read is told of in the second line. Every \
      figure is that of `sloctl budget` and `sloctl burn` as of the clock, or of `--at`. Where `--where` \
      or `--without` leave events aside, the first line says so.

      The small bars behind a budget are its burn rates over the look-backs of its alert rules, the \
      shortest first: low under a quarter of what the budget allows, high from 14 times on.

      - `j`, `k`, arrows: choose a row, or scroll.
      - `enter`, `l`: open an objective; there, an origin or a customer.
      - `e`: explain what the failures share; reads the files once more. With `--daemon` these are \
        the sources of the daemon's config, where they can be read from here.
      - `s`: sort by what is spent, by burn rate, or as the config does.
      - `h`, `escape`: go back.
      - `q`: end; the terminal is then as it was, and so it is where a signal ends the view.

      It wants a terminal of at least 40 columns and 8 rows, and says the same without colour \
      (`--color never`, `NO_COLOR`). A picture is made at most once a second, and less often where \
      making one would take more than a hundredth of a core.
      """,
    examples: [
      Example("What the config's sources do now", "sloctl watch"),
      Example("The daemon of another machine", "ssh -t host sloctl watch --daemon"),
      Example("One log", "sloctl watch /var/log/app/events.ndjson"),
      Example(
        "A drill",
        "sloctl simulate -f failover.json > now.ndjson & sloctl watch now.ndjson"),
    ],
    statuses: [
      (.answered, "ended by `q` or a signal"),
      (.wrongQuestion, "no terminal, an unknown option or objective, an unreadable config"),
      (.noVerdict, "no daemon answers"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-budget(1)", "sloctl-burn(1)", "sloctl-explain(1)", "sloctl-simulate(1)",
      "sloctl-daemon(8)",
    ])
}
