// The prose of sloctl(1): what the program is, and what all commands share.

extension ManualText {
  static let program = ManualText(
    about: """
      sloctl counts request events exactly and says how much of an error budget they have spent, \
      how fast it burns, and whether a deploy may go.
      """,
    description: """
      It reads event files (JSON lines, logfmt, CSV, access logs), takes the objectives from a \
      config, `slos.json`, and judges every event once: good, _bad_ (failed, and charged to us) or \
      _excused_ (failed, and the customer's own doing). Nothing is sampled and nothing estimated; \
      every line read is in exactly one count, and the counts are shown.

      The words, everywhere in sloctl and its pages:

      - valid: the events that count: good and bad ones. Excused events leave this denominator, \
      unless the objective says `"excused": "good"`.
      - budget: the bad events that the window may hold: valid times (1 - target).
      - spent, remaining: the bad events by the budget, and 1 less that. Remaining falls below 0 \
      once the budget is overspent.
      - burn rate: how many times faster than allowed the budget is being spent; 1 spends exactly \
      the whole budget in one window.

      Where there are no valid events there is no number: a dash on a terminal, `null` in JSON; \
      never 0 or 100 %.

      A word after the command that names an objective is one. Else it is an event file where it \
      is the path of one, is `-` (standard input), or contains a slash, a dot or an asterisk (a \
      glob, or a folder whose files are read). Any other word is an error. Without a FILE the config's `sources` are \
      read. Files that end in `.gz` or `.zst` are decompressed on the way.
      """,
    examples: [
      Example("Is the config right, and does it fit these logs?", "sloctl check app.ndjson"),
      Example("What is left of every budget?", "sloctl budget"),
      Example("May this deploy go?", "sloctl gate --max-burn page && ./deploy"),
    ],
    statuses: [
      (.answered, "answered; `gate`: go; `check`: the config is right"),
      (.no, "the answer is no: the gate refuses, the config is wrong"),
      (.wrongQuestion, "the question was wrong: an option, an objective, an unreadable config"),
      (.noVerdict, "no verdict: no data, too old or too little of it, unreadable input"),
    ],
    seeAlso: [])
}
