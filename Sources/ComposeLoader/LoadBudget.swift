/// What one load may still cost: small files can ask for endless work.
///
/// - Ownership: belongs to one load and is not shared.
final class LoadBudget {
    /// The most files that a project may include, each counted as often as it is included.
    static let includedFileLimit = 1_000
    /// How many files may include one another in a row.
    static let includeDepthLimit = 100
    /// The most ports that the ranges of a project may stand for: twice as many as a host has.
    static let portLimit = 131_072
    /// The most text that values of variables may become.
    ///
    /// - Unit: bytes.
    static let expansionLimit = 32 * 1_048_576
    /// The most text in the env files and label files of services, each counted as often as it is read.
    ///
    /// - Unit: bytes.
    static let serviceFileLimit = 256 * 1_048_576
    /// The most names that misspelt ones are compared with.
    static let comparisonLimit = 100_000

    private var includedFiles = 0
    private var ports = 0
    private var expandedBytes = 0
    private var serviceFileBytes = 0
    private var comparisons = 0

    /// Whether values of variables became more text than allowed.
    var isExpansionExhausted: Bool { expandedBytes > Self.expansionLimit }

    /// Counts included files; false when they are too many.
    func include(_ files: Int) -> Bool {
        includedFiles += files
        return includedFiles <= Self.includedFileLimit
    }

    /// Counts the ports of a range; false when they are too many.
    func publish(_ count: Int) -> Bool {
        ports += count
        return ports <= Self.portLimit
    }

    /// Counts the value of a variable; nothing when that is too much text.
    func expand(_ value: String?) -> String? {
        guard let value else { return nil }
        expandedBytes += value.utf8.count
        return isExpansionExhausted ? "" : value
    }

    /// Counts the bytes of a service's file; false when they are too many.
    func readServiceFile(_ count: Int) -> Bool {
        serviceFileBytes += count
        return serviceFileBytes <= Self.serviceFileLimit
    }

    /// Counts names to compare with; false when they are too many.
    func compare(_ count: Int) -> Bool {
        comparisons += count
        return comparisons <= Self.comparisonLimit
    }
}
