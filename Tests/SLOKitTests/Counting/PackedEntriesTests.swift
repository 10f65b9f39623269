// Packed entries against the list that they were made of; and bytes that never were any.

import Testing

@testable import SLOKit

struct PackedEntriesTests {
  /// Entries in order, each pair once.
  private static func entries(_ random: inout SeededGenerator) -> [KeyLog.Entry] {
    let step = random.pick([1, 3, 1000, 20_000_000])
    var key = random.below(step)
    var entries: [KeyLog.Entry] = []
    for _ in 0..<random.below(200) where key < KeyLog.mostKeys {
      for outcome in 0...KeyLog.Entry.unjudgedIndex where random.chance(40) {
        let specimens = random.chance(60) ? 1 : UInt32.random(in: 1...(.max), using: &random)
        let most = Counts.mostEvents / Int64(specimens)
        let weight = random.chance(60) ? 1 : Int64.random(in: 1...max(1, most), using: &random)
        entries.append(
          KeyLog.Entry(
            key: key, outcome: outcome, specimens: specimens, events: Int64(specimens) * weight))
      }
      key += 1 + random.below(step)
    }
    return entries
  }

  private static func unpacked(_ packed: PackedEntries) -> [KeyLog.Entry] {
    var entries: [KeyLog.Entry] = []
    packed.forEach { entries.append($0) }
    return entries
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `what was packed comes out again`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let entries = Self.entries(&random)
    let packed = PackedEntries(entries)
    #expect(packed.count == entries.count)
    #expect(Self.unpacked(packed) == entries, "seed \(seed)")
    let keyCount = entries.last.map { Int($0.key) + 1 } ?? 0
    let checked = try PackedEntries(
      checking: packed.bytes, count: packed.count, keyCount: keyCount, BinaryReader([]))
    #expect(Self.unpacked(checked) == entries)
  }

  @Test func `a good request of one customer in a thousand takes two bytes`() {
    let entries = (0..<1000).map {
      KeyLog.Entry(
        key: $0 * 1000, outcome: KeyLog.Entry.goodIndex, specimens: 1, events: 1)
    }
    #expect(PackedEntries(entries).bytes.count <= 2 * entries.count)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `bytes that were spoilt are refused, or are entries that can be`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let packed = PackedEntries(Self.entries(&random))
    let keyCount = random.pick([10, 100_000, KeyLog.mostKeys])
    for _ in 0..<20 {
      var bytes = packed.bytes
      var count = packed.count
      switch random.below(4) {
      case 0 where !bytes.isEmpty: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
      case 1 where !bytes.isEmpty: bytes.removeLast(1 + random.below(bytes.count))
      case 2: bytes += (0..<random.below(20)).map { _ in UInt8(random.below(256)) }
      default: count += random.below(3) - 1
      }
      guard
        let read = try? PackedEntries(
          checking: bytes, count: count, keyCount: keyCount, BinaryReader([]))
      else { continue }
      let entries = Self.unpacked(read)
      #expect(entries.count == count)
      #expect(entries.allSatisfy { $0.isPossible && Int($0.key) < keyCount })
      #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.order < $1.order })
    }
  }
}
