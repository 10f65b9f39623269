// Threads of the system: each does one thing and is waited for. A thread that cannot be had is told
// of, and whoever wanted it does the work alone.
//
// Invariants: A thread is handed one retained reference, which it takes over; where none starts, it
// is given back. What is run is `Sendable`, and the thread is joined once.

internal import Glibc

/// A thread that does one thing.
package final class WorkThread {
  private let thread: pthread_t

  /// A reference that a thread takes over.
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that does `work`; nil where the system gives none. It has to be joined.
  package init?(_ work: @escaping @Sendable () -> Void) {
    let retained = unsafe Unmanaged.passRetained(Work(work))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, retained.toOpaque())
    guard code == 0 else {
      unsafe retained.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until the work is done.
  package func join() { pthread_join(thread, nil) }

  /// How many threads can run at once: the system's processors, at least 1.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
