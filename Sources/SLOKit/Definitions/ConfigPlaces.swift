// Where the values of a config stand, with the line of each, so that a problem can be shown there
// when it is found and also long after the config was read.

/// The places of a config's values.
package struct ConfigPlaces: Sendable {
  /// The config's name.
  package let file: String
  let document: JSONDocument?
  private let source: SourceText

  init(file: String, document: JSONDocument) {
    self.file = file
    self.document = document
    source = document.source
  }

  /// The places of a file that is no JSON.
  init(file: String, source: SourceText) {
    self.file = file
    self.source = source
    document = nil
  }

  func place(at position: JSONPosition) -> Diagnostic.Place {
    Diagnostic.Place(
      file: file, line: position.line, column: position.column,
      source: String(decoding: source.line(position.line), as: UTF8.self))
  }

  /// The place of the value that `path` leads to: keys, and indices of elements as numbers
  /// (`["objectives", "0", "match"]`). Where the path ends early, the last value on it.
  package func place(of path: [String]) -> Diagnostic.Place {
    guard var value = document?.root else { return Diagnostic.Place(file: file) }
    for step in path {
      if let member = value[step] {
        value = member
      } else if let elements = value.array, let index = Int(step), elements.indices.contains(index)
      {
        value = elements[index]
      } else {
        break
      }
    }
    return place(at: value.position)
  }
}
