// Lines in, what the scanners found out as text that a table of cases can show.

import Foundation
import Testing

@testable import SLOKit

/// The fields found in one line: `path=value` for each path that is not absent, in order. Texts are
/// in single quotes, everything else stands as it was found.
struct ScannedLine: Equatable, CustomStringConvertible {
  var fields: [String]
  var duplicateKeys = 0

  init(_ fields: [String], duplicateKeys: Int = 0) {
    self.fields = fields
    self.duplicateKeys = duplicateKeys
  }

  init(_ found: EventFields, of paths: [String], in line: [UInt8]) {
    fields = []
    for (path, value) in zip(paths, found.values) where value.kind != .absent {
      let text = unsafe found.withBytes(of: value, in: line.span.bytes) { Self.text($0) }
      switch value.kind {
      case .text: fields.append("\(path)='\(text)'")
      case .true, .false, .null, .number, .object, .array, .absent: fields.append("\(path)=\(text)")
      }
    }
    duplicateKeys = found.duplicateKeys
  }

  var description: String { "\(fields) with \(duplicateKeys) repeated keys" }

  static func text(_ bytes: RawSpan) -> String {
    String(decoding: (0..<bytes.byteCount).map { bytes[byte: $0] }, as: UTF8.self)
  }
}

func fieldPaths(_ paths: [String]) -> FieldPaths {
  var result = FieldPaths()
  for path in paths { _ = result.slot(of: path) }
  return result
}

/// What the scanner that `make` gives finds in `line`.
func scanLine(
  _ line: [UInt8], _ paths: [String], header: String? = nil,
  with make: (FieldPaths) -> LineScanner = { .json(JSONScanner(paths: $0)) }
) throws(Malformed) -> ScannedLine {
  var scanner = make(fieldPaths(paths))
  if let header { try unsafe scanner.readHeader(Array(header.utf8).span.bytes) }
  var fields = EventFields(count: paths.count)
  try unsafe scanner.scan(line.span.bytes, into: &fields)
  return ScannedLine(fields, of: paths, in: line)
}

/// The outcome of a scan as one text: the fields, or `reason@offset`.
func scanOutcome(
  _ line: [UInt8], _ paths: [String], header: String? = nil,
  with make: (FieldPaths) -> LineScanner = { .json(JSONScanner(paths: $0)) }
) -> String {
  do throws(Malformed) {
    let found = try scanLine(line, paths, header: header, with: make)
    let repeated = found.duplicateKeys == 0 ? [] : ["repeated \(found.duplicateKeys)"]
    return (found.fields + repeated).joined(separator: " ")
  } catch {
    return "\(error.reason)@\(error.offsetBytes)"
  }
}

/// The files handed to the project beside its checkout, where there are any.
enum SharedData {
  static let folder = URL(filePath: #filePath)
    .appending(path: "../../../../../shared/data").standardizedFileURL

  static let isThere = FileManager.default.fileExists(atPath: folder.path)

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
  }
}
