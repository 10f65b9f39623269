// The prose of sloctl-export(1).

extension ManualText {
  static let export = ManualText(
    about: """
      Writes the figures of every objective, or those that are named, for another system. The \
      FORMAT `openmetrics` is the text that Prometheus and its kin scrape.
      """,
    description: """
      The metrics are gauges as of one instant: budget, spent, remaining, burn rates by look-back, \
      the counts by origin, and how the lines were counted. A figure that does not exist, such as \
      the ratio of an objective without events, is left out rather than written as 0.

      No customer's name is in a label unless `--by customer` asks for it: every name is a time \
      series of its own for whoever stores them. With `--top` there are no more than that many.

      Written to a file in the folder that the node exporter's textfile collector reads, the \
      figures of a cron job appear beside the machine's own. Write to another name first and \
      rename it, so that no half file is ever read.
      """,
    examples: [
      Example(
        "For the node exporter's textfile collector",
        "sloctl export openmetrics > slo.prom.new && mv slo.prom.new slo.prom"),
      Example(
        "Is the text what Prometheus expects?", "sloctl export openmetrics | promtool check metrics"
      ),
    ],
    statuses: [
      (.answered, "written"),
      (.wrongQuestion, "an unknown option, format or objective, an unreadable config"),
      (.noVerdict, "no objective had valid events, or an input could not be read"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-budget(1)", "slos.json(5)"])
}
