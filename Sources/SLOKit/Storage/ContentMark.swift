// By what a file is known again when its name, its inode or both have changed hands: the first bytes
// of what was counted of it, and the last. Only counted bytes are looked at, since what comes behind
// them may still change; so a file of a hundred counted bytes is known as well as a large one.

/// What the counted bytes of a file look like.
package struct ContentMark: Equatable, Sendable {
  /// How many bytes of either end are looked at, at most.
  package static let spanBytes = 4096

  /// How many of the first bytes were looked at, and their FNV-1a hash.
  package private(set) var headBytes: Int
  package private(set) var headHash: UInt64
  /// How many of the last bytes before the offset were looked at, and their CRC-32C.
  package private(set) var tailBytes: Int
  package private(set) var tailCRC: UInt32

  /// Nothing was counted: any file fits.
  package static let nothing = ContentMark(
    headBytes: 0, headHash: AlertIdentity.fnv1a([]), tailBytes: 0, tailCRC: 0)

  package init(headBytes: Int, headHash: UInt64, tailBytes: Int, tailCRC: UInt32) {
    self.headBytes = headBytes
    self.headHash = headHash
    self.tailBytes = tailBytes
    self.tailCRC = tailCRC
  }

  /// The mark of a file whose counted bytes begin with `head` and end with `tail`, of which as much
  /// as counts is used.
  package init(head: some Collection<UInt8>, tail: some Collection<UInt8>) {
    self = .nothing
    extendHead(by: head)
    setTail(tail)
  }

  /// Moves the mark over `taken`, which were counted behind all that was; `before` are the bytes that
  /// the mark's tail is of.
  package mutating func move(over taken: ArraySlice<UInt8>, behind before: ArraySlice<UInt8>) {
    extendHead(by: taken)
    setTail(taken.count >= Self.spanBytes ? taken : before + taken)
  }

  /// Goes on with the hash of the first bytes, which is made byte by byte.
  private mutating func extendHead(by bytes: some Collection<UInt8>) {
    let bytes = bytes.prefix(Self.spanBytes - headBytes)
    headBytes += bytes.count
    headHash = bytes.reduce(headHash) { AlertIdentity.fnv1a([$1], after: $0) }
  }

  private mutating func setTail(_ bytes: some Collection<UInt8>) {
    let tail = Array(bytes.suffix(Self.spanBytes))
    tailBytes = tail.count
    tailCRC = CRC32C.of(tail)
  }

  /// Whether a file that begins with `head` may be the one: nothing speaks against it.
  package func fits(head: some Collection<UInt8>) -> Bool {
    head.count >= headBytes && AlertIdentity.fnv1a(head.prefix(headBytes)) == headHash
  }

  /// Whether the bytes before the offset end with `tail`.
  package func fits(tail: some Collection<UInt8>) -> Bool {
    tail.count >= tailBytes && CRC32C.of(Array(tail.suffix(tailBytes))) == tailCRC
  }
}
