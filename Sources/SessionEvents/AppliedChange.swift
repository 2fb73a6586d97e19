/// A batch of changes that is in a service's containers, or whose action is done.
package struct AppliedChange: Sendable, Hashable, Encodable {
    /// What was done.
    package enum Action: String, Sendable, Hashable, Encodable {
        /// Files were copied or removed.
        case sync
        /// Files were copied or removed and the service restarted.
        case syncAndRestart = "sync+restart"
        /// The service was restarted.
        case restart
        /// The image was rebuilt and the containers replaced.
        case rebuild
        /// The containers were compared with the tree and brought up to date.
        case convergence = "initial sync"
    }

    /// What was done.
    package var action: Action
    /// How many files, links and directories were written.
    package var written: Int
    /// How many were deleted.
    package var deleted: Int
    /// One path that stands for the batch, relative to the project directory where possible.
    package var path: String?
    /// From the first change of the batch to the last container's acknowledgement.
    package var elapsed: Seconds

    /// Creates a report.
    package init(action: Action, written: Int, deleted: Int, path: String?, elapsed: Duration) {
        self.action = action
        self.written = written
        self.deleted = deleted
        self.path = path
        self.elapsed = Seconds(elapsed)
    }
}
