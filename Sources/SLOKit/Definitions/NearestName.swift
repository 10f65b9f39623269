// The name that somebody meant who wrote another: a text and the names there are come in, the
// nearest goes out, or nil where none is near enough to be worth saying.

/// The one of `names` that `text` is most likely a slip of: equal but for letter case, or at most a
/// third of its letters away (insertions, deletions, substitutions, neighbours swapped). Of equally
/// near ones the first; nil where none is near.
package func nearestName(to text: String, in names: some Sequence<String>) -> String? {
  let wanted = Array(text.lowercased().utf8)
  // A text this long is no slip of a name, and the distance takes the product of the lengths.
  guard !wanted.isEmpty, wanted.count <= 128 else { return nil }
  var nearest: (name: String, distance: Int)?
  for name in names {
    let candidate = Array(name.lowercased().utf8)
    guard candidate.count <= 128 else { continue }
    let limit = max(1, max(wanted.count, candidate.count) / 3)
    guard abs(wanted.count - candidate.count) <= limit, min(wanted.count, candidate.count) > 1
    else {
      if wanted == candidate { return name }
      continue
    }
    let distance = editDistance(wanted, candidate)
    guard distance <= limit, distance < nearest?.distance ?? .max else { continue }
    nearest = (name, distance)
  }
  return nearest?.name
}

/// How many insertions, deletions, substitutions and swaps of neighbours lead from one text to the
/// other, no place being changed twice (the optimal string alignment distance).
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
