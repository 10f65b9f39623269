// One look at a live view: where somebody is and which keys were pressed come in, where that leads and
// the lines of the screen go out. The same whether the picture is made where the terminal is, or by
// a daemon, which keeps nothing of those who look.

/// What somebody looks at a live view with.
package struct WatchLook: Sendable, Equatable {
  package var state = WatchState()
  /// What was pressed since the last look.
  package var keys: [WatchKey] = []
  package var size = TerminalSize(columns: 80, rows: 24)
  /// The text that was asked for; nil where none was, or where it is not there yet.
  package var text: String?

  package init() {}
}

/// What a look at a live view shows.
package struct WatchView: Sendable, Equatable {
  package var state: WatchState
  /// What the keys asked of whoever shows it.
  package var wish: WatchState.Wish
  /// As many as the terminal has rows, escaped for it.
  package var lines: [String]
  /// The instant of its figures.
  package var asOf: Timestamp

  /// What `look` shows of `picture`.
  package init(_ look: WatchLook, of picture: WatchPicture, colour: Bool) {
    var picture = picture
    picture.text = look.text
    state = look.state
    wish = .nothing
    for key in look.keys where wish == .nothing { wish = state.press(key, on: picture) }
    // The text of another explanation is none of this one.
    if case .explanation = wish { picture.text = nil }
    lines = WatchScreen.lines(of: picture, state, size: look.size).map {
      $0.rendered(colour: colour)
    }
    asOf = picture.answer.asOf
  }
}

// MARK: On its way

extension WatchView {
  /// The view as one line of JSON.
  ///
  /// - Parameter config: The path of the config that it was made by.
  package func json(config: String) -> String {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("schema", "sloctl/watch/v1")
      json.member("asOf", asOf.description)
      json.member("config", config)
      json.key("place")
      state.write(to: &json)
      switch wish {
      case .nothing: break
      case .quit: json.member("quit", true)
      case .explanation(let name): json.member("explain", name)
      }
      json.members("lines", of: lines) { $0.string($1) }
    }
    return json.text + "\n"
  }

  /// The view that `json` is, and the path of the config that it was made by; nil where it is none.
  package static func view(in json: String) -> (view: WatchView, config: String)? {
    guard let value = try? JSONValue.parse(Array(json.utf8)), let config = value["config"]?.text,
      let asOf = value["asOf"]?.text.flatMap({ Timestamp.parse($0) }),
      let state = value["place"].flatMap({ WatchState($0) }),
      let lines = value["lines"]?.array?.compactMap(\.text)
    else { return nil }
    let wish: WatchState.Wish =
      value["quit"]?.bool == true
      ? .quit : value["explain"]?.text.map { .explanation(of: $0) } ?? .nothing
    return (WatchView(state: state, wish: wish, lines: lines, asOf: asOf), config)
  }

  private init(state: WatchState, wish: WatchState.Wish, lines: [String], asOf: Timestamp) {
    self.state = state
    self.wish = wish
    self.lines = lines
    self.asOf = asOf
  }
}

extension WatchLook {
  /// The look as a daemon takes it.
  package var parameters: [QueryParameters.Parameter] {
    var json = JSONWriter(.line)
    state.write(to: &json)
    var parameters: [QueryParameters.Parameter] = [
      .init("width", String(size.columns)), .init("rows", String(size.rows)),
      .init("place", json.text),
    ]
    parameters += keys.map { .init("press", $0.rawValue) }
    if let text { parameters.append(.init("text", text)) }
    return parameters
  }
}
