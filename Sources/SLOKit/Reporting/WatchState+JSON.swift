// Where somebody is in a live view, on its way to a daemon and back. The overview, where everybody
// begins, goes without saying.

extension WatchState {
  /// Writes the state as an object.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("order", order.rawValue)
      json.member("row", Int64(rows.first ?? 0))
      json.members("pages", of: zip(pages, rows).dropFirst()) { json, place in
        json.object { json in
          switch place.0 {
          case .overview: break
          case .objective(let name): json.member("objective", name)
          case .customer(let key, let name):
            json.member("objective", name)
            // A key is bytes, and need be no text.
            json.members("customer", of: key) { $0.integer(Int64($1)) }
          case .origin(let origin, let name):
            json.member("objective", name)
            json.member("origin", origin.name)
          case .explanation(let name): json.member("explained", name)
          }
          json.member("row", Int64(place.1))
        }
      }
    }
  }

  /// The state that `value` is; nil where it is none.
  init?(_ value: JSONValue) {
    guard let order = value["order"]?.text.flatMap({ Order(rawValue: $0) }),
      let row = value["row"]?.number.flatMap({ Int($0) }), let pages = value["pages"]?.array
    else { return nil }
    var places: [(page: Page, row: Int)] = [(.overview, row)]
    for page in pages {
      guard let row = page["row"]?.number.flatMap({ Int($0) }), let next = Self.page(page) else {
        return nil
      }
      places.append((next, row))
    }
    self.init(pages: places, order: order)
  }

  private static func page(_ value: JSONValue) -> Page? {
    if let name = value["explained"]?.text { return .explanation(of: name) }
    guard let name = value["objective"]?.text else { return nil }
    if let origin = value["origin"] {
      return origin.text.flatMap { Origin(name: $0) }.map { .origin($0, of: name) }
    }
    guard let customer = value["customer"] else { return .objective(name) }
    guard let bytes = customer.array?.map({ $0.number.flatMap { UInt8($0) } }) else { return nil }
    let key = bytes.compactMap { $0 }
    return key.count == bytes.count ? .customer(key, of: name) : nil
  }
}

extension QueryValue {
  /// Where somebody is in a live view, as JSON.
  func watchState() throws(QuestionRefusal) -> WatchState {
    guard let value = try? JSONValue.parse(Array(text.utf8)), let state = WatchState(value) else {
      throw refusal(wanted: "what the last reply gives as \"place\"")
    }
    return state
  }
}
