// The daemon as a process: one thread that waits for files, clients, sinks and signals, and gives
// each that is ready a bounded turn. What it serves and decides is the core's; here is when.

/// A daemon that runs until it is told to end.
package final class DaemonLoop {
  /// Where it answers and from where it gets its config anew.
  package struct Settings {
    package var core: DaemonCore.Settings
    package var socket: FilePath
    /// Where it listens for HTTP; nil does not.
    package var listen: ListenAddress?
    /// What HTTP requests must carry; nil asks for none.
    package var token: [UInt8]?
    /// The config as it is now.
    package var readConfig: () throws(ReloadProblem) -> Configuration

    package init(
      core: DaemonCore.Settings, socket: FilePath,
      readConfig: @escaping () throws(ReloadProblem) -> Configuration
    ) {
      self.core = core
      self.socket = socket
      self.readConfig = readConfig
    }
  }

  /// Why a config cannot be used, in a sentence.
  package struct ReloadProblem: Error {
    package let reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  /// Why there is no daemon.
  package enum Failure: Error {
    /// What it was told to use cannot be used.
    case state(StateProblem)
    /// The system refused something.
    case system(SystemError)
  }

  private let settings: Settings
  private let core: DaemonCore
  private let servers: [any LoopMember]
  /// Nobody else has the state while it lives.
  private let folder: StateFolder
  private let signals: SignalPipe
  private let watch: FileWatch?
  private let manager: ServiceManager
  private var nextBeat = Int64.min
  /// What had been done when the service manager was told last.
  private var progress = StateMark()
  private let say: (String) -> Void

  /// Takes the state folder, goes on from what is in it, and opens the servers.
  ///
  /// - Parameter say: Tells the operator, a line at a time.
  package init(
    _ configuration: Configuration, _ settings: Settings, manager: ServiceManager,
    say: @escaping (String) -> Void
  ) throws(Failure) {
    self.settings = settings
    self.manager = manager
    self.say = say
    let files = SystemFiles()
    do throws(StateProblem) {
      folder = try StateFolder(
        settings.core.stateFolder, process: ThisProcess.number, user: ThisProcess.user, in: files)
      var world = DaemonCore.World(
        files: files,
        unpacker: { (path) throws(SystemError) in try DecompressedFile(path) },
        wallClock: { Timestamp(nanoseconds: wallClockNanoseconds()) }, courier: .real(say: say),
        say: say)
      world.memoryBytes = { ThisProcess.residentBytes }
      core = try DaemonCore(configuration, settings.core, world, now: monotonicNanoseconds())
    } catch {
      throw .state(error)
    }
    do throws(SystemError) {
      signals = try SignalPipe()
      var servers: [any LoopMember] = [try QueryServer(settings.socket, desk: core)]
      if let address = settings.listen {
        servers.append(try HTTPServer(address, token: settings.token, desk: core))
      }
      self.servers = servers
    } catch {
      throw .system(error)
    }
    // Without hints names and sizes are looked at every second.
    watch = try? FileWatch()
  }

  /// Runs until SIGTERM or SIGINT, and saves.
  ///
  /// - Returns: Whether all that it knew is saved.
  package func run() throws(SystemError) -> Bool {
    manager.tell(.ready)
    var poll = PollSet()
    while true {
      prepare(&poll)
      try poll.wait()
      let now = monotonicNanoseconds()
      if poll.isReady(signals.descriptor, for: .reading), obeysEnd(now) {
        manager.tell(.stopping)
        core.finish(now: monotonicNanoseconds())
        return core.status().checkpoint.problem == nil
      }
      if let watch, poll.isReady(watch.descriptor, for: .reading) {
        core.note(watch.drain(), now: now)
      }
      for server in servers { server.proceed(poll, now: now) }
      core.courier.proceed(poll, now: now)
      core.proceed(now: now)
      beat(monotonicNanoseconds())
    }
  }

  private func prepare(_ poll: inout PollSet) {
    let now = monotonicNanoseconds()
    poll.clear()
    poll.watch(signals.descriptor, for: .reading)
    if let watch {
      watch.watch(core.watchedFolders)
      poll.watch(watch.descriptor, for: .reading)
    }
    for server in servers { server.prepare(&poll, now: now) }
    core.courier.prepare(&poll, now: now)
    poll.wake(at: core.wakesAt(now: now))
    if manager.watchdogNanoseconds != nil { poll.wake(at: nextBeat) }
  }

  /// Does what the signals that came ask for; whether one asks for the end.
  private func obeysEnd(_ now: Int64) -> Bool {
    let came = signals.drain()
    if came.contains(.interrupt) || came.contains(.terminate) { return true }
    if came.contains(.hangUp) { reload(now) }
    return false
  }

  private func reload(_ now: Int64) {
    manager.tell(.reloading)
    do throws(ReloadProblem) {
      core.reconfigure(try settings.readConfig(), now: now)
      say("the config was read anew")
    } catch {
      core.refuseReload(error.reason)
    }
    manager.tell(.ready)
  }

  /// Tells the service manager that it gets on, but only where it does: it has nothing to do, or has
  /// done something since it was told last.
  private func beat(_ now: Int64) {
    guard let interval = manager.watchdogNanoseconds, now >= nextBeat else { return }
    nextBeat = now &+ interval
    let made = core.stateMark
    guard core.wakesAt(now: now) > now || made != progress else { return }
    progress = made
    manager.tell(.watchdog)
  }
}
