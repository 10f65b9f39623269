// What a daemon is asked, as names and texts: the members of a line of JSON, or the query of a URL,
// which say the same. Nothing is taken for known here; `DaemonQuery` makes sense of it.

/// Names and their texts, in the order given.
package struct QueryParameters: Sendable, Equatable {
  /// A name and a text.
  package struct Parameter: Sendable, Equatable {
    package var name: String
    package var text: String

    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  package var parameters: [Parameter] = []

  package init(_ parameters: [Parameter] = []) { self.parameters = parameters }

  /// The parameters that one line of JSON holds, an object: texts, numbers, `true`, and lists of them,
  /// which repeat the name. What is `false` or null is as if it were not there.
  package init(json line: [UInt8]) throws(QuestionRefusal) {
    let value: JSONValue
    do throws(JSONProblem) {
      value = try JSONValue.parse(line)
    } catch {
      throw QuestionRefusal(
        message: "the question is no JSON: \(error.message), at column \(error.position.column)",
        advice: "ask with a line such as {\"ask\":\"budget\"}")
    }
    guard let members = value.members else {
      throw QuestionRefusal(
        message: "the question is \(value.kindName), wanted an object",
        advice: "ask with a line such as {\"ask\":\"budget\"}")
    }
    for member in members {
      for value in member.value.array ?? [member.value] {
        switch value.kind {
        case .text(let text), .number(let text): parameters.append(Parameter(member.key, text))
        case .bool(true): parameters.append(Parameter(member.key, "true"))
        case .bool(false), .null: continue
        case .array, .object:
          throw QuestionRefusal(
            message: "\"\(member.key)\" is \(value.kindName), wanted a text or a list of them",
            advice: "see sloctl-daemon(8)")
        }
      }
    }
  }

  /// The parameters of a URL's query, `name=text` with `&` between, in percent-encoding; a name
  /// alone is `true`.
  package init(query: some Sequence<UInt8>) throws(QuestionRefusal) {
    for pair in query.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != .equals }
      let text =
        pair.count > name.count ? pair.dropFirst(name.count + 1) : "true".utf8.map { $0 }[...]
      parameters.append(Parameter(try Self.decoded(name), try Self.decoded(text)))
    }
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) throws(QuestionRefusal) -> String {
    var decoded: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        decoded.append(.space)
      } else if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst()?.hexadecimalValue,
          let low = rest.popFirst()?.hexadecimalValue
        else { throw Self.badEncoding }
        decoded.append(UInt8(high << 4 | low))
      } else {
        decoded.append(byte)
      }
    }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw Self.badEncoding }
    return text
  }

  private static let badEncoding = QuestionRefusal(
    message: "the query is not in percent-encoding of UTF-8",
    advice: "write every byte that is no letter or digit as % and two hexadecimal digits")

  /// One line of JSON, with its newline: what the parameters are sent as.
  package var line: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      var seen: Set<String> = []
      for parameter in parameters where seen.insert(parameter.name).inserted {
        let texts = parameters.filter { $0.name == parameter.name }.map(\.text)
        if texts.count == 1 {
          json.member(parameter.name, texts[0])
        } else {
          json.members(parameter.name, of: texts) { json, text in json.string(text) }
        }
      }
    }
    return json.bytes + [.newline]
  }
}
