// Alerts that are pending or fire, and what was known of them, as bytes.

extension BinaryWriter {
  mutating func instant(_ instant: Timestamp) { signed(instant.nanoseconds) }

  /// Alerts that are pending or fire, in their order.
  package mutating func states(_ states: [AlertSubject: AlertState]) {
    array(states.sorted { AlertSubject.precedes($0.key, $1.key) }) { writer, entry in
      writer.subject(entry.key)
      let state = entry.value
      writer.instant(state.startsAt)
      writer.optional(state.firingAt) { $0.instant($1) }
      writer.instant(state.lastHeld)
      writer.array(state.heldSince.sorted { $0.key < $1.key }) {
        $0.unsigned(UInt64($1.key))
        $0.instant($1.value)
      }
      writer.array(state.rules.sorted()) { $0.unsigned(UInt64($1)) }
      writer.bool(state.isNoData)
    }
  }

  mutating func subject(_ subject: AlertSubject) {
    text(subject.objective)
    optional(subject.key) { $0.text($1) }
    text(subject.kind.rawValue)
    text(subject.severity.rawValue)
  }
}

extension BinaryReader {
  mutating func instant() throws(BinaryDamage) -> Timestamp {
    Timestamp(nanoseconds: try signed())
  }

  /// What `states` wrote.
  package mutating func states() throws(BinaryDamage) -> [AlertSubject: AlertState] {
    var states: [AlertSubject: AlertState] = [:]
    for _ in 0..<(try count(ofAtLeast: 8)) {
      let subject = try subject()
      var state = AlertState(startsAt: try instant())
      state.firingAt = try optional { (reader) throws(BinaryDamage) in try reader.instant() }
      state.lastHeld = try instant()
      for _ in 0..<(try count(ofAtLeast: 2)) {
        let rule = Int(try whole(upTo: 1 << 20))
        state.heldSince[rule] = try instant()
      }
      state.rules = Set(
        try array { (reader) throws(BinaryDamage) in Int(try reader.whole(upTo: 1 << 20)) })
      state.isNoData = try bool()
      states[subject] = state
    }
    return states
  }

  mutating func subject() throws(BinaryDamage) -> AlertSubject {
    let objective = try string()
    let key = try optional { (reader) throws(BinaryDamage) in try reader.text() }
    guard let kind = AlertKind(rawValue: try string()) else { throw damage("no kind of alert") }
    guard let severity = Severity(rawValue: try string()) else { throw damage("no severity") }
    return AlertSubject(objective: objective, key: key, kind: kind, severity: severity)
  }
}

extension AlertStanding: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) {
    writer.array(rules) { writer, rule in
      writer.text(rule.severity.rawValue)
      writer.unsigned(UInt64(rule.factor.numerator))
      writer.unsigned(UInt64(rule.factor.denominator))
      for span in [rule.long, rule.short, rule.hold] { writer.signed(span.nanoseconds) }
    }
    for states in [own, staleness, keys] { writer.states(states) }
    writer.array(known.sorted { AlertSubject.precedes($0.key, $1.key) }) { writer, entry in
      writer.subject(entry.key)
      writer.optional(entry.value.spent) { $0.fixed64($1.bitPattern) }
      entry.value.evidence.encode(into: &writer)
    }
    writer.optional(lastHeard) { $0.int($1) }
    writer.optional(seen) { $1.encode(into: &$0) }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    let rules = try reader.array(ofAtLeast: 6) { (reader) throws(BinaryDamage) in
      guard let severity = Severity(rawValue: try reader.string()) else {
        throw reader.damage("no severity")
      }
      let numerator = try reader.whole()
      let denominator = try reader.whole()
      guard numerator > 0, denominator > 0 else { throw reader.damage("a factor of nothing") }
      var rule = BurnRule(
        severity: severity, factor: BurnFactor(numerator, denominator),
        long: TimeSpan(nanoseconds: try reader.signed()),
        short: TimeSpan(nanoseconds: try reader.signed()))
      rule.hold = TimeSpan(nanoseconds: try reader.signed())
      return rule
    }
    let (own, staleness, keys) = (
      try reader.states(), try reader.states(), try reader.states()
    )
    var known: [AlertSubject: KnownAlert] = [:]
    for _ in 0..<(try reader.count(ofAtLeast: 8)) {
      let subject = try reader.subject()
      let spent = try reader.optional { (reader) throws(BinaryDamage) in
        Double(bitPattern: try reader.fixed64())
      }
      known[subject] = KnownAlert(evidence: try AlertEvidence(decoding: &reader), spent: spent)
    }
    let lastHeard = try reader.optional { (reader) throws(BinaryDamage) in try reader.int() }
    let seen = try reader.optional { (reader) throws(BinaryDamage) in
      try SeenCustomers(decoding: &reader)
    }
    self.init(
      rules: rules, own: own, staleness: staleness, keys: keys, known: known,
      lastHeard: lastHeard, seen: seen)
  }
}

extension SeenCustomers: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) {
    writer.byte(charge.rawValue)
    writer.array(sights) { writer, sight in
      writer.unsigned(UInt64(sight.hit) << 1 | (sight.holds ? 1 : 0))
      writer.unsigned(UInt64(sight.all))
    }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    charge = OriginSet(rawValue: try reader.byte())
    sights = try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
      var sight = Misattribution.Sight()
      let hit = try reader.whole(upTo: Int64(KeyLog.mostKeys) * 2)
      (sight.hit, sight.holds) = (Int(hit >> 1), hit & 1 == 1)
      sight.all = Int(try reader.whole(upTo: Int64(KeyLog.mostKeys)))
      return sight
    }
  }
}

extension AlertEvidence: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) {
    writer.optional(lookback) { $0.signed($1.nanoseconds) }
    writer.optional(breadth) { writer, breadth in
      writer.signed(breadth.customers)
      writer.signed(breadth.half)
      writer.array(breadth.topCustomers) {
        $0.text($1.key)
        $0.signed($1.bad)
      }
    }
    writer.optional(origins) { $1.encode(into: &$0) }
    writer.array(causes) {
      $0.text($1.field)
      $0.text($1.value)
      $0.signed($1.failed)
      $0.signed($1.of)
    }
    writer.array(exemplars) {
      $0.instant($1.instant)
      $0.text($1.file)
      $0.int($1.line)
      $0.optional($1.trace) { $0.text($1) }
    }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self.init()
    lookback = try reader.optional { (reader) throws(BinaryDamage) in
      TimeSpan(nanoseconds: try reader.signed())
    }
    breadth = try reader.optional { (reader) throws(BinaryDamage) in
      let (customers, half) = (try reader.signed(), try reader.signed())
      return Breadth(
        customers: customers, half: half,
        topCustomers: try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
          (key: try reader.text(), bad: try reader.signed())
        })
    }
    origins = try reader.optional { (reader) throws(BinaryDamage) in
      try Counts(decoding: &reader)
    }
    causes = try reader.array(ofAtLeast: 4) { (reader) throws(BinaryDamage) in
      AlertCause(
        field: try reader.string(), value: try reader.text(), failed: try reader.signed(),
        of: try reader.signed())
    }
    exemplars = try reader.array(ofAtLeast: 4) { (reader) throws(BinaryDamage) in
      Exemplar(
        instant: try reader.instant(), file: try reader.string(), line: try reader.int(),
        trace: try reader.optional { (reader) throws(BinaryDamage) in try reader.text() })
    }
  }
}
