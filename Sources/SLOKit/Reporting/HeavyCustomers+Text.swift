// What the worst customers cost a budget, in sentences and as JSON.

extension HeavyCustomers {
  /// What is worth telling of them beside `budget`, in sentences without stops; none where the worst
  /// customer is one of many.
  ///
  /// - Parameters:
  ///   - low: The share, in billionths, below which the budget is low; nil is a tenth.
  ///   - name: A customer's name as the format wants it.
  func sentences(
    beside budget: ErrorBudget, low: Int64?, name: ([UInt8]) -> String
  ) -> [String] {
    func written(_ key: [UInt8]) -> String { key.isEmpty ? "(empty)" : name(key) }
    var sentences: [String] = []
    if isWorthTelling(of: budget) {
      let left = without.remainingText(keepingSideOf: [Target.one - (low ?? Target.one / 10)])
      sentences.append(
        without.valid == 0
          ? "all events are customer \(written(worst))'s"
          : (without.isMet == false ? "even without" : "without")
            + " customer \(written(worst)) \(left) would remain")
    }
    switch alone.count {
    case 0: break
    case 1: sentences.append("that customer alone spends more than the budget")
    default:
      sentences.append(
        "these \(alone.count) customers alone spend more than the budget: "
          + alone.map { written($0) }.joined(separator: ", "))
    }
    return sentences
  }
}

extension TextPage {
  /// A line a sentence.
  mutating func write(
    _ heavy: HeavyCustomers?, beside budget: ErrorBudget, low: Int64?, label: String = "customers"
  ) {
    let sentences =
      heavy?.sentences(beside: budget, low: low) { TextEscaping.terminal($0) } ?? []
    for (index, sentence) in sentences.enumerated() {
      prose(sentence, label: index == 0 ? label : " ")
    }
  }
}

extension AnswerJSON {
  /// The members of what the worst customers cost; null and empty where nobody knows of any.
  static func write(_ heavy: HeavyCustomers?, to json: inout JSONWriter) {
    json.key("without")
    if let heavy {
      json.object { json in
        json.key("customer")
        json.string(bytes: heavy.worst)
        json.member("valid", heavy.without.valid)
        json.member("bad", heavy.without.bad)
        json.member("ratio", heavy.without.ratio)
        json.member("remaining", heavy.without.remaining)
      }
    } else {
      json.null()
    }
    json.members("aloneOverBudget", of: heavy?.alone ?? []) { $0.string(bytes: $1) }
  }
}
