// Counts by bucket of time, in pages of consecutive buckets that exist only where something was
// counted. Events come in any order; the pages grow at both ends, and what no question can ask for
// any more is cut off at the front, so that a series never holds more than the longest window.

/// Elements by bucket index.
package struct BucketSeries<Element: BucketElement>: Sendable {
  /// How many buckets a page holds.
  private static var pageLength: Int { 256 }

  /// Pages without anything are empty.
  private var pages: [Element.Page] = []
  /// The number of the first page: it starts with bucket `firstPage` × `pageLength`.
  private var firstPage = 0
  /// Every bucket before it is empty.
  private var firstKept = Int.max
  private let empty: Element

  /// A series in which every bucket holds `empty`.
  package init(empty: Element) { self.empty = empty }

  /// A range outside of which every bucket is empty.
  package var buckets: Range<Int> {
    (firstPage * Self.pageLength)..<((firstPage + pages.count) * Self.pageLength)
  }

  /// The element of `bucket`.
  package subscript(bucket: Int) -> Element {
    let (page, offset) = Self.place(of: bucket)
    guard pages.indices.contains(page - firstPage), !pages[page - firstPage].isEmpty else {
      return empty
    }
    return pages[page - firstPage][offset]
  }

  /// Changes the element of `bucket` in place.
  package mutating func update(_ bucket: Int, _ change: (inout Element) -> Void) {
    let (page, offset) = makePage(of: bucket)
    change(&pages[page][offset])
  }

  /// The index of the page that holds `bucket`, and the place there; the page is made where there is
  /// none.
  private mutating func makePage(of bucket: Int) -> (index: Int, offset: Int) {
    let (page, offset) = Self.place(of: bucket)
    if !pages.indices.contains(page - firstPage) { makeRoom(for: page) }
    let index = page - firstPage
    if pages[index].isEmpty {
      pages[index] = Element.Page(repeating: empty, count: Self.pageLength)
    }
    if bucket < firstKept { firstKept = bucket }
    return (index, offset)
  }

  /// Calls `body` with the buckets of `range` that may hold something, and their elements.
  package func forEach(in range: Range<Int>, _ body: (Int, Element) -> Void) {
    let range = range.clamped(to: buckets)
    guard !range.isEmpty else { return }
    for page in Self.place(of: range.lowerBound).page...Self.place(of: range.upperBound - 1).page
    where !pages[page - firstPage].isEmpty {
      let elements = pages[page - firstPage]
      let start = page * Self.pageLength
      for bucket in range.clamped(to: start..<(start + Self.pageLength)) {
        body(bucket, elements[bucket - start])
      }
    }
  }

  /// Forgets all buckets before `bucket`.
  package mutating func drop(before bucket: Int) {
    guard bucket > buckets.lowerBound else { return }
    let (page, offset) = Self.place(of: bucket)
    let gone = min(page - firstPage, pages.count)
    pages.removeFirst(gone)
    firstPage += gone
    let firstGone = max(firstKept, firstPage * Self.pageLength)
    firstKept = max(firstKept, bucket)
    guard firstPage == page, pages.first?.isEmpty == false, firstGone < bucket else { return }
    for index in Self.place(of: firstGone).offset..<offset { pages[0][index] = empty }
  }

  private static func place(of bucket: Int) -> (page: Int, offset: Int) {
    let page = bucket.flooredQuotient(by: pageLength)
    return (page, bucket - page * pageLength)
  }

  private mutating func makeRoom(for page: Int) {
    if pages.isEmpty { firstPage = page }
    if page < firstPage {
      let missing = repeatElement(Element.Page(), count: firstPage - page)
      pages.insert(contentsOf: missing, at: 0)
      firstPage = page
    }
    let missing = page - firstPage + 1 - pages.count
    if missing > 0 { pages.append(contentsOf: repeatElement(Element.Page(), count: missing)) }
  }
}

extension BucketSeries where Element == Counts {
  /// Counts `weight` events of `outcome` in `bucket`.
  package mutating func add(_ outcome: Outcome, weight: Int64, in bucket: Int) {
    let (page, offset) = makePage(of: bucket)
    pages[page].add(outcome, weight: weight, at: offset)
  }

  /// The sum over `range`.
  package func sum(over range: Range<Int>) -> Counts {
    var total = Counts.zero
    forEach(in: range) { total += $1 }
    return total
  }
}
