// Words that stand alone on one page are a sentence on another.

extension String {
  /// The words as a sentence, with a capital and a full stop.
  var asSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
