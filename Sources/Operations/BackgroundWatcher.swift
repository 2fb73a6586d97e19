package import ComposeModel
package import SessionEvents

/// The process that watches a project in the background, as the other runs of the program see it.
///
/// Whatever ends a project (`down`, `stop`, `watch --stop`) ends it by ``end(reportingTo:)``; it ends by itself with the
/// project's last container.
package struct BackgroundWatcher: Sendable {
    private let project: ProjectName
    private let folder: ProjectFolder

    /// Looks after the watcher of a project.
    package init(of project: ProjectName, in folder: ProjectFolder) {
        self.project = project
        self.folder = folder
    }

    /// Who watches the project, in the background or not; `nil` if nobody does.
    package var holder: WatchHolder? { WatchLock.holder(folder) }

    /// Ends the watcher, if there is one; one that runs in somebody's terminal is left alone.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `CancellationError`.
    @discardableResult
    package func end(reportingTo events: any SessionEventSink) async throws -> Bool {
        guard let holder, holder.isInBackground else { return false }
        try await WatchLock.end(holder)
        events.emit(.notice("ended the watcher of project '\(project)' (process \(holder.process.pid))"))
        return true
    }

    /// Makes way for another watcher: ends one in the background, and refuses if somebody watches in a terminal.
    ///
    /// - Throws: ``WatchLock/Failure``, `CancellationError`.
    package func makeWay(reportingTo events: any SessionEventSink) async throws {
        guard let holder else { return }
        guard holder.isInBackground else { throw WatchLock.Failure.held(holder, project: project) }
        try await end(reportingTo: events)
    }
}
