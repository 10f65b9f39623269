// Where somebody is in a live view: which page, which row, in which order. A key and the picture in,
// the next state out; nothing else changes it.

/// Where somebody is in a live view.
package struct WatchState: Sendable, Equatable {
  /// A page, and what it is about.
  package enum Page: Sendable, Equatable {
    case overview
    case objective(String)
    case customer([UInt8], of: String)
    case origin(Origin, of: String)
    /// What the failures of an objective share; the text is in the picture.
    case explanation(of: String)
  }

  /// What the overview is ordered by.
  package enum Order: String, CaseIterable, Sendable {
    /// The least left first.
    case spent
    /// The fastest first, over the shortest look-back.
    case burn
    /// As the config has them.
    case config
  }

  /// What a key asks of whoever shows the view.
  package enum Wish: Sendable, Equatable {
    case nothing
    case quit
    /// The picture's text: what the failures of this objective share.
    case explanation(of: String)
  }

  /// The page that is shown, behind those that led to it.
  package private(set) var pages: [Page] = [.overview]
  /// The chosen row of each page: of its list, or the first line that is shown of its text.
  private(set) var rows = [0]
  package private(set) var order = Order.spent

  package init() {}

  /// On the last of `pages`, each with its chosen row: the overview, and what was entered from it.
  init(pages: [(page: Page, row: Int)], order: Order) {
    self.pages = pages.map(\.page)
    // No list is so long.
    rows = pages.map { min(max(0, $0.row), 1 << 24) }
    self.order = order
  }

  package var page: Page { pages.last ?? .overview }

  /// The chosen row, where the page has `count` of them.
  package func row(of count: Int) -> Int { min(rows.last ?? 0, max(0, count - 1)) }

  /// What the key does, with `picture` on the screen.
  package mutating func press(_ key: WatchKey, on picture: WatchPicture) -> Wish {
    let rowCount = rowCount(picture)
    let last = rows.count - 1
    switch key {
    case .up: rows[last] = max(0, row(of: rowCount) - 1)
    case .down: rows[last] = min(max(0, rowCount - 1), rows[last] + 1)
    case .top: rows[last] = 0
    case .quit: return .quit
    case .back:
      guard pages.count > 1 else { return .nothing }
      pages.removeLast()
      rows.removeLast()
    case .sort:
      guard page == .overview else { return .nothing }
      let next = (Order.allCases.firstIndex(of: order) ?? 0) + 1
      order = Order.allCases[next % Order.allCases.count]
      rows[last] = 0
    case .open:
      if let next = chosenPage(picture) { enter(next) }
    case .explain:
      guard let name = objective(picture) else { return .nothing }
      enter(.explanation(of: name))
      return .explanation(of: name)
    }
    return .nothing
  }

  private mutating func enter(_ page: Page) {
    pages.append(page)
    rows.append(0)
  }

  /// The objective that the page, or its chosen row, is about.
  private func objective(_ picture: WatchPicture) -> String? {
    switch page {
    case .overview:
      let all = ordered(picture.answer.objectives)
      return all.isEmpty ? nil : all[row(of: all.count)].objective.name
    case .objective(let name), .customer(_, let name), .origin(_, let name): return name
    case .explanation: return nil
    }
  }

  private func chosenPage(_ picture: WatchPicture) -> Page? {
    switch page {
    case .overview: return objective(picture).map { .objective($0) }
    case .objective(let name):
      let choices = WatchState.choices(of: name, in: picture)
      return choices.isEmpty ? nil : choices[row(of: choices.count)]
    case .customer, .origin, .explanation: return nil
    }
  }

  private func rowCount(_ picture: WatchPicture) -> Int {
    switch page {
    case .overview: picture.answer.objectives.count
    case .objective(let name): WatchState.choices(of: name, in: picture).count
    case .customer, .origin: 1
    case .explanation: picture.text?.utf8.count { $0 == UInt8(ascii: "\n") } ?? 1
    }
  }

  /// What can be opened from an objective's page: the origins of its failures, then its customers.
  static func choices(of name: String, in picture: WatchPicture) -> [Page] {
    guard let answer = picture.answer.objectives.first(where: { $0.objective.name == name }) else {
      return []
    }
    let counts = answer.figures.counts
    let origins = Origin.allCases.filter { counts.failed(by: $0) > 0 }
    return origins.map { .origin($0, of: name) }
      + (answer.keys?.keys ?? []).map { .customer($0.key, of: name) }
  }

  /// The objectives in the order that was chosen.
  func ordered(_ objectives: [ObjectiveAnswer]) -> [ObjectiveAnswer] {
    let places = objectives.enumerated()
    switch order {
    case .config: return objectives
    case .spent:
      return places.sorted { a, b in
        (b.element.spentRank, a.offset) < (a.element.spentRank, b.offset)
      }.map(\.element)
    case .burn:
      return places.sorted { a, b in
        (b.element.burnRank, a.offset) < (a.element.burnRank, b.offset)
      }.map(\.element)
    }
  }
}

extension ObjectiveAnswer {
  /// What is spent; less than nothing where there is no number.
  fileprivate var spentRank: Double { figures.budget.spent ?? -1 }
  fileprivate var burnRank: Double { burn.first?.rate ?? -1 }
}
