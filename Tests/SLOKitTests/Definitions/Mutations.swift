// Damage to a text, the same in every run: what a slip of the hand, a bad disk or an enemy does.

/// `bytes` with one to four places changed, removed, doubled or moved.
func mutated(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  let tokens = [
    "\"", "{", "}", "[", "]", ",", ":", "null", "-1", "1e99", "'", "(", "\\u", "%", "99.9%",
  ]
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    guard !bytes.isEmpty else { return bytes }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0...5, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3: bytes.insert(contentsOf: random.pick(tokens).utf8, at: place)
    case 4: bytes.replaceSubrange(place..<end, with: random.pick(tokens).utf8)
    default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
    }
  }
  return bytes
}
