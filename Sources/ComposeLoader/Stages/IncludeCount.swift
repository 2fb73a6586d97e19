/// How many files one load has included: files that include others twice each would be read without end.
///
/// - Ownership: belongs to one load and is not shared.
final class IncludeCount {
    /// The most files that a project may include, each counted as often as it is included.
    static let limit = 1_000
    /// How many files may include one another in a row.
    static let depthLimit = 100

    private var count = 0

    /// Counts files; false when they are too many.
    func add(_ files: Int) -> Bool {
        count += files
        return count <= Self.limit
    }
}
