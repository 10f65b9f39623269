// What a daemon answers, and how it says it is.

extension DaemonCore: DaemonDesk {
  /// The longest end of an alert log that is given out, and the longest marker file, in bytes.
  private static let logLimitBytes: Int64 = 1 << 24
  private static let markersLimitBytes = 1 << 24

  package func answer(to question: Question) throws(QuestionRefusal) -> Answer {
    try engine.answer(to: question)
  }

  package func periodReport() throws(QuestionRefusal) -> PeriodReport {
    // Deploys that cannot be read keep nobody from the rest.
    try engine.periodReport(deploys: (try? deploys()) ?? [])
  }

  package var openAlerts: [AlertRecord] { engine.openAlerts() }

  package var newestFailures: [NewestFailures.Failure] { engine.newestFailures }

  package func alertLog() throws(QuestionRefusal) -> [UInt8]? {
    guard let name = configuration.daemon.alertLog else { return nil }
    let path = FilePath(name)
    do throws(SystemError) {
      let file = try OpenFile(path, .owned, in: world.files)
      let sizeBytes = try file.status().sizeBytes
      let start = max(0, sizeBytes - Self.logLimitBytes)
      let bytes = try file.bytes(at: start, count: Int(sizeBytes - start))
      if start == 0 { return bytes }
      return Array(bytes.drop { $0 != .newline }.dropFirst())
    } catch {
      if error.isNotFound { return [] }
      throw QuestionRefusal(
        message: "the alert log \(path.text) could not be read: \(error.reason)",
        advice: "make it readable for the daemon's user")
    }
  }

  package func deploys() throws(QuestionRefusal) -> [DeployMarker] {
    guard let name = configuration.markers else {
      throw QuestionRefusal(
        message: "the config names no file of deploy markers", advice: "give it \"markers\"")
    }
    do {
      let file = try OpenFile(FilePath(name), .input, in: world.files)
      let bytes = try file.bytes(at: 0, count: Self.markersLimitBytes)
      return try DeployMarker.markers(in: bytes, file: name)
    } catch let error as SystemError {
      throw QuestionRefusal(
        message: "the marker file \(name) could not be read: \(error.reason)",
        advice: "make it readable for the daemon's user")
    } catch {
      throw QuestionRefusal(
        message: "the marker file \(name) is not right: \(error)", advice: "mend it")
    }
  }

  package func status() -> DaemonStatus {
    var status = DaemonStatus(startedAt: startedAt, now: clock)
    status.version = settings.version
    status.configPath = settings.configPath
    status.decidedTo = engine.decidedTo
    status.isCatchingUp = !tails.hasCaughtUp
    status.newestEvent = engine.newestEvent
    status.input = engine.accounting
    status.sources = tails.tails.map {
      DaemonStatus.Source(
        path: $0.position.path.text, sizeBytes: $0.position.seenBytes,
        offsetBytes: $0.position.offsetBytes, problem: $0.problem)
    }
    let tailed = Set(status.sources.map(\.path))
    status.sources += tails.problems.sorted { $0.key < $1.key }
      .filter { !tailed.contains($0.key.text) }.map {
        DaemonStatus.Source(
          path: $0.key.text, sizeBytes: 0, offsetBytes: 0, problem: $0.value)
      }
    status.sourcesLeftOut = tails.overflowCount
    (status.gaps, status.gapBytes) = (tails.gaps.count, tails.gaps.bytes)
    (status.keys, status.maxKeys) = (engine.keyCount, Int(clamping: configuration.daemon.maxKeys))
    status.otherKeyEvents = engine.otherKeyEvents
    status.forgottenIDs = engine.forgottenIDs
    let open = engine.openAlerts()
    status.firing = open.count { $0.phase == .firing }
    status.pending = open.count { $0.phase == .pending }
    status.isStale = open.contains {
      $0.phase == .firing && $0.subject.kind == .staleData && $0.subject.objective.isEmpty
    }
    status.checkpoint = saver.status
    status.alertLogProblem = log.problem
    status.alertLogDropped = log.droppedCount
    status.reloadProblem = reloadProblem
    status.receivers = courier.receivers
    status.memoryBytes = world.memoryBytes()
    return status
  }
}

extension DaemonCore {
  /// Takes over a new config. What cannot be kept is said.
  package func reconfigure(_ configuration: Configuration, now: Int64) {
    self.configuration = configuration
    for sentence in engine.reconfigure(configuration) { world.say(sentence) }
    tails.reconfigure(TailSet.Settings(configuration, words: settings.words, world.sabotage))
    forgetDecoders()
    courier.reconfigure(configuration.daemon)
    log.name(settings.isDryRun ? nil : configuration.daemon.alertLog.map { FilePath($0) })
    reloadProblem = nil
    nextLook = now
  }

  /// Keeps the config that there is, since the new one cannot be used.
  package func refuseReload(_ reason: String) {
    reloadProblem = reason
    world.say("the new config was refused, the old one goes on: \(reason)")
  }
}
