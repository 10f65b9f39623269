// A customer breaks its own requests; a platform breaks everybody's. When excused failures of one
// objective rise in many customers at once, their origin is suspect. Buckets go in one by one, in
// order; whether the tags are suspect as of each bucket's end comes out.

/// Watches how many customers excused failures hit at once.
package struct Misattribution: Sendable {
  /// The span over which customers are counted.
  package static let span = TimeSpan.minutes(15)
  /// How many spans before set what is ordinary: a day of them.
  package static let spansBefore = 96
  /// The fewest customers that make a pattern.
  package static let fewestCustomers = 5
  /// How much of the past is kept for it: what is ordinary on each day of the past but the first.
  package static let retention = TimeSpan.days(3)
  /// How unlikely it must be that the pattern is chance.
  package static let chance = 1e-6

  /// What was seen as of one bucket's end.
  package struct Sight: Sendable, Equatable {
    /// Customers with an excused failure in the span.
    package var hit = 0
    /// Customers with any matched event in it.
    package var all = 0
    /// Whether their origin is suspect.
    package var holds = false
  }

  /// How many buckets the span has.
  package let bucketsPerSpan: Int
  /// The customers of the buckets in the span, the oldest first.
  private var recent: [[(customer: Int, isHit: Bool)]] = []
  /// In how many buckets of the span a customer has a matched event, and an excused failure.
  private var matchedBuckets: [UInt16] = []
  private var hitBuckets: [UInt16] = []
  private var now = Sight()
  /// What was seen as of each bucket's end of the last day and one span.
  private var history: [Sight] = []
  private var oldest = 0

  /// A watch over buckets of one length; nil where the span is no multiple of it.
  package init?(buckets: Buckets) {
    guard Misattribution.span.isMultiple(of: buckets.resolution) else { return nil }
    bucketsPerSpan = Int(Misattribution.span.nanoseconds / buckets.resolution.nanoseconds)
  }

  /// What is seen as of the end of the next bucket.
  ///
  /// - Parameters:
  ///   - customers: The customers with a matched event in that bucket, each once, and whether one of
  ///     their failures is excused.
  ///   - hasDayOfHistory: Whether the objective's first matched event is at least a day older than
  ///     the bucket's end; without, the watch is silent.
  package mutating func advance(
    _ customers: [(customer: Int, isHit: Bool)], hasDayOfHistory: Bool
  ) -> Sight {
    enter(customers)
    recent.append(customers)
    if recent.count > bucketsPerSpan { leave(recent.removeFirst()) }
    now.holds = hasDayOfHistory && now.hit >= Misattribution.fewestCustomers && isUnlikely
    remember(now)
    return now
  }

  /// What was seen as of each bucket's end of the last day, the oldest first.
  package var sights: [Sight] {
    history.indices.map { history[(oldest + $0) % history.count] }
  }

  /// Goes on where another watch has stopped; to be called before all else.
  ///
  /// - Parameters:
  ///   - sights: What that one has seen.
  ///   - recent: The customers of the buckets in the span, the oldest first.
  package mutating func resume(
    _ sights: [Sight], recent: [[(customer: Int, isHit: Bool)]]
  ) {
    history = sights.suffix(Misattribution.spansBefore * bucketsPerSpan)
    self.recent = recent.suffix(bucketsPerSpan)
    for customers in self.recent { enter(customers) }
    now.holds = sights.last?.holds ?? false
  }

  /// Adds a matched event of a bucket that went in before; what was seen by then stands.
  ///
  /// - Parameter bucketsAgo: How many buckets have gone in since.
  package mutating func add(late customer: Int, isHit: Bool, bucketsAgo: Int) {
    let index = recent.count - 1 - bucketsAgo
    guard recent.indices.contains(index) else { return }
    guard let place = recent[index].firstIndex(where: { $0.customer == customer }) else {
      recent[index].append((customer, isHit))
      return enter([(customer, isHit)])
    }
    guard isHit, !recent[index][place].isHit else { return }
    recent[index][place].isHit = true
    noteHit(customer)
  }

  /// The customers with an excused failure in the span.
  package var customersHit: [Int] { hitBuckets.indices.filter { hitBuckets[$0] > 0 } }

  private var isUnlikely: Bool {
    var share = 1 / Double(now.all)
    for step in 1...Misattribution.spansBefore {
      guard let before = sight(bucketsAgo: step * bucketsPerSpan - 1) else { break }
      if !before.holds && before.all > 0 {
        share = max(share, Double(before.hit) / Double(before.all))
      }
    }
    return BinomialTest.upperTail(of: Int64(now.hit), in: Int64(now.all), probability: share)
      < Misattribution.chance
  }

  /// What was seen `count` buckets before the last one remembered.
  private func sight(bucketsAgo count: Int) -> Sight? {
    guard count < history.count else { return nil }
    return history[(oldest + history.count - 1 - count) % history.count]
  }

  private mutating func remember(_ sight: Sight) {
    if history.count < Misattribution.spansBefore * bucketsPerSpan {
      history.append(sight)
    } else {
      history[oldest] = sight
      oldest = (oldest + 1) % history.count
    }
  }

  private mutating func enter(_ customers: [(customer: Int, isHit: Bool)]) {
    for (customer, isHit) in customers {
      let missing = customer + 1 - matchedBuckets.count
      if missing > 0 {
        matchedBuckets.append(contentsOf: repeatElement(0, count: missing))
        hitBuckets.append(contentsOf: repeatElement(0, count: missing))
      }
      if matchedBuckets[customer] == 0 { now.all += 1 }
      matchedBuckets[customer] += 1
      if isHit { noteHit(customer) }
    }
  }

  private mutating func noteHit(_ customer: Int) {
    if hitBuckets[customer] == 0 { now.hit += 1 }
    hitBuckets[customer] += 1
  }

  private mutating func leave(_ customers: [(customer: Int, isHit: Bool)]) {
    for (customer, isHit) in customers {
      matchedBuckets[customer] -= 1
      if matchedBuckets[customer] == 0 { now.all -= 1 }
      if isHit {
        hitBuckets[customer] -= 1
        if hitBuckets[customer] == 0 { now.hit -= 1 }
      }
    }
  }
}

extension KeyLog {
  /// The keys of `bucket`, each once, and whether it has a failure that `charge` does not charge.
  package func keys(
    in bucket: Int, excusedBy charge: OriginSet
  ) -> [(customer: Int, isHit: Bool)] {
    var keys: [(customer: Int, isHit: Bool)] = []
    for entry in entries(in: bucket) {
      let isHit = entry.isExcused(charging: charge)
      if let last = keys.indices.last, keys[last].customer == Int(entry.key) {
        keys[last].isHit = keys[last].isHit || isHit
      } else {
        keys.append((Int(entry.key), isHit))
      }
    }
    return keys
  }
}
