/// What one load may still cost: small files can ask for endless work.
///
/// - Ownership: belongs to one load and is not shared.
final class LoadBudget {
    /// A quantity of which a load may use so much, and no more.
    struct Allowance {
        let limit: Int
        private var spent = 0

        init(limit: Int) { self.limit = limit }

        /// Whether more was used than allowed.
        var isExhausted: Bool { spent > limit }

        /// Uses some of it; false when that is more than allowed.
        mutating func spend(_ count: Int) -> Bool {
            spent += count
            return !isExhausted
        }
    }

    /// How many files may include one another in a row.
    static let includeDepthLimit = 100

    /// The files that a project includes, each counted as often as it is included.
    var includedFiles = Allowance(limit: 1_000)
    /// The ports that the ranges of a project stand for: twice as many as a host has.
    var ports = Allowance(limit: 131_072)
    /// The text that values of variables become.
    ///
    /// - Unit: bytes.
    private var expansion = Allowance(limit: 32 * 1_048_576)
    /// The text in the env files and label files of services, each counted as often as it is read.
    ///
    /// - Unit: bytes.
    var serviceFiles = Allowance(limit: 256 * 1_048_576)
    /// The names that misspelt ones are compared with.
    var comparisons = Allowance(limit: 100_000)

    /// What is wrong once values of variables became more text than allowed; `nil` before.
    var expansionProblem: String? {
        guard expansion.isExhausted else { return nil }
        return "the values of variables become more than \(expansion.limit / 1_048_576) MiB of text"
    }

    /// Counts the value of a variable; nothing when that is too much text.
    func expand(_ value: String?) -> String? {
        guard let value else { return nil }
        return expansion.spend(value.utf8.count) ? value : ""
    }
}
