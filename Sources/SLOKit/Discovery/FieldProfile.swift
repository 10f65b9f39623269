// What the values of one field look like, over all events that have it.

/// What the values of one field look like.
struct FieldProfile: Sendable {
  /// The path of the field, as a config writes it.
  let path: String
  /// How many events have a value there that is no empty text.
  private(set) var count = 0
  /// How many of those are true or false, numbers, whole numbers from 100 to 599.
  private(set) var truths = 0, numbers = 0, statuses = 0
  /// How many are times with a zone, and without.
  private(set) var instants = 0, zoneless = 0
  /// The ends of the numbers.
  private(set) var smallest = Double.infinity, largest = -Double.infinity
  /// Whether a number has a fraction.
  private(set) var hasFractions = false
  /// How often each value occurs; of more than `limit` values, those met first.
  private(set) var values: [[UInt8]: Int] = [:]
  /// Whether there are more values than that.
  private(set) var hasManyValues = false

  /// The most values that are kept.
  static let limit = 1000

  init(path: String) { self.path = path }

  /// Notes a value: what kind its format gives it, and its bytes.
  mutating func note(_ kind: FieldValue.Kind, _ text: RawSpan) {
    if text.byteCount == 0 { return }
    count += 1
    if kind == .true || kind == .false { truths += 1 }
    noteNumber(text)
    if kind == .text, text.byteCount >= 19, text.byteCount <= 40 { noteTime(text) }
    let bytes = (0..<min(text.byteCount, 200)).map { text[byte: $0] }
    if let known = values[bytes] {
      values[bytes] = known + 1
    } else if values.count < FieldProfile.limit {
      values[bytes] = 1
    } else {
      hasManyValues = true
    }
  }

  private mutating func noteNumber(_ text: RawSpan) {
    guard let number = DecimalNumber(text) else { return }
    numbers += 1
    if let whole = number.wholeValue, (100...599).contains(whole) { statuses += 1 }
    if number.wholeValue == nil { hasFractions = true }
    // Good enough for telling one unit from another.
    let value = Double(number.floored(scaledByPowerOfTen: 3) ?? .max) / 1000
    smallest = min(smallest, value)
    largest = max(largest, value)
  }

  private mutating func noteTime(_ text: RawSpan) {
    do throws(TimestampProblem) {
      _ = try Timestamp.parse(rfc3339: text, zoneless: nil)
      instants += 1
    } catch {
      if error == .withoutZone { zoneless += 1 }
    }
  }

  /// Whether at least 19 of 20 values are counted in `some`.
  func isMostly(_ some: Int) -> Bool { count > 0 && some * 20 >= count * 19 }

  /// How many values are one of `words`, letter case ignored.
  func count(of words: Set<String>) -> Int {
    values.reduce(0) { sum, value in
      let word = String(decoding: value.key, as: UTF8.self).lowercased()
      return words.contains(word) ? sum + value.value : sum
    }
  }

  /// The unit of the numbers as times since 1970, where all lie between 2000 and 2100 in one.
  var epochUnit: TimeUnit? {
    guard isMostly(numbers) else { return nil }
    return TimeUnit.allCases.first { unit in
      let second = (unit.nanosecondDigits..<9).reduce(1.0) { units, _ in units * 10 }
      return smallest >= 946_684_800 * second && largest < 4_102_444_800 * second
    }
  }

  /// The path's last step, and the whole path, in lower case and without what parts words.
  var normalisedNames: (last: String, whole: String) {
    let dot = path.utf8.lastIndex(of: UInt8(ascii: "."))
    let last = dot.map { String(Substring(path.utf8[$0...])) } ?? path
    return (FieldProfile.normalised(last), FieldProfile.normalised(path))
  }

  private static func normalised(_ name: String) -> String {
    String(
      decoding: name.lowercased().utf8.filter { !"_-.@ ".utf8.contains($0) }, as: UTF8.self)
  }
}
