import ComposeModel
import SessionEvents

/// The process that watches a project in the background, as the other runs of the program see it.
///
/// What takes a project down (`down`, `wait --down-project`), and `watch --stop`, end it by ``end()``; it ends by itself with the
/// project's last container.
package struct BackgroundWatcher: Sendable {
    private let session: Session

    /// Looks after the watcher of the session's project.
    package init(_ session: Session) { self.session = session }

    /// Who watches the project, in the background or not; `nil` if nobody does.
    package var holder: WatchHolder? { session.folder.flatMap(WatchLock.holder) }

    /// Ends the watcher, if there is one; one that runs in somebody's terminal is left alone.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `CancellationError`.
    @discardableResult
    package func end() async throws -> Bool {
        guard let holder, holder.isInBackground else { return false }
        try await WatchLock.end(holder, clock: session.clock)
        session.events.emit(.watcherEnded(process: Int(holder.process.pid)))
        return true
    }

    /// Makes way for another watcher: ends one in the background, and refuses if somebody watches in a terminal.
    ///
    /// - Throws: ``WatchLock/Failure``, `CancellationError`.
    package func makeWay() async throws {
        guard let holder else { return }
        guard holder.isInBackground else { throw WatchLock.Failure.held(holder, project: session.name) }
        try await end()
    }

    /// Shows what it said, and what it says.
    ///
    /// - Parameters:
    ///   - tail: how many of the last lines are shown; `nil` is all.
    ///   - follows: whether it goes on as long as somebody watches.
    ///   - show: takes lines, as they stand in the log.
    /// - Throws: `CancellationError`.
    package func showLog(
        tail: Int?,
        following follows: Bool,
        _ show: @escaping @Sendable ([String]) -> Void
    ) async throws {
        guard let folder = session.folder else { return }
        try await WatchLog.follow(
            folder.watchLog,
            tail: tail,
            clock: session.clock,
            while: { follows && holder != nil },
            show
        )
    }
}
