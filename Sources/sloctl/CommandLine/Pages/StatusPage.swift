// The prose of sloctl-status(1).

extension ManualText {
  static let status = ManualText(
    about: """
      Asks the running daemon how it is: what it reads and how far it is behind, what it has saved, \
      whom it tells of alerts, and what is wrong, in words. The exit status says whether its \
      answers can be relied on now.
      """,
    description: """
      What is wrong comes first, a warning a line, each by its name; the runbook in \
      `sloctl-daemon(8)` says of every name what it means and what to do. A daemon with warnings may \
      still be ready: its answers stand, and something wants to be looked at.

      It is not ready while it reads what was written when nobody read (_catching up_), and where no \
      event has come for 15 minutes. Its HTTP server says the same at `/readyz`, and the figures at \
      `/metrics`.
      """,
    examples: [
      Example("How is it?", "sloctl status"),
      Example("Wait for it after a restart", "until sloctl status >/dev/null; do sleep 1; done"),
      Example(
        "How far behind it is, in bytes", "sloctl status --format json | jq .lagBytes"),
    ],
    statuses: [
      (.answered, "ready, perhaps with warnings"),
      (.wrongQuestion, "an unknown option"),
      (.noVerdict, "not ready, or no daemon answers"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-daemon(8)"])
}
