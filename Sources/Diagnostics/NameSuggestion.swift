/// Finds the name that a misspelt one was probably meant to be.
public enum NameSuggestion {
    /// The candidate nearest to `name`, if one is near enough to be worth suggesting.
    ///
    /// Near enough means an edit distance (insert, delete, replace, swap of neighbours) of at most a third of the name's
    /// length, and at least 1, with something in common. Ties go to the candidate that comes first.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name && abs(candidate.count - name.count) <= limit {
            let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
            // Names that share nothing are not misspellings of each other.
            guard distance < max(name.count, candidate.count) else { continue }
            if distance <= limit, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// The hint at a name that was probably meant.
    package static func question(_ name: String) -> String { "did you mean '\(name)'?" }

    private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, leftCharacter) in left.enumerated() {
            var current = [row + 1]
            for (column, rightCharacter) in right.enumerated() {
                var cost = min(
                    previous[column + 1] + 1,
                    current[column] + 1,
                    previous[column] + (leftCharacter == rightCharacter ? 0 : 1)
                )
                if row > 0, column > 0, leftCharacter == right[column - 1], left[row - 1] == rightCharacter {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
