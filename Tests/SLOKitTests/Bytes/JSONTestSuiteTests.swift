// Nicolas Seriot's JSONTestSuite: what must be accepted, what must be refused, and, where RFC 8259
// leaves it open, what this scanner has chosen.

import Testing

@testable import SLOKit

@Suite(.enabled(if: SharedData.isThere, "needs the shared folder of test data"))
struct JSONTestSuiteTests {
  static func files(_ prefix: String) throws -> [String] {
    try SharedData.names(in: "jsontestsuite/test_parsing").filter { $0.hasPrefix(prefix) }
  }

  /// Why the document in `file` is refused; nil where it is accepted.
  static func refusal(_ file: String) throws -> Malformed.Reason? {
    let bytes = try SharedData.bytes("jsontestsuite/test_parsing/\(file)")
    do throws(Malformed) {
      try unsafe JSONScanner.verdict(onDocument: bytes.span.bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `all 95 documents that must be accepted are`() throws {
    let files = try Self.files("y_")
    #expect(files.count == 95)
    for file in files { #expect(try Self.refusal(file) == nil, "\(file)") }
  }

  @Test func `all 188 documents that must be refused are`() throws {
    let files = try Self.files("n_")
    #expect(files.count == 188)
    for file in files { #expect(try Self.refusal(file) != nil, "\(file)") }
  }

  /// Numbers of any size are taken, as written. Text that is no Unicode text is refused, and so is
  /// a byte-order mark, which the line reader has skipped where one may stand.
  static let ours: [String: Malformed.Reason?] = [
    "i_number_double_huge_neg_exp.json": nil,
    "i_number_huge_exp.json": nil,
    "i_number_neg_int_huge_exp.json": nil,
    "i_number_pos_double_huge_exp.json": nil,
    "i_number_real_neg_overflow.json": nil,
    "i_number_real_pos_overflow.json": nil,
    "i_number_real_underflow.json": nil,
    "i_number_too_big_neg_int.json": nil,
    "i_number_too_big_pos_int.json": nil,
    "i_number_very_big_negative_int.json": nil,
    "i_object_key_lone_2nd_surrogate.json": .loneSurrogate,
    "i_string_1st_surrogate_but_2nd_missing.json": .loneSurrogate,
    "i_string_1st_valid_surrogate_2nd_invalid.json": .loneSurrogate,
    "i_string_UTF-16LE_with_BOM.json": .jsonValue,
    "i_string_UTF-8_invalid_sequence.json": .notUTF8,
    "i_string_UTF8_surrogate_U+D800.json": .notUTF8,
    "i_string_incomplete_surrogate_and_escape_valid.json": .loneSurrogate,
    "i_string_incomplete_surrogate_pair.json": .loneSurrogate,
    "i_string_incomplete_surrogates_escape_valid.json": .loneSurrogate,
    "i_string_invalid_lonely_surrogate.json": .loneSurrogate,
    "i_string_invalid_surrogate.json": .loneSurrogate,
    "i_string_invalid_utf-8.json": .notUTF8,
    "i_string_inverted_surrogates_U+1D11E.json": .loneSurrogate,
    "i_string_iso_latin_1.json": .notUTF8,
    "i_string_lone_second_surrogate.json": .loneSurrogate,
    "i_string_lone_utf8_continuation_byte.json": .notUTF8,
    "i_string_not_in_unicode_range.json": .notUTF8,
    "i_string_overlong_sequence_2_bytes.json": .notUTF8,
    "i_string_overlong_sequence_6_bytes.json": .notUTF8,
    "i_string_overlong_sequence_6_bytes_null.json": .notUTF8,
    "i_string_truncated-utf-8.json": .notUTF8,
    "i_string_utf16BE_no_BOM.json": .jsonValue,
    "i_string_utf16LE_no_BOM.json": .jsonValue,
    "i_structure_500_nested_arrays.json": nil,
    "i_structure_UTF-8_BOM_empty_object.json": .jsonValue,
  ]

  @Test func `the 35 documents that are left open end as documented`() throws {
    #expect(try Self.files("i_") == Self.ours.keys.sorted())
    for (file, reason) in Self.ours { #expect(try Self.refusal(file) == reason, "\(file)") }
  }

  /// What is found in each of the 22, as the value of the key "v" of an event.
  static let transformed = [
    "number_-9223372036854775808.json": "v.0=-9223372036854775808",
    "number_-9223372036854775809.json": "v.0=-9223372036854775809",
    "number_1.0.json": "v.0=1.0",
    "number_1.000000000000000005.json": "v.0=1.000000000000000005",
    "number_1000000000000000.json": "v.0=1000000000000000",
    "number_10000000000000000999.json": "v.0=10000000000000000999",
    "number_1e-999.json": "v.0=1E-999",
    "number_1e6.json": "v.0=1E6",
    "number_9223372036854775807.json": "v.0=9223372036854775807",
    "number_9223372036854775808.json": "v.0=9223372036854775808",
    // Keys are bytes: two ways to write é are two keys.
    "object_key_nfc_nfd.json": "v.\u{E9}='NFC' v.e\u{301}='NFD'",
    "object_key_nfd_nfc.json": "v.\u{E9}='NFC' v.e\u{301}='NFD'",
    "object_same_key_different_values.json": "v.a=2 repeated 1",
    "object_same_key_same_value.json": "v.a=1 repeated 1",
    "object_same_key_unclear_values.json": "v.a=-0 repeated 1",
    "string_1_escaped_invalid_codepoint.json": "loneSurrogate@7",
    "string_1_invalid_codepoint.json": "notUTF8@7",
    "string_2_escaped_invalid_codepoints.json": "loneSurrogate@7",
    "string_2_invalid_codepoints.json": "notUTF8@7",
    "string_3_escaped_invalid_codepoints.json": "loneSurrogate@7",
    "string_3_invalid_codepoints.json": "notUTF8@7",
    "string_with_escaped_NULL.json": "v.0='A\0B'",
  ]

  @Test func `the 22 documents on what values become end as documented`() throws {
    let folder = "jsontestsuite/test_transform"
    #expect(try SharedData.names(in: folder) == Self.transformed.keys.sorted())
    for (file, found) in Self.transformed {
      let document = try SharedData.bytes("\(folder)/\(file)")
      let line = Array(#"{"v":"#.utf8) + document + Array("}".utf8)
      // Compared as bytes: as `String`s the two ways to write é are equal.
      let paths = ["v.0", "v.a", "v.\u{E9}", "v.e\u{301}"]
      #expect(Array(scanOutcome(line, paths).utf8) == Array(found.utf8), "\(file)")
    }
  }
}
