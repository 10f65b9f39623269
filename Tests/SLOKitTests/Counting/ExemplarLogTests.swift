// The earliest few events of each bucket, against a list of all of them.

import Testing

@testable import SLOKit

struct ExemplarLogTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the earliest of a bucket are kept in whatever order they come`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var log = ExemplarLog()
    var all: [(bucket: Int, instant: Int64, line: Int)] = []
    for line in 1...120 {
      let bucket = Int.random(in: -3...3, using: &random)
      let instant = Int64(bucket) * 100 + Int64.random(in: 0..<100, using: &random)
      all.append((bucket, instant, line))
      let timestamp = Timestamp(nanoseconds: instant)
      if log.wants(timestamp, bucket: bucket) {
        log.add(at: timestamp, bucket: bucket, file: "a", line: line, trace: nil)
      }
    }
    let kept = Dictionary(grouping: all, by: \.bucket).values.flatMap { events in
      events.sorted { ($0.instant, $0.line) < ($1.instant, $1.line) }
        .prefix(ExemplarLog.perBucket)
    }.sorted { ($0.instant, $0.line) < ($1.instant, $1.line) }
    for range in [-3..<4, -1..<2, 2..<3, 5..<9] {
      let inside = kept.filter { range.contains($0.bucket) }
      for count in [0, 1, 7, 100] {
        #expect(log.latest(count, in: range).map(\.line) == inside.suffix(count).map(\.line))
      }
    }
  }

  @Test func `a trace id is cut, and a missing one stays missing`() {
    var log = ExemplarLog()
    let instant = Timestamp(nanoseconds: 0)
    let long = [UInt8](repeating: 7, count: 1000)
    log.add(at: instant, bucket: 0, file: "a", line: 1, trace: long)
    log.add(at: instant, bucket: 0, file: "b", line: 1, trace: nil)
    let found = log.latest(2, in: 0..<1)
    #expect(found.map(\.file) == ["a", "b"])
    #expect(found.map(\.trace?.count) == [ExemplarLog.maxTraceBytes, nil])
  }
}
