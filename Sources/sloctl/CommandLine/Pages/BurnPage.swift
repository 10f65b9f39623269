// The prose of sloctl-burn(1).

extension ManualText {
  static let burn = ManualText(
    about: """
      Says for every look-back of an objective's alert policy how fast the budget burns there, \
      and which of the policy's rules hold: what an alert would say as of that instant.
      """,
    description: """
      A burn rate is (bad / valid) / (1 - target) over a look-back. At 1 the budget lasts exactly \
      its window; at 14.4 a budget of 30 days is gone in two days and two hours, and one hour of \
      it takes 2 %.

      A rule has a factor and two look-backs, and holds while the burn rate is above the factor in \
      both: the long one says that it matters, the short one that it still goes on. The `default` \
      policy has four, from the Google SRE Workbook: page at 14.4 over 1 h and 5 min, and at 6 \
      over 6 h and 30 min; ticket at 3 over 1 d and 2 h, and at 1 over 3 d and 6 h. It asks for at \
      least 2 bad events, and that chance alone would not explain them (95 %): one failure among \
      ten requests has a burn rate of 100 at a target of 99.9 %, and says nothing.

      Comparisons are made in whole numbers: a burn rate exactly at the factor does not fire.

      What to do with it: a high rate in the short look-back alone has just begun, or is a blip. \
      High in the long one alone, it is over. High in both, look at who is hit: `sloctl customers`.
      """,
    examples: [
      Example("All objectives, now", "sloctl burn --at now"),
      Example(
        "How fast did it burn during the incident?",
        "sloctl burn api-availability --at 2026-10-03T14:20:00Z"),
      Example(
        "Does any page rule hold?",
        "sloctl burn --format json | jq '.objectives[].rules[] | select(.holds)'"),
    ],
    statuses: [
      (.answered, "answered, whatever the rates are"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config"),
      (.noVerdict, "no objective had valid events, or an input could not be read"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-budget(1)", "sloctl-gate(1)", "slos.json(5)"])
}
