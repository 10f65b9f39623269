// The runbook of sloctl-daemon(8): each warning and each metric of the daemon by its name, what it
// means and what to do. A test asks that none is missing.

extension ManualText {
  static let runbook = [
    Section(
      "Warnings",
      """
      `sloctl status` lists them by these names, `/metrics` as `sloctl_warning{name="…"}`. A \
      daemon with warnings goes on: each says what its answers lack until somebody looks.

      - `checkpointFailing`: the state cannot be saved: the disk is full or broken, or the folder's \
      rights have changed. Nothing is lost yet: counting goes on and alerts are told. But a restart \
      would begin at the last checkpoint, read again what came since, and perhaps tell an alert \
      again. Make room or mend the disk; it saves by itself within seconds.
      - `alertLogFailing`: the alert log cannot be written. Its lines are kept in the state and \
      written when it can be. Make room, or let the daemon's user write the file's folder.
      - `alertLinesDropped`: the alert log could not be written for so long that more than 10,000 \
      lines waited for it, and the oldest were let go; since the daemon started. Whoever was to be \
      told was told all the same.
      - `receiverFailing`: a sink cannot be reached, or answers with an error; the reason stands \
      beside it. Notices wait and are tried again, at most five minutes apart. Mend the sink, its \
      URL or its `headersFile`; is `curl` installed? Until then look at `sloctl alerts --daemon` \
      yourself.
      - `noticesDropped`: a sink was away for so long that its outbox (`maxWaiting`) was full, and \
      notices were dropped: ends before tickets, tickets before pages. What still fires is told \
      of. Read the alert log for what was missed.
      - `noticesRefused`: a sink said that it does not want a notice, ever: it answered 400, 413, \
      414, 415 or 422. It is not tried again. The config's URL or the sink's rules are wrong.
      - `staleInput`: no event has come for 15 minutes. Either nobody asks for anything, or the \
      logger has stopped, the disk is full, the files have moved (see the sources in `sloctl \
      status`), or their timestamps are wrong. Budgets do not move and no burn alert can fire \
      meanwhile.
      - `catchingUp`: after a start or a stop the daemon reads what was written when nobody read. \
      It decides nothing until it is done. Wait; where the bytes to read do not go down, the disk \
      or the processor does not keep up with the logger.
      - `sourceUnreadable`: a file cannot be read, for the reason that stands beside it: mostly \
      rights. Let the daemon's user read it (`SupplementaryGroups=` in the unit). What others read \
      is counted; what this one holds is counted as soon as it can be read.
      - `sourcesLeftOut`: the patterns of `sources` match more files than `maxSources`, and those \
      of the latest names are not read: their events are missing from every figure. Make the \
      patterns narrower, keep rotated files elsewhere, or raise `maxSources`.
      - `inputGaps`: something was gone before it was read: a file was cut off, deleted or \
      overwritten while the daemon was down or behind. Those events are in no figure. Where it \
      comes back, rotate by renaming instead of by copying and cutting, and keep rotated files for \
      longer than the daemon is ever down.
      - `malformedLines`: lines that are not events, or whose timestamp is missing or no time. The \
      specimens in `sloctl status` show one of each kind. Mend the logger or the config's \
      `fields`; until then `gate` says how they could turn its verdict.
      - `lateEvents`: events older than the longest window and a day. They are counted nowhere. \
      Somebody replays old logs, or a clock is wrong.
      - `futureEvents`: events ahead of the clock by more than `maxSkew`. They are counted when \
      the clock gets there. A logger's clock is wrong, or a zone is: see `zone` in `slos.json(5)`.
      - `keysFull`: more customers than `maxKeys`. Totals stay exact; those that came last have no \
      budget of their own and are counted together. Raise `maxKeys`, at some 330 bytes each, or \
      see whether the field that is mapped to `customer` is one: a request's id is not.
      - `idsForgotten`: ids of requests were forgotten before `dedupe.horizon` was over, for want \
      of room: a duplicate that comes so late would be counted. Make the horizon shorter.
      - `reloadRefused`: the config that `SIGHUP` was to bring is wrong, and the old one goes on. \
      `sloctl check` says what is wrong; mend it and reload again.
      """),
    Section(
      "Metrics of the daemon",
      """
      Beside those of `sloctl export openmetrics`. `contrib/prometheus-rules.yml` alerts on them.

      - `sloctl_build_info`: the version, as a label.
      - `sloctl_start_timestamp_seconds`: when the daemon started.
      - `sloctl_ready`: 1 where `/readyz` says so.
      - `sloctl_catching_up`: 1 while a backlog is read.
      - `sloctl_decided_timestamp_seconds`: up to which bucket's end alerts were decided: more \
      than some minutes ago means that no alert can fire.
      - `sloctl_alerts`: alerts by `state`, firing or pending.
      - `sloctl_sources`: files that are tailed.
      - `sloctl_sources_left_out`: files past `maxSources`.
      - `sloctl_sources_unreadable`: files that cannot be read.
      - `sloctl_source_lag_bytes`: what is written and not counted yet.
      - `sloctl_input_gaps`: how often something was gone before it was read.
      - `sloctl_input_gap_bytes`: how much of it, where that is known.
      - `sloctl_keys`: keys that have counts of their own.
      - `sloctl_keys_limit`: how many may.
      - `sloctl_other_key_events`: events of those past it.
      - `sloctl_forgotten_ids`: ids that were forgotten too early.
      - `sloctl_checkpoint_timestamp_seconds`: when the state was saved last.
      - `sloctl_checkpoint_bytes`: how large it is.
      - `sloctl_checkpoint_failing`: 1 where it cannot be saved.
      - `sloctl_alert_log_failing`: 1 where the alert log cannot be written.
      - `sloctl_alert_log_dropped_lines`: lines that it will never get.
      - `sloctl_reload_refused`: 1 where the newest config was refused.
      - `sloctl_memory_bytes`: memory that is held.
      - `sloctl_receiver_waiting`: notices that wait for a sink; the labels `receiver`, its number \
      in the config, `kind` and `place` say which.
      - `sloctl_receiver_standing`: alerts that a sink is reminded of each minute.
      - `sloctl_receiver_told`: notices that it took.
      - `sloctl_receiver_merged`: notices that gave way to a later one of their alert.
      - `sloctl_receiver_dropped`: notices that found no room.
      - `sloctl_receiver_refused`: notices that it refused for good.
      - `sloctl_receiver_failures`: attempts that failed in a row.
      - `sloctl_warning`: 1 for each warning above that holds, by `name`.
      """),
  ]
}
