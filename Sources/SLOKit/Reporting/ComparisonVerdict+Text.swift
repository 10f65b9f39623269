// Verdicts and the figures that they stand on, in words, as all comparisons say them.

extension Comparison.Verdict {
  /// `worse`, `no evidence either way`.
  var words: String {
    switch self {
    case .worse: "worse"
    case .better: "better"
    case .noEvidence: "no evidence either way"
    case .noData: "no data"
    }
  }

  /// How it is set.
  var style: TextStyle {
    switch self {
    case .worse: .bad
    case .better: .good
    case .noEvidence: .plain
    case .noData: .warn
    }
  }

  /// What stands at the right of a page's title.
  var aside: StyledText { StyledText(words.uppercased(), style) }
}

/// Shares and probabilities of comparisons.
enum ComparisonText {
  /// A probability: `3.21%`, `under 0.01%`.
  static func chance(_ probability: Double?) -> String {
    guard let probability else { return FigureText.absent }
    return probability < 0.0001 ? "under 0.01%" : percent(probability)
  }

  /// A share in percent with two digits: `3.21%`, `-0.40%`.
  static func percent(_ share: Double) -> String {
    let hundredths = Int64((share * 10_000).rounded())
    let digits = hundredths.magnitude % 100
    return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)."
      + (digits < 10 ? "0" : "") + "\(digits)%"
  }
}
