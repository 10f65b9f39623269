// What each path of a daemon answers. The paths under /api/v1 take the names of the query language
// as their query; a gate's verdict is its status, so that `curl -f` is all that a job needs.

/// The paths of a daemon.
struct HTTPRoutes {
  private unowned let desk: any DaemonDesk

  init(desk: any DaemonDesk) { self.desk = desk }

  private static let api = "/api/v1/"
  /// A live view is for terminals.
  private static let asks = DaemonQuery.Ask.allCases.filter { $0 != .watch }

  func response(to request: HTTPRequest) -> HTTPResponse {
    switch request.path {
    case "/healthz": return HTTPResponse(.ok, .text, "ok\n")
    case "/readyz":
      switch desk.status().readiness {
      case .ready: return HTTPResponse(.ok, .text, "ready\n")
      case .notReady(let reason): return HTTPResponse(.unavailable, .text, "\(reason)\n")
      }
    case "/metrics":
      return response(.openMetrics) { OpenMetrics.text(of: $0, status: desk.status()) }
    case "/":
      return response(.html) { answer throws(QuestionRefusal) in
        // A log that cannot be read keeps nobody from seeing the budgets.
        DaemonDocument(
          answer, alerts: desk.openAlerts, log: (try? desk.alertEntries()) ?? [],
          status: desk.status(), report: try desk.periodReport()
        ).html
      }
    default: break
    }
    guard request.path.utf8.starts(with: Self.api.utf8),
      let ask = Self.asks.first(where: {
        request.path.utf8.dropFirst(Self.api.utf8.count).elementsEqual($0.rawValue.utf8)
      })
    else {
      let paths = Self.asks.map { "\(Self.api)\($0.rawValue)\n" }.joined()
      return HTTPResponse(.notFound, .text, "there are\n/\n/metrics\n/healthz\n/readyz\n" + paths)
    }
    return answer(ask, request.query)
  }

  /// What `render` makes of the figures of all objectives.
  private func response(
    _ kind: HTTPResponse.Kind, _ render: (Answer) throws(QuestionRefusal) -> String
  ) -> HTTPResponse {
    var question = Question()
    question.wantsBurn = true
    do throws(QuestionRefusal) {
      return HTTPResponse(.ok, kind, try render(try desk.answer(to: question)))
    } catch {
      return HTTPResponse(.unavailable, .text, "\(error.message); \(error.advice)\n")
    }
  }

  private func answer(_ ask: DaemonQuery.Ask, _ query: [UInt8]) -> HTTPResponse {
    do throws(QuestionRefusal) {
      var parameters = try QueryParameters(query: query)
      parameters.parameters.removeAll { $0.name == "ask" }
      parameters.parameters.insert(.init("ask", ask.rawValue), at: 0)
      let query = try DaemonQuery(parameters)
      let reply = QueryReply(to: query, from: desk)
      switch reply.body {
      case .refusal: return Self.refusal(reply)
      case .text(let text):
        return HTTPResponse(
          Self.status(of: reply, for: ask), Self.kind(of: query.format ?? .json, for: ask), text)
      }
    } catch {
      return Self.refusal(
        QueryReply(status: 2, .refusal(message: error.message, advice: error.advice)))
    }
  }

  private static func refusal(_ reply: QueryReply) -> HTTPResponse {
    HTTPResponse(
      .badRequest, .json, String(decoding: reply.line(asValue: false), as: UTF8.self))
  }

  /// 200 go, 409 refused, 503 no verdict; everything else is answered, whatever the answer.
  private static func status(of reply: QueryReply, for ask: DaemonQuery.Ask) -> HTTPStatus {
    guard ask == .gate else { return .ok }
    switch reply.status {
    case 0: return .ok
    case 1: return .conflict
    default: return .unavailable
    }
  }

  private static func kind(
    of format: OutputFormat, for ask: DaemonQuery.Ask
  ) -> HTTPResponse.Kind {
    switch format {
    case .json: ask == .alerts ? .jsonLines : .json
    case .csv: .csv
    case .markdown: .markdown
    case .junit: .xml
    case .html: .html
    case .table, .github, .text: .text
    }
  }
}
