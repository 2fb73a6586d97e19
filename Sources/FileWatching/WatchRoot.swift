package import IgnoreRules
package import SystemPackage

/// A file or directory to watch, with everything below it that is not ignored.
package struct WatchRoot: Equatable, Sendable {
    /// An absolute path without symbolic links; it need not exist.
    package var path: FilePath

    /// What not to watch below it.
    package var rules: IgnoreRuleSet

    /// Whether files in it mark places in the stream of events: what was noted before a mark is handed over with it, or before.
    private(set) var holdsMarks = false

    /// Describes a directory that is there, in which whoever wants to know that all events up to a moment have been handed over
    /// creates a file.
    package init(marksIn directory: FilePath) {
        self.init(path: directory)
        holdsMarks = true
    }

    /// Describes what to watch.
    package init(path: FilePath, ignoring rules: IgnoreRuleSet = IgnoreRuleSet()) {
        self.path = path.lexicallyNormalized()
        self.rules = rules
    }

    /// Whether an event for the path concerns the root.
    func wants(_ candidate: FilePath) -> Bool {
        candidate.isAtOrBelow(path) && (candidate == path || !rules.ignores(candidate))
    }

    /// Whether a directory has to be looked into.
    func wantsToEnter(_ directory: FilePath) -> Bool {
        directory.isAtOrBelow(path) && (directory == path || !rules.canSkip(directory: directory))
    }
}
