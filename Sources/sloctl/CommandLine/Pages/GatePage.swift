// The prose of sloctl-gate(1).

extension ManualText {
  static let gate = ManualText(
    about: """
      Judges the objectives, or those that are named, and answers with the exit status: go (0), \
      refused (1), or no verdict (3). An exhausted budget refuses; the options refuse more. It \
      prints the arithmetic behind its verdict.
      """,
    description: """
      Put it in front of a deploy. A gate that cannot know must not guess, so that there is a \
      third answer: where data is missing, old or unreadable the status is 3, and the script \
      decides what that means. With `&&` it stops the deploy, as a refusal does.

      A refusal outranks a missing verdict: where one objective refuses and another has no data, \
      the status is 1.

      No verdict is given for an objective without valid events; with fewer than `--min-valid`; \
      whose newest event is older than `--max-age`; whose events cover less of the window than \
      `--min-coverage`; while a misattribution holds, that is, while failures that were excused as \
      the customers' own rise in so many customers at once that they are hardly theirs; and where \
      counting every malformed line and unjudged event as bad would turn _go_ into _refused_.

      `--format github` writes the verdict as annotations of a GitHub Actions step, `--format \
      junit` as a test report that other CI systems show.

      Recipes:

      - `--max-burn page`: for ordinary deploys: refuse while something is on fire.
      - `--last-deploy`: between the steps of a rollout: refuse to go on where failures are more \
      frequent since the last deploy that was marked than in the day before it, and not by chance.
      - `--min-remaining 10% --min-forecast 24h`: for risky ones: leave room to fail.
      - `--max-customers-out 1%`: where each customer has a promise of its own.
      - `--charge infrastructure`: for changes of the platform: a dependency's bad week does not \
      hold them up.
      - `--override "fixes the leak, INC-4711"`: for the fix. The reason is printed with the \
      verdict that it overrides.
      """,
    examples: [
      Example("Deploy unless something is on fire", "sloctl gate --max-burn page && ./deploy"),
      Example(
        "A risky change, judged by one objective",
        "sloctl gate api-availability --min-remaining 10% --max-burn 6h=1"),
      Example(
        "In a CI step, on logs fetched before",
        "sloctl gate --format github --max-age 15m logs/*.ndjson"),
      Example(
        "Ship the fix all the same",
        "sloctl gate --override 'rolls back the bad build' && ./deploy"),
    ],
    statuses: [
      (.answered, "go, or overridden"),
      (.no, "refused"),
      (.wrongQuestion, "an unknown option or objective, an unreadable config"),
      (.noVerdict, "no verdict: missing, old, thin or unreadable data, or misattribution"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-budget(1)", "sloctl-burn(1)", "sloctl-mark(1)", "slos.json(5)"])
}
