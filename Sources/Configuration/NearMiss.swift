/// The one of `candidates` that a person most likely meant by `word`; nil if none is near.
package func nearest(to word: String, among candidates: [String]) -> String? {
  // No candidate is half as long, and the comparison takes the product of both lengths.
  guard word.utf8.count <= 40 else { return nil }
  let near = candidates.map { (name: $0, distance: editDistance(word, $0)) }
    .filter { $0.distance <= max(1, $0.name.utf8.count / 3) }
  return near.min { $0.distance < $1.distance }?.name
}

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour to make one word the other
/// (optimal string alignment).
private func editDistance(_ first: String, _ second: String) -> Int {
  let first = Array(first.utf8)
  let second = Array(second.utf8)
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for row in first.indices {
    var current = [row + 1]
    for column in second.indices {
      let isSame = first[row] == second[column]
      var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
