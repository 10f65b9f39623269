// The prose of a command, beside the table: for help its first paragraph and its examples, for the
// man page all of it.
//
// Text is paragraphs with an empty line between. A paragraph whose lines begin with `- ` is a list:
// `- word: what it is`. Between backticks stands what is typed or printed; between underscores, a
// word that stands for another, such as _FILE_.

/// The prose of a command.
struct ManualText: Sendable {
  /// A command line and what it is for.
  struct Example: Sendable {
    let purpose: String
    let command: String

    init(_ purpose: String, _ command: String) {
      self.purpose = purpose
      self.command = command
    }
  }

  /// A section of the man page alone.
  struct Section: Sendable {
    let title: String
    let text: String

    init(_ title: String, _ text: String) {
      self.title = title
      self.text = text
    }
  }

  /// The section of the manual that its page stands in.
  var chapter = 1
  /// What the command is for, in a paragraph: the start of both help and man page.
  let about: String
  /// What the man page says beyond it: what the numbers mean, and what to do with them.
  let description: String
  /// What stands behind the options.
  var sections: [Section] = []
  /// The first ones are those of help.
  let examples: [Example]
  /// What each status means here, in their order.
  let statuses: [(status: ExitStatus, meaning: String)]
  /// The pages to read on, such as `sloctl-burn(1)`.
  let seeAlso: [String]
}
