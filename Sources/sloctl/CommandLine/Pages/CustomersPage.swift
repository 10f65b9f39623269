// The prose of sloctl-customers(1).

extension ManualText {
  static let customers = ManualText(
    about: """
      Says how one objective looks to each of its customers: everyone's budget, the worst first; \
      how many customers are within theirs; and how wide the failures are spread.
      """,
    description: """
      A total hides its parts: at 99.9 % one customer of a thousand may have had nothing but \
      failures. So every customer has a budget of its own here, by its own traffic and the \
      objective's target, or its own from `overrides`.

      - customers in budget: those whose objective is met, of those with valid events.
      - breadth: how many customers have a bad event, and the smallest number of them who hold \
      half of all bad events. Large means an outage; 1 means one customer's trouble.

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
