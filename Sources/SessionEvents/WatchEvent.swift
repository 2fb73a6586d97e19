/// What the development loop did, each reported after it was done.
package enum WatchEvent: Sendable, Hashable {
    /// Watching began.
    ///
    /// - `services`: those that are watched, in the project's order.
    /// - `directories`: how many directories are under watch.
    case enabled(services: [String], directories: Int)
    /// A batch of changes is in a service's containers, or its action is done.
    case applied(Application)
    /// A change could not be applied.
    ///
    /// - `path`: the first path concerned, if it is one.
    /// - `retrying`: whether it will be tried again without another edit.
    case failed(service: String, path: String?, reason: String, retrying: Bool)
    /// A rebuild of a service began because of a change to `path`.
    case rebuilding(service: String, path: String)
    /// The engine does not answer any more; changes are kept until it does.
    case engineLost(reason: String)
    /// The engine answers again, so much later; what changed meanwhile is brought.
    case engineBack(after: Duration)
    /// A container is paused; changes are brought when it is not any more.
    case suspended(service: String, container: String)
    /// A container is not paused any more.
    case resumed(service: String, container: String)
    /// Events were lost, so the whole tree is being compared.
    case rescanning(reason: String)

    /// One batch, applied.
    package struct Application: Sendable, Hashable {
        /// What was done.
        package enum Action: String, Sendable, Hashable {
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

        /// The service.
        package var service: String
        /// What was done.
        package var action: Action
        /// How many files, links and directories were written.
        package var written: Int
        /// How many were deleted.
        package var deleted: Int
        /// One path that stands for the batch, relative to the project directory where possible.
        package var path: String?
        /// From the first change of the batch to the last container's acknowledgement.
        package var elapsed: Duration

        /// Creates a report.
        package init(
            service: String,
            action: Action,
            written: Int,
            deleted: Int,
            path: String?,
            elapsed: Duration
        ) {
            self.service = service
            self.action = action
            self.written = written
            self.deleted = deleted
            self.path = path
            self.elapsed = elapsed
        }
    }
}
