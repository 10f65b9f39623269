// The prose of sloctl-compare(1).

extension ManualText {
  static let compare = ManualText(
    about: """
      Says whether a change made one objective worse: two spans of time, the time before and after \
      the last deploy, or two values of a field, such as two builds. The answer is worse, better, \
      or no evidence either way.
      """,
    description: """
      Of both sides it shows the valid and bad events, the failure rate, the burn rate, who caused \
      the failures, and how long valid events took, in quantiles that are at most 0.8 % too long \
      (HdrHistogram's counters). The difference of the failure rates stands with its 95 % interval \
      (Newcombe's, from both Wilson intervals).

      The verdict is Fisher's exact test: worse, where chance alone makes failures so much more \
      frequent in less than one case of twenty; better, the other way round. Where it is worse, \
      what got worse is said too: what the failures after have in common that good events have not, \
      as `sloctl-explain(1)` finds it, and of that only what is a larger part of the events after \
      than of those before (Fisher's exact test again). What failed before in the same way did not \
      get worse.

      - `--before T1..T2 --after T3..T4`: two spans of time.
      - `--last-deploy`: the day before the last deploy of the config's `markers` file, and the time \
      since. The bucket in which it began is on neither side.
      - `--field build --before A --after B`: two values of a field, over the window or `--last`. \
      Without `--before` and `--after` the field must have two values; the one that was seen first \
      is before.

      `--pair trace_id --field backend` compares the answers of two back ends to the same requests: \
      shadow traffic, or a rewrite behind a shim. The events of one trace id that differ in \
      `backend` are a pair. It counts the pairs of which only one answer is bad, judges by \
      McNemar's exact test, and lists the pairs whose outcomes differ by route and kind, with \
      requests to look at. A crontab line mails it each morning.
      """,
    examples: [
      Example(
        "Did the deploy that is under way break anything?", "sloctl compare api --last-deploy"),
      Example(
        "The canary beside the rest",
        "sloctl compare api --field build --before r911.2 --after r911.3 --last 1h"),
      Example(
        "Two afternoons",
        "sloctl compare api --before 2026-10-03T12:00:00Z..2026-10-03T18:00:00Z \\\n"
          + "    --after 2026-10-04T12:00:00Z..2026-10-04T18:00:00Z"),
      Example(
        "Does the rewrite answer as the old service does?",
        "sloctl compare api --pair trace_id --field backend"),
    ],
    statuses: [
      (.answered, "answered, whatever the verdict is"),
      (.wrongQuestion, "an unknown option or objective, nothing to compare, an unreadable config"),
      (.noVerdict, "one side had no valid event, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-explain(1)", "sloctl-gate(1)", "sloctl-mark(1)", "slos.json(5)",
    ])
}
