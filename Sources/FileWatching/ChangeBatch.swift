package import SystemPackage

/// What may have changed since the batch before: hints where to look, never a statement of what is there.
package struct ChangeBatch: Equatable, Sendable {
    /// Files and directories that were written, created, deleted, renamed or whose attributes changed.
    package var paths: Set<FilePath> = []

    /// Directories below which anything may have changed. After lost events these are all the roots.
    package var trees: Set<FilePath> = []

    /// Whether the system dropped events, so that `trees` are all the roots.
    package var lostEvents = false

    /// When the first event of the batch was seen.
    package var firstEvent: ContinuousClock.Instant

    /// Whether there is nothing to look at.
    package var isEmpty: Bool { paths.isEmpty && trees.isEmpty }

    /// Describes a batch.
    package init(paths: Set<FilePath> = [], trees: Set<FilePath> = [], firstEvent: ContinuousClock.Instant) {
        self.paths = paths
        self.trees = trees
        self.firstEvent = firstEvent
    }
}
