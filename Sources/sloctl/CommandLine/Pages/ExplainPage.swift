// The prose of sloctl-explain(1).

extension ManualText {
  static let explain = ManualText(
    about: """
      Says which values of which fields the failures of one objective have in common and good \
      events have not: the build, the region, the customer, or two of them together. Every field \
      of the events is looked at, nested ones too, whether the config knows it or not.
      """,
    description: """
      The failed events of the look-back are compared with the good ones of the same look-back \
      and of the day before it: where everything fails, only the time before can tell what is \
      special. The columns:

      - FAILED: the failed events that have the value.
      - OF ALL: their share of all failed events, the support.
      - LIFT: that share divided by the value's share of the good events. `∞`: no good event has it.
      - EXCESS: the failed events beyond those that the value's share of the good events would \
      give. Rows are in this order.

      Listed is what at least 5 failed events and 5 % of them have, with a lift of 1.5 or more, \
      where chance lists anything at all in less than one case of twenty (the hypergeometric tail, \
      divided by how many values, and pairs of values, there were). Pairs are made of the ten \
      values with the largest excess. What says the same as another row, having 95 % of its \
      failures in common with it, stands under that row. Where nothing is listed, the failures \
      look like the traffic: their cause is in no field.

      Of what has the same excess one value comes before two, a name before a span of numbers, and \
      a pair never before a value of its own whose lift it does not raise by a tenth; where that \
      value is listed such a pair tells nothing new, and only JSON and CSV have it.

      Numbers are compared by the powers of two that they lie between: `256..<512`. The fields of \
      `match` and `good`, the timestamp, the origin, the trace and the id are left out; so are \
      fields of which nearly every failure has its own value, such as session ids, and those are \
      named.
      """,
    examples: [
      Example(
        "What do the failures of the last hour share?", "sloctl explain api-availability --last 1h"),
      Example(
        "What did one customer do wrong?",
        "sloctl explain api-availability --excused --customer acme"),
      Example(
        "An incident of last week",
        "sloctl explain api --from 2026-11-12T09:00:00Z --to 2026-11-12T10:00:00Z"),
      Example(
        "For a program", "sloctl explain api-availability --format json | jq '.rows[0].terms'"),
    ],
    statuses: [
      (.answered, "answered, whether or not anything is listed"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config"),
      (.noVerdict, "there was no event to compare, or an input could not be read"),
    ],
    seeAlso: [
      "sloctl(1)", "sloctl-budget(1)", "sloctl-compare(1)", "sloctl-events(1)", "slos.json(5)",
    ])
}
