// The prose of sloctl-init(1).

extension ManualText {
  static let initialise = ManualText(
    about: """
      Looks at the events of FILE and writes a config to start from: which fields there are and what \
      they seem to be, and objectives whose targets those events would just have met.
      """,
    description: """
      Up to 100,000 lines are looked at. The format is the one in which nearly all of them can be \
      read. Fields are found by name – those of OpenTelemetry's semantic conventions, ECS, nginx, \
      Envoy, Caddy, IIS, Cloudflare, CloudTrail and the Kubernetes audit log among them – and only \
      where their values could be what the name says. Where there is no status, a success, an \
      outcome, an error code or a level tells good events from failed ones.

      The config is the one that `-c` or `SLOCTL_CONFIG` names, else `slos.json`; one that is there \
      is never written over. Each objective's `description` says where its target is from: a target \
      is a promise, and what was is only where to start. What `init` was not sure of it says on \
      standard error.
      """,
    examples: [
      Example("A config for an access log", "sloctl init /var/log/nginx/access.log"),
      Example(
        "In another place", "sloctl init -c /etc/sloctl/slos.json /var/log/app/events.ndjson"),
      Example(
        "From a container's output", "docker logs shop | sloctl init -"),
    ],
    statuses: [
      (.answered, "the config is written"),
      (.wrongQuestion, "an unknown option, or there is a config already"),
      (.noVerdict, "FILE cannot be read, or holds no field that would do; the config not written"),
    ],
    seeAlso: ["sloctl(1)", "sloctl-check(1)", "sloctl-simulate(1)", "slos.json(5)"])
}
