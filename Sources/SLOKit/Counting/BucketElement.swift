// What series by bucket hold, and how a page of consecutive buckets lies in memory: one element
// behind the other, or packed where there is a way that takes less.

/// Something that can be held by bucket.
package protocol BucketElement: Sendable {
  /// How consecutive elements are held.
  associatedtype Page: BucketPage & Sendable = [Self] where Page.Element == Self
}

/// Consecutive elements.
package protocol BucketPage {
  associatedtype Element
  /// `count` times `element`.
  init(repeating element: Element, count: Int)
  /// No elements.
  init()
  var isEmpty: Bool { get }
  subscript(index: Int) -> Element { get set }
}

extension Array: BucketPage {}

extension CountCells: BucketPage {
  package init(repeating counts: Counts, count: Int) {
    self.init()
    grow(to: count)
    if counts != .zero { for index in 0..<count { self[index] = counts } }
  }

  package var isEmpty: Bool { count == 0 }
}

/// Most buckets have few events, which fit into eight bytes.
extension Counts: BucketElement { package typealias Page = CountCells }

extension Array: BucketElement where Element == ExemplarLog.Entry {}
extension Bool: BucketElement {}
extension Int: BucketElement {}
extension Int64: BucketElement {}
extension Judged: BucketElement {}
extension KeyExemplarLog.Page: BucketElement {}
extension KeyLog.Page: BucketElement {}
extension Presence.Span: BucketElement {}
extension UserUptime.Sum: BucketElement {}
