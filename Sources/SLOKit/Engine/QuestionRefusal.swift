// A question that cannot be answered from what there is, refused with what to do instead.

/// Why a question cannot be answered, and what to do.
package struct QuestionRefusal: Error, Equatable, Sendable {
  /// What was asked that cannot be answered.
  package let message: String
  /// What to do.
  package let advice: String

  package init(message: String, advice: String) {
    self.message = message
    self.advice = advice
  }
}
