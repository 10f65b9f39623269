// The prose of sloctl-events(1).

extension ManualText {
  static let events = ManualText(
    about: """
      Lists the very events behind a number of one objective, the newest first: the file and line \
      of each, then the line as it was logged. Bad events, unless other kinds are asked for.
      """,
    description: """
      Every number that `sloctl` prints leads down to requests. `sloctl budget -v` says for each of \
      its counts which `events` command lists what was counted.

      What is listed was judged by the same code as in all other answers, over the objective's \
      window or `--last`: duplicates by id, events that are ahead of their time and lines that are \
      no events are left out here too. An event that stands for several requests is one line.

      Lines are made safe for a terminal: what could move its cursor is shown as `\\x1b`. `--raw` \
      gives the bytes as they are. With `--format json` every event is one object in one line: \
      `file`, `line`, `time`, `outcome`, `origin`, `weight`, `customer`, `trace` and the line as \
      `text`.

      Memory is bounded, however many events are listed: where they do not fit, the files are read \
      once more for the next ones.
      """,
    examples: [
      Example(
        "The ten newest failures that spend the budget", "sloctl events api-availability -n 10"),
      Example(
        "What broke for one customer in the last hour?",
        "sloctl events api-availability --bad --excused --customer acme --last 1h"),
      Example(
        "The routes of the failures that the platform caused",
        "sloctl events api --origin infrastructure --raw | jq -r .route"
      ),
      Example(
        "Why can these not be judged?", "sloctl events api-availability --unjudged"),
    ],
    statuses: [
      (.answered, "answered, also where no event is listed"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config"),
      (.noVerdict, "there was no event at all, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-budget(1)", "sloctl-customers(1)", "slos.json(5)",
    ])
}
