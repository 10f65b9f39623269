// The prose of sloctl-customers(1).

extension ManualText {
  static let customers = ManualText(
    about: """
      Says how one objective looks to each of its customers: everyone's budget, the worst first; \
      how many customers are within theirs; how wide the failures are spread; and for how long \
      customers were down.
      """,
    description: """
      A total hides its parts: at 99.9 % one customer of a thousand may have had nothing but \
      failures. So every customer has a budget of its own here, by its own traffic and the \
      objective's target, or its own from `overrides`.

      - customers in budget: those whose objective is met, of those with valid events.
      - breadth: how many customers have a bad event, and the smallest number of them who hold \
      half of all bad events. Large means an outage; 1 means one customer's trouble.
      - user-uptime: the share of customers' time that was up. After an event the time up to the \
      customer's next one, at most 30 minutes, is down where the event was bad, else up. A client \
      that retries without end hardly counts, and a quiet customer's outage does (Hauer et al., \
      "Meaningful Availability", NSDI 2020). Below the customers stands the worst it has been over \
      a minute, an hour, a day: many blips and one outage of the same total differ there.

      User-uptime needs a customer's events in order. An event that is read behind up to 131,072 \
      younger ones is put in order; one that comes later still, such as the same customer's in a \
      second server's file, has no time and is counted as too late. Such files are best merged first. \
      A daemon keeps counts and not events, so that with `--daemon` user-uptime is absent.

      INFRA, DEPEND, OWN and UNKNOWN are the customer's failures by origin: the platform's, a \
      dependency's, the customer's own, and those that nobody attributed.

      The customer is the role `customer` of the config. Events without one are counted as \
      unkeyed.
      """,
    examples: [
      Example("The ten customers that are worst off", "sloctl customers api-availability --top 10"),
      Example("Who was hit in the last hour?", "sloctl customers api-availability --last 1h"),
      Example(
        "All, for a spreadsheet",
        "sloctl customers api-availability --format csv > customers.csv"),
    ],
    statuses: [
      (.answered, "answered, whatever the figures are"),
      (.wrongQuestion, "an unknown option or objective, no customer field, an unreadable config"),
      (.noVerdict, "no customer had valid events, or an input could not be read"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-budget(1)", "sloctl-burn(1)", "slos.json(5)"])
}
