// A mutex and a condition over pthreads. Invariants: the two C objects live in memory of their own
// from `init` to `deinit`, at one address, as pthreads want; nobody holds the lock when it goes.
//
// `Synchronization.Mutex` would do, but thread sanitizer cannot see it and reports what is no race.

internal import Glibc

/// Lets one thread at a time do something.
@safe package final class Lock: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Waits until nobody holds the lock, then holds it until `unlock()`.
  package func lock() {
    let code = unsafe pthread_mutex_lock(mutex)
    precondition(code == 0, "pthread_mutex_lock: \(code)")
  }

  /// Lets go of the lock.
  package func unlock() { unsafe pthread_mutex_unlock(mutex) }

  /// Lets go of the lock until `wakeAll()` is called, which may be for somebody else: ask again
  /// whether what you wait for has come.
  package func wait() { unsafe pthread_cond_wait(condition, mutex) }

  /// Wakes everybody who waits.
  package func wakeAll() { unsafe pthread_cond_broadcast(condition) }

  /// Does `body` while holding the lock.
  package func withLock<Result: ~Copyable, E: Error>(
    _ body: () throws(E) -> Result
  ) throws(E) -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}
