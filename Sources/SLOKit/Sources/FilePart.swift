// The part of a file that may hold the events of a span of time, found without reading the rest. The
// file is looked at in evenly spaced places, then by bisection in two of the stretches between them.
// All of it rests on events being in order but for `EventOrder.tolerance`: whatever speaks against
// that makes the part the whole file.
//
// Whether all events before a place are too old is told by all events of the block there being so;
// one from a clock gone wrong cannot move it.

/// A part of a file: whole lines.
struct FilePart: Sendable {
  /// Where it starts and ends; `end` is .max where it goes on to the end of the file.
  var start: Int64 = 0
  var end: Int64 = .max
  /// How long the file was when it was looked at.
  var sizeBytes: Int64 = 0
  /// How much time the rest of the file is from.
  var leftOutSpan = TimeSpan.zero
  /// How far behind an event was found to be; nil where events are in order.
  var disorder: TimeSpan?

  /// How much of the file is left out.
  var leftOutBytes: Int64 { start + max(0, sizeBytes - end) }
  /// Whether it has no byte.
  var isEmpty: Bool { leftOutBytes > 0 && start >= min(end, sizeBytes) }
}

/// Looks for a part of a file.
struct FilePartSearch {
  /// The events of a block.
  struct Sight {
    /// Where the block's first line starts, and where the block ends.
    let start: Int64, end: Int64
    var oldest: Timestamp
    var newest: Timestamp
    /// How far the furthest of them is behind another before it.
    var disorder = TimeSpan.zero
  }

  /// How closely a file is looked at.
  struct Grain: Sendable {
    /// Files of fewer bytes are read whole: that costs less than is worth telling of.
    var wholeBytes: Int64 = 1 << 20
    /// How many places are looked at.
    var placeCount: Int64 = 64
    /// How much is read in a place; where there is no event in it, up to 64 times as much.
    var blockBytes = 1 << 14

    /// The most that is read in a place.
    var longestBlockBytes: Int { blockBytes * 64 }
    /// Stretches up to this length are not divided any more.
    var shortestBytes: Int64 { Int64(blockBytes) * 4 }
  }

  private let grain: Grain
  private let file: OpenFile
  let sizeBytes: Int64
  private let maxLineBytes: Int
  private var decoder: EventDecoder
  /// Events from later on are those of a clock gone wrong, and say nothing.
  private let latest: Timestamp

  /// A search in the regular file at `path`.
  init(
    _ path: FilePath, decoder: EventDecoder, latest: Timestamp, maxLineBytes: Int, grain: Grain
  ) throws(SystemError) {
    self.grain = grain
    file = try OpenFile(path, .input, in: SystemFiles())
    sizeBytes = try file.status().sizeBytes
    self.maxLineBytes = maxLineBytes
    self.decoder = decoder
    self.latest = latest
  }

  /// The newest event in the last block that has any; nil where none was found.
  mutating func newest() throws(SystemError) -> Timestamp? { try lastSight()?.newest }

  /// The part that may hold events of `span`.
  mutating func part(holding span: Range<Timestamp>) throws(SystemError) -> FilePart {
    let from = span.lowerBound - EventOrder.tolerance
    let to = span.upperBound + EventOrder.tolerance
    var sights: [Sight] = []
    for place in 0..<grain.placeCount {
      if let sight = try look(at: sizeBytes / grain.placeCount * place) { sights.append(sight) }
    }
    if let last = try lastSight() { sights.append(last) }
    var part = FilePart(sizeBytes: sizeBytes)
    guard let first = sights.first, let last = sights.last else { return part }
    var entry: Sight?
    if last.newest < from {
      part.start = sizeBytes
      part.end = sizeBytes
    } else if let place = sights.lastIndex(where: { $0.newest < from }) {
      var before = sights[place]
      try bisect(before.start, sights[place + 1].start) { sight in
        sights.append(sight)
        if sight.newest < from { before = sight }
        return sight.newest < from
      }
      part.start = before.start
      entry = before
    }
    var exit: Sight?
    if let place = sights.firstIndex(where: { $0.oldest >= to }), part.start < sizeBytes {
      var behind = sights[place]
      if place > 0 {
        try bisect(sights[place - 1].start, behind.start) { sight in
          sights.append(sight)
          if sight.oldest >= to { behind = sight }
          return sight.oldest < to
        }
      }
      part.end = max(part.start, behind.start)
      exit = behind
    }
    if part.leftOutBytes == 0 { return part }
    part.disorder = Self.disorder(of: sights)
    let before = part.isEmpty && entry == nil ? last.newest : entry?.oldest ?? first.oldest
    let behind = exit.map { last.newest - $0.oldest } ?? .zero
    part.leftOutSpan = max(.zero, before - first.oldest) + max(.zero, behind)
    return part
  }

  /// Divides the stretch from `start` to `end`, going on behind a place where `goesOn` says so of
  /// what is seen there, and before it where it does not or where nothing is seen.
  private mutating func bisect(
    _ start: Int64, _ end: Int64, _ goesOn: (Sight) -> Bool
  ) throws(SystemError) {
    var (start, end) = (start, end)
    while end - start > grain.shortestBytes {
      let middle = start + (end - start) / 2
      if let sight = try look(at: middle), sight.start < end, goesOn(sight) {
        start = sight.start
      } else {
        end = middle
      }
    }
  }

  /// How far the furthest event is behind another before it; nil where that is to be expected.
  private static func disorder(of sights: [Sight]) -> TimeSpan? {
    var disorder = TimeSpan.zero
    for sight in sights {
      disorder = max(disorder, sight.disorder)
      // Blocks may overlap.
      for before in sights where before.end <= sight.start {
        disorder = max(disorder, before.newest - sight.oldest)
      }
    }
    return disorder > EventOrder.tolerance ? disorder : nil
  }

  // MARK: Looking at a place

  /// The last block that has events.
  private mutating func lastSight() throws(SystemError) -> Sight? {
    var length = Int64(grain.blockBytes)
    while true {
      let start = max(0, sizeBytes - length)
      if let sight = try sight(at: start, length: Int(sizeBytes - start)) { return sight }
      if start == 0 || length >= Int64(grain.longestBlockBytes) { return nil }
      length *= 8
    }
  }

  /// The events of the lines that start at `offset` or behind it; nil where there are none nearby.
  private mutating func look(at offset: Int64) throws(SystemError) -> Sight? {
    var length = grain.blockBytes
    while true {
      if let sight = try sight(at: offset, length: length) { return sight }
      if offset + Int64(length) >= sizeBytes || length >= grain.longestBlockBytes { return nil }
      length *= 8
    }
  }

  /// The events of the whole lines of a block.
  private mutating func sight(at offset: Int64, length: Int) throws(SystemError) -> Sight? {
    // The byte before tells whether a line starts right here.
    let before: Int64 = offset > 0 ? 1 : 0
    let bytes = try file.bytes(at: offset - before, count: length + Int(before))
    let head = before == 0 ? 0 : bytes.firstIndex(of: .newline).map { $0 + 1 } ?? bytes.count
    if head == bytes.count { return nil }
    let start = offset - before + Int64(head)
    let end = offset - before + Int64(bytes.count)
    let isAtEnd = end >= sizeBytes
    var reader = LineReader(
      framing: .lines, maxLineBytes: maxLineBytes, chunkBytes: bytes.count - head)
    let text = unsafe bytes.span.bytes.extracting(head..<bytes.count)
    reader.restart(with: text, offset: start, number: 1, isAtEnd: isAtEnd)
    var sight: Sight?
    var decoder = decoder
    let latest = latest
    reader.drain { text, window, line in
      guard !line.isTooLong, case .event(let event) = try? decoder.decode(text, in: window),
        event.instant < latest
      else { return }
      guard var seen = sight else {
        sight = Sight(
          start: start, end: end, oldest: event.instant, newest: event.instant)
        return
      }
      seen.disorder = max(seen.disorder, seen.newest - event.instant)
      seen.oldest = min(seen.oldest, event.instant)
      seen.newest = max(seen.newest, event.instant)
      sight = seen
    }
    self.decoder = decoder
    return sight
  }
}
