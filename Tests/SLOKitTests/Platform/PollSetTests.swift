import Foundation
import Testing

@testable import SLOKit

struct PollSetTests {
  @Test func `what is ready wakes, what was not asked for does not`() throws {
    let pipe = Pipe()
    let (reading, writing) = (
      pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor
    )
    var poll = PollSet()
    poll.watch(reading, for: .reading)
    poll.watch(writing, for: .writing)
    try poll.wait()
    #expect(!poll.isReady(reading, for: .reading) && poll.isReady(writing, for: .writing))
    #expect(!poll.isReady(reading, for: .writing) && !poll.isReady(99, for: .reading))

    pipe.fileHandleForWriting.write(Data("x".utf8))
    poll.clear()
    poll.watch(reading, for: .reading)
    try poll.wait()
    #expect(poll.isReady(reading, for: .reading) && !poll.isReady(writing, for: .writing))
  }

  @Test func `an end is ready to be read`() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.close()
    var poll = PollSet()
    poll.watch(pipe.fileHandleForReading.fileDescriptor, for: .reading)
    try poll.wait()
    #expect(poll.isReady(pipe.fileHandleForReading.fileDescriptor, for: .reading))
  }

  @Test func `the earliest deadline ends the wait`() throws {
    let start = monotonicNanoseconds()
    var poll = PollSet()
    poll.wake(at: start + 3_600_000_000_000)
    poll.wake(at: start + 2_000_000)
    try poll.wait()
    #expect(monotonicNanoseconds() >= start + 2_000_000)
  }

  @Test(
    arguments: [
      (nil, 5, -1), (5, 5, 0), (4, 5, 0), (6, 5, 1), (1_000_005, 5, 1), (1_000_006, 5, 2),
      (Int64.max, 5, Int32.max), (Int64.max, Int64.min, Int32.max), (Int64.min, Int64.max, 0),
    ] as [(Int64?, Int64, Int32)])
  func `a wait is never shorter than asked`(_ deadline: Int64?, _ now: Int64, _ wanted: Int32) {
    #expect(PollSet.milliseconds(until: deadline, from: now) == wanted)
  }
}
