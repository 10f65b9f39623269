// The prose of sloctl-daemon(8), but for the runbook, which is a file of its own.

extension ManualText {
  static let daemon = ManualText(
    chapter: 8,
    about: """
      Tails the event files, keeps the counts, decides alerts and tells of them, and answers the \
      questions that `sloctl budget`, `burn`, `customers`, `gate`, `alerts` and `status` ask with \
      `--daemon`. It reads the config's `sources`, or the files that are named, until it is told \
      to end.
      """,
    description: """
      Every line is counted once, whatever happens: one checkpoint in the state folder holds how \
      far each file was read, the counts, the alerts and what is still to be told, so that these \
      agree after a crash. What cannot be had back, such as what was cut off before it was read, \
      is counted and told of as a gap. The first start reads all that the files hold; while it \
      does, and after a stop, the daemon is _catching up_: it answers, but is not ready, and tells \
      of no alert before it has read what there is.

      Files are followed through rotation: renamed, copied and cut, replaced, deleted, compressed. \
      A last line without its end is counted when it is ended, or when its file was rotated away.

      An alert is decided five seconds after its bucket has ended, is written to the alert log \
      once, and is then told to each of the config's sinks: to webhooks and commands at least \
      once, with the same key (`Idempotency-Key`), to Alertmanagers each minute for as long as it \
      fires. What cannot be told waits, in a bounded outbox that outlasts a restart, and is tried \
      again after 1 second to 5 minutes. An alert whose time went by while the daemon was down is \
      logged as `late`, and told of only where it still fires.

      One daemon has one state folder; a second one is refused, and told who holds it. `SIGHUP` \
      takes over a changed config: counts are kept by the names of objectives, and a config that \
      is wrong is refused and the old one kept. `SIGTERM` saves and ends. Where systemd started \
      it, it says when it is ready and, only as long as it gets on, that it is alive; \
      `contrib/sloctl.service` is a hardened unit.
      """,
    sections: [
      ManualText.Section(
        "The socket",
        """
        Who may open the socket's file may ask: its owner, root, and the members of its group. A \
        question is one line of JSON, \
        `{"ask":"gate","objective":"api","maxBurn":["1h=2","page"]}`, where `ask` is `budget`, \
        `burn`, `customers`, `gate`, `alerts` or `status`, and the other names are those of the \
        command's options, written `minRemaining` for `--min-remaining`. A reply is one line of \
        JSON: `status`, what the command would end with, and `answer`, the value that the command \
        prints with `--format json`; or `output`, its text, where the question had a `format`; or \
        `error` and `advice`. A connection may ask any number of questions, one after the other.
        """),
      ManualText.Section(
        "HTTP",
        """
        With `--listen` the daemon answers `GET` and `HEAD`, one request a connection, without \
        ever reading a body. On an address that is not loopback it wants `Authorization: Bearer` \
        and the token of `--listen-token-file`; on loopback the request must name a loopback host, \
        so that no web page can ask through a name of its own.

        - `/`: the page of sloctl-report(1) for every objective's window as of now, with what fires \
        and what is wrong with the daemon. How long events took, what failures share and the period \
        before are not on it: the daemon keeps counts and not events.
        - `/metrics`: the figures of all objectives and of the daemon, for Prometheus.
        - `/healthz`: 200 while it runs.
        - `/readyz`: 200 where its answers can be relied on; 503, and why not, while it catches up \
        and where no event has come for 15 minutes.
        - `/api/v1/budget`, `burn`, `customers`, `alerts`, `status`: the command's JSON; its \
        options are the query, as in `?objective=api&format=csv`.
        - `/api/v1/gate`: 200 go, 409 refused, 503 no verdict, so that a job far from the logs \
        needs only `curl -f`.
        """),
    ] + runbook,
    examples: [
      Example(
        "As contrib/sloctl.service starts it",
        "sloctl daemon -c /etc/sloctl/slos.json --state /var/lib/sloctl"),
      Example("See what it would tell, telling nobody", "sloctl daemon --state /tmp/try --dry-run"),
      Example(
        "Hold up a deploy from another machine", "curl -f http://127.0.0.1:7560/api/v1/gate"),
    ],
    statuses: [
      (.answered, "ended by SIGTERM or SIGINT, and saved"),
      (
        .wrongQuestion,
        """
        an unknown option, an unreadable or wrong config, a state folder that another daemon holds \
        or that others may write
        """
      ),
      (.noVerdict, "the state could not be read or saved"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-status(1)", "sloctl-gate(1)", "slos.json(5)"])
}
