import Diagnostics

/// What `engarde db` does.
enum DatabaseAction: String, CaseIterable, Sendable {
    case new
    case migrate
    case rollback
    case history
    case shell
    case reset
    case snapshot
    case restore
    case list
    case hook
    case offer

    /// What stands behind it.
    var operands: String {
        switch self {
        case .new: "<message>"
        case .migrate: "[target]"
        case .rollback: "[number or target]"
        case .shell: "[-- argument...]"
        case .snapshot, .restore: "[name]"
        case .hook: "<install or uninstall>"
        case .history, .reset, .list, .offer: ""
        }
    }

    /// How many words may stand behind it.
    var wordCount: ClosedRange<Int> {
        switch self {
        case .new, .shell: 0...Int.max
        case .migrate, .rollback: 0...2
        case .snapshot, .restore: 0...1
        case .hook: 1...1
        case .history, .reset, .list, .offer: 0...0
        }
    }

    /// The options that only some actions have, of which this one takes these.
    var options: Set<String> {
        switch self {
        case .reset: ["--service", "--yes", "--migrate", "--snapshot"]
        case .snapshot: ["--service", "--branch", "--remove"]
        case .restore: ["--service", "--yes", "--no-backup"]
        case .shell: ["--service"]
        case .list: ["--format", "--quiet"]
        case .new, .migrate, .rollback, .history, .hook, .offer: []
        }
    }

    /// Reads a word.
    ///
    /// - Throws: ``UsageError`` with the nearest one.
    init(word: String) throws {
        guard let action = DatabaseAction(rawValue: word) else {
            throw UsageError(
                message: "'db' has no action '\(word)'",
                hint: NameSuggestion.correction(of: word, among: Self.allCases.map(\.rawValue))
            )
        }
        self = action
    }

    /// Checks what stands behind it.
    ///
    /// - Parameters:
    ///   - words: what is no option.
    ///   - given: the options, by their names.
    /// - Throws: ``UsageError``.
    func check(_ words: [String], given: [String]) throws {
        let hint = "write 'engarde db \(rawValue) \(operands)".trimmingBlanks + "'"
        if let wrong = given.first(where: { !options.contains($0) }) {
            throw UsageError(message: "'db \(rawValue)' has no option '\(wrong)'", hint: "leave out '\(wrong)'")
        }
        guard wordCount.contains(words.count) else {
            throw UsageError(
                message: words.count < wordCount.lowerBound
                    ? "'db \(rawValue)' needs more than that" : "'db \(rawValue)' takes no '\(words.last ?? "")'",
                hint: hint
            )
        }
        if self == .new, words.allSatisfy({ $0.trimmingBlanks.isEmpty }) {
            throw UsageError(message: "a migration needs a message", hint: hint)
        }
        if self == .hook, !["install", "uninstall"].contains(words.first ?? "") {
            throw UsageError(
                message: "'db hook' has no action '\(words.first ?? "")'",
                hint: NameSuggestion.correction(of: words.first ?? "", among: ["install", "uninstall"])
            )
        }
    }
}
