// Signals that can be read. In a process of its own, since handlers are the whole process's.

import Glibc
import Testing

@testable import SLOKit

struct SignalPipeTests {
  @Test func `signals are kept until they are asked for, each once`() async {
    await #expect(processExitsWith: .success) {
      let signals = try SignalPipe()
      guard signals.drain().isEmpty else { exit(1) }
      for signal in [SIGTERM, SIGHUP, SIGHUP] { raise(signal) }
      guard signals.drain() == [.hangUp, .terminate] else { exit(2) }
      guard signals.drain().isEmpty else { exit(3) }
      exit(0)
    }
  }
}
