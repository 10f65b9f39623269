// Lines become events: when they happened, what they stand for, or why they are none.

import Testing

@testable import SLOKit

struct EventDecoderTests {
  /// What the lines of one file become: `blank`, `header`, `<nanoseconds> × <weight>`, or
  /// `<reason> at <offset>`.
  private func decode(
    _ lines: [String], format: EventFormat = .ndjson, timestamp: [String] = ["ts"],
    unit: TimeUnit? = nil, zone: Zone? = nil
  ) -> [String] {
    var plan = FieldPlan(mappings: [
      .timestamp: FieldMapping(paths: timestamp, unit: unit, zone: zone),
      .weight: FieldMapping(paths: ["weight"]),
    ])
    var decoder = EventDecoder(format: format, plan: &plan)
    return lines.map { line in
      let bytes = Array(line.utf8)
      do throws(Malformed) {
        switch try unsafe decoder.decode(bytes.span.bytes) {
        case .blank: return "blank"
        case .header: return "header"
        case .event(let event): return "\(event.instant.nanoseconds) × \(event.weight)"
        }
      } catch {
        return "\(error.reason) at \(error.offsetBytes)"
      }
    }
  }

  @Test(
    arguments: [
      ("5", .s, "5000000000 × 1"), ("5", .ms, "5000000 × 1"), ("5", .us, "5000 × 1"),
      ("5", .ns, "5 × 1"), ("5.25", .s, "5250000000 × 1"), ("5.5", .ns, "5 × 1"),
      ("-5.5", .ns, "-6 × 1"), ("1e3", .ms, "1000000000 × 1"), ("\"5\"", .s, "5000000000 × 1"),
      ("5", nil, "timestampUnreadable at 6"), ("\"5\"", nil, "timestampUnreadable at 8"),
      ("9214646399.999999999", .s, "9214646399999999999 × 1"),
      ("9214646400", .s, "timestampOutOfRange at 6"), ("1e30", .ns, "timestampOutOfRange at 6"),
      ("\"1970-01-01T00:00:05Z\"", .s, "5000000000 × 1"),
      ("\"1970-01-01T00:00:05Z\"", nil, "5000000000 × 1"),
      ("\"1970-01-01T00:00:05\"", nil, "timestampWithoutZone at 7"),
      ("\"1970-01-01T00:0x:05Z\"", nil, "timestampUnreadable at 22"),
      ("\"yesterday\"", nil, "timestampUnreadable at 7"), ("\"\"", .s, "timestampUnreadable at 7"),
      ("true", .s, "timestampUnreadable at 6"), ("{}", .s, "timestampUnreadable at 6"),
      ("[5]", .s, "timestampUnreadable at 6"), ("null", .s, "timestampMissing at 0"),
    ] as [(String, TimeUnit?, String)])
  func `a timestamp is read in its unit or refused`(
    value: String, unit: TimeUnit?, wanted: String
  ) {
    #expect(decode(["{\"ts\":\(value)}"], unit: unit) == [wanted])
  }

  @Test func `a local time is read in the zone that the config names`() {
    #expect(decode([#"{"ts": "1970-01-01T00:00:05"}"#], zone: .utc) == ["5000000000 × 1"])
  }

  @Test(
    arguments: [
      ("1", "0 × 1"), ("1e3", "0 × 1000"), ("2.0", "0 × 2"), ("2.5", nil), ("-1", nil), ("0", nil),
      ("\"7\"", "0 × 7"), ("\"seven\"", nil), ("\"\"", nil), ("true", nil), ("false", nil),
      ("null", "0 × 1"), ("1e9", "0 × 1000000000"), ("1000000000", "0 × 1000000000"),
      ("1000000001", nil), ("1e-1", nil), ("1e99999999999999999999", nil), ("{}", nil),
      ("[1]", nil),
    ] as [(String, String?)])
  func `a weight is a whole number from 1 to a thousand million`(value: String, wanted: String?) {
    let isText = value.hasPrefix("\"")
    #expect(
      decode(["{\"ts\":0,\"weight\":\(value)}"], unit: .s)
        == [wanted ?? "weightNotWhole at \(isText ? 18 : 17)"])
  }

  @Test func `without a weight a line is one event`() {
    #expect(decode(["{\"ts\":0}"], unit: .s) == ["0 × 1"])
  }

  @Test func `the first timestamp that is present and not null is taken`() {
    let lines = [
      #"{"a": null, "b": 2}"#, #"{"b": 2}"#, #"{"a": 1, "b": 2}"#, #"{"a": "", "b": 2}"#, "{}",
    ]
    #expect(
      decode(lines, timestamp: ["a", "b"], unit: .ns) == [
        "2 × 1", "2 × 1", "1 × 1", "timestampUnreadable at 7", "timestampMissing at 0",
      ])
  }

  @Test func `spaces, tabs and carriage returns alone are a blank line`() {
    #expect(decode(["", " ", "\t \r", "\u{A0}"]).prefix(3) == ["blank", "blank", "blank"])
    #expect(decode(["\u{A0}"]) != ["blank"])
  }

  @Test func `the first line of a CSV file that is not blank is its header`() {
    #expect(
      decode(["", "ts,weight", "5,2", "", "6,", "6,x", "7", "8,9"], format: .csv, unit: .ns) == [
        "blank", "header", "5 × 2", "blank", "6 × 1", "weightNotWhole at 2", "csvCellCount at 1",
        "8 × 9",
      ])
  }

  @Test func `a header that cannot be read leaves every line of its file malformed`() {
    let found = decode(["ts,\"weight", "5,2", "6,2"], format: .csv, unit: .ns)
    #expect(found.allSatisfy { !$0.contains("×") && $0 != "header" }, "\(found)")
  }

  @Test func `logfmt and access logs have their timestamps too`() {
    #expect(
      decode(["ts=5 weight=3", "weight=3"], format: .logfmt, unit: .ms) == [
        "5000000 × 3", "timestampMissing at 0",
      ])
    let line = #"::1 - - [01/Jan/1970:00:00:05 +0000] "GET / HTTP/1.1" 200 5 "-" "-""#
    #expect(decode([line], format: .combined, timestamp: ["time"]) == ["5000000000 × 1"])
  }
}
