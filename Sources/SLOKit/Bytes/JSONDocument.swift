// A whole JSON document: its bytes, its tree and the keys that repeat an earlier one of their
// object. Repeated keys are kept apart from syntax, so that a config can name them beside its other
// problems; `JSONValue.parse` is for whoever wants them refused at once.

/// A parsed document with its source.
package struct JSONDocument: Sendable {
  /// The source, with its byte order mark.
  package let source: SourceText
  package let root: JSONValue
  /// A problem for each key that its object has already, at the later key.
  package let repeatedKeys: [JSONProblem]

  /// The document in `bytes`; a byte order mark at its start is skipped.
  package static func parse(_ bytes: [UInt8]) throws(JSONProblem) -> JSONDocument {
    var parser = JSONParser(bytes)
    let root = try parser.parseDocument()
    return JSONDocument(
      source: SourceText(bytes), root: root, repeatedKeys: parser.repeatedKeys)
  }

  /// Where the byte at `offset` of the decoded `text` at `position` stands in the source: escapes
  /// are longer there than what they mean. An offset past the end is the closing quote.
  package func position(ofByte offset: Int, inTextAt position: JSONPosition) -> JSONPosition {
    let line = source.line(position.line)
    // The opening quote is at column - 1 in offsets from 0.
    var index = line.startIndex + position.column
    var decoded = 0
    while index < line.endIndex, line[index] != UInt8(ascii: "\"") {
      var (sourceLength, decodedLength) = (1, 1)
      if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex {
        sourceLength = 2
        if line[index + 1] == UInt8(ascii: "u") {
          (sourceLength, decodedLength) = JSONParser.unicodeEscapeLengths(line[index...])
        }
      }
      if decoded + decodedLength > offset { break }
      decoded += decodedLength
      index += sourceLength
    }
    return JSONPosition(line: position.line, column: index - line.startIndex + 1)
  }
}

extension JSONValue {
  /// The value that `bytes` hold, refusing repeated keys too.
  package static func parse(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    let document = try JSONDocument.parse(bytes)
    if let repeated = document.repeatedKeys.first { throw repeated }
    return document.root
  }
}

/// Bytes and where their lines start, for showing one.
package struct SourceText: Sendable {
  package let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    lineStarts = starts
  }

  /// The place of the byte at `offset`; one past the end is the last line's end.
  package func position(ofByte offset: Int) -> JSONPosition {
    let line = lineStarts.lastIndex { $0 <= offset } ?? 0
    return JSONPosition(line: line + 1, column: max(0, offset - lineStarts[line]) + 1)
  }

  /// The bytes of line `number`, counted from 1, without its end; empty where there is none.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[start..<end]
  }
}
