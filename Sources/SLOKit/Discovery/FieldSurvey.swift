// All fields of a sample, each with what its values look like.

/// The fields of a sample.
package struct FieldSurvey: Sendable {
  package let format: EventFormat
  /// How many lines were understood.
  package private(set) var events = 0
  /// In the order in which they were met; elements of lists are left out.
  private(set) var profiles: [FieldProfile] = []
  private let sample: EventSample

  /// The survey of `sample`, which is in `format`.
  package init(_ sample: EventSample, as format: EventFormat) {
    self.sample = sample
    self.format = format
    var walk = FieldWalk(format.walk)
    // The profile of each field of the walk; −1 where it is left out.
    var places: [Int] = []
    for (index, line) in sample.lines.enumerated() {
      if format == .csv, index == 0 {
        try? unsafe walk.readHeader(line.span.bytes)
        continue
      }
      guard FieldSurvey.isUnderstood(line, format), (try? unsafe walk.read(line.span.bytes)) != nil
      else { continue }
      events += 1
      for found in walk.found {
        while places.count <= found.field {
          let path = String(decoding: walk.directory.path(of: places.count), as: UTF8.self)
          places.append(FieldSurvey.isOfList(path) || path.isEmpty ? -1 : profiles.count)
          if places.last != -1 { profiles.append(FieldProfile(path: path)) }
        }
        let place = places[found.field]
        guard place >= 0 else { continue }
        unsafe walk.withBytes(of: found.value, in: line.span.bytes) {
          profiles[place].note(found.value.kind, $0)
        }
      }
    }
    profiles.removeAll { $0.count == 0 }
  }

  /// The walk reads what a scanner has accepted before; only JSON can be refused by both.
  private static func isUnderstood(_ line: [UInt8], _ format: EventFormat) -> Bool {
    guard format == .ndjson else { return true }
    var scanner = JSONScanner(paths: FieldPaths())
    var fields = EventFields(count: 0)
    return (try? unsafe scanner.scan(line.span.bytes, in: line.span.bytes, into: &fields)) != nil
  }

  /// Whether a step of `path` is a number, as elements of lists are called.
  private static func isOfList(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: ".")).contains { step in
      step.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  /// The profile of `path`; nil where no event has it.
  func profile(of path: String) -> FieldProfile? { profiles.first { $0.path == path } }

  /// Whether `path` tells events apart: hardly two have the same value, but for lines that were
  /// written twice.
  func isUnique(_ path: String) -> Bool {
    var plan = FieldPlan(mappings: [:])
    let field = plan.field(of: .path(path))
    var scanner: LineScanner =
      switch format {
      case .ndjson: .json(JSONScanner(paths: plan.paths))
      case .logfmt: .logfmt(LogfmtScanner(paths: plan.paths))
      case .csv: .csv(CSVScanner(paths: plan.paths))
      case .combined: .combined(AccessLogScanner(paths: plan.paths))
      }
    var fields = EventFields(count: plan.paths.count)
    var (seen, count): (Set<[UInt8]>, Int) = ([], 0)
    for (index, line) in sample.lines.enumerated() {
      if format == .csv, index == 0 {
        try? unsafe scanner.readHeader(line.span.bytes)
        continue
      }
      guard (try? unsafe scanner.scan(line.span.bytes, into: &fields)) != nil else { continue }
      let value = field.value(in: fields)
      guard value.isComparable else { continue }
      let bytes = unsafe fields.withBytes(of: value, in: line.span.bytes) { text in
        (0..<text.byteCount).map { text[byte: $0] }
      }
      count += 1
      seen.insert(bytes)
    }
    return count > 0 && seen.count * 100 >= count * 99
  }
}
