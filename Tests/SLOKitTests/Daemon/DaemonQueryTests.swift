import Testing

@testable import SLOKit

struct DaemonQueryTests {
  static func query(_ json: String) throws -> DaemonQuery {
    try DaemonQuery(QueryParameters(json: Array(json.utf8)))
  }

  @Test func `a line of JSON and a URL ask the same`() throws {
    let line = """
      {"ask":"gate","objective":["a","b"],"maxBurn":["1h=2","page"],"minValid":5,"lastDeploy":true,
       "override":null,"perCustomer":false,"charge":"infrastructure,unknown","format":"junit"}
      """
    let parameters = try QueryParameters(
      query: Array(
        "ask=gate&objective=a&objective=%62&maxBurn=1h%3d2&maxBurn=page&minValid=5&lastDeploy"
          .utf8) + Array("&charge=infrastructure,unknown&format=junit".utf8))
    #expect(try QueryParameters(json: Array(line.utf8)) == parameters)
    let query = try DaemonQuery(parameters)
    #expect(query.objectives == ["a", "b"] && query.format == .junit && query.gate.minValid == 5)
    #expect(query.gate.refusesWhilePaging && query.gate.refusesWorseDeploy)
    #expect(query.gate.burnLimits.map(\.lookback) == [.hours(1)])
    #expect(query.charge == OriginSet([.infrastructure, .unknown]))
    #expect(try QueryParameters(json: Array(parameters.line.dropLast())) == parameters)
  }

  @Test(arguments: [
    ("", "no JSON"), ("[]", "a list"), ("{}", "no \"ask\""), (#"{"ask":"all"}"#, "\"all\""),
    (#"{"ask":"budget","ask":"burn"}"#, "ask"), (#"{"ask":"budget","tip":3}"#, "\"tip\""),
    (#"{"ask":"budget","top":0}"#, "wanted a whole number from 1"),
    (#"{"ask":"budget","top":{"a":1}}"#, "an object"),
    (#"{"ask":"customers","last":"5 parsecs"}"#, "wanted a duration"),
    (#"{"ask":"gate","minRemaining":"10"}"#, "wanted a percentage"),
    (#"{"ask":"gate","maxBurn":"page2"}"#, "wanted LOOKBACK=RATE"),
    (#"{"ask":"gate","charge":"gods"}"#, "wanted some of"),
    (#"{"ask":"status","format":"csv"}"#, "wanted one of table, json"),
    (#"{"ask":"budget","where":"a == 1"}"#, "knows no \"where\""),
  ])
  func `what is wrong is refused in words`(_ line: String, _ words: String) {
    do {
      _ = try Self.query(line)
      Issue.record("\(line) was taken")
    } catch {
      #expect(
        "\(error)".contains(words.replacing("\"", with: "\\\"")) || "\(error)".contains(words))
    }
  }

  @Test(arguments: 0..<200)
  func `any bytes are a question or a refusal`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let seeds = [#"{"ask":"gate","maxBurn":["1h=2"],"top":1}"#, "ask=budget&top=%31&by=a%20b"]
    for text in seeds {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1..<6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? DaemonQuery(QueryParameters(json: bytes))
      _ = try? DaemonQuery(QueryParameters(query: bytes))
    }
  }

  @Test func `a reply goes over in one line, whatever it holds`() throws {
    let text = "a\n\"b\"\u{2028}\u{1B}[31m<é>\n"
    let reply = QueryReply(status: 3, .text(text))
    let line = reply.line(asValue: false)
    #expect(line.count { $0 == .newline } == 1)
    let again = try QueryReply(line: Array(line.dropLast()))
    #expect(again.status == 3 && again.body == .text(text))
    let value = QueryReply(status: 0, .text("{\n  \"a\": [\n    1\n  ]\n}\n")).line(asValue: true)
    #expect(String(decoding: value, as: UTF8.self) == "{\"status\":0,\"answer\":{\"a\": [1]}}\n")
  }

  @Test(
    arguments: [
      ("127.0.0.1:7560", "127.0.0.1", 7560, true), ("[::1]:1", "::1", 1, true),
      ("localhost:80", "127.0.0.1", 80, true), ("0.0.0.0:80", "0.0.0.0", 80, false),
    ] as [(String, String, UInt16, Bool)])
  func `an address to listen on`(_ text: String, _ host: String, _ port: UInt16, _ own: Bool) {
    let address = ListenAddress(text)
    #expect(address?.host == host && address?.port == port && address?.isLoopback == own)
    for wrong in ["", ":1", "::1:1", "1.2.3.4", "h:70000", "h:-1"] {
      #expect(ListenAddress(wrong) == nil)
    }
  }
}
