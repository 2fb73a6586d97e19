import Reconciliation
import SessionEvents

/// `watch` from its beginning to its end: brings services up, and carries saved edits over until the user asks to stop.
package struct WatchRun: Sendable {
    private let session: ProjectSession
    private let options: Options
    private let watch: Watch

    /// What is watched, and what happens before.
    package struct Options: Sendable {
        /// How services are brought up; the services that it names are watched, none means all that have rules.
        package var up: Up.Options
        /// Whether services are brought up first.
        package var bringsUp = true
        /// Whether edits of the project's own files are carried out: Compose files, env files and Dockerfiles.
        package var reloads = true
        /// What is asked for while it watches; `nil` if nobody asks for anything.
        package var requests: ServiceRequests?

        /// Creates options.
        package init(_ up: Up.Options) { self.up = up }
    }

    /// Creates the operation.
    ///
    /// - Throws: `ReconciliationError` for a service that does not exist, `DevelopmentLoopError` for rules that make no sense.
    package init(_ session: ProjectSession, options: Options) throws {
        self.session = session
        self.options = options
        watch = try Watch(
            session,
            services: options.up.reconciliation.services,
            includingDockerfiles: options.reloads && session.reload != nil
        )
    }

    /// Whether services that are not watched are brought up, too.
    private var includesOthers: Bool { options.up.reconciliation.services.isEmpty }

    /// What ``run(until:confirmation:)`` would do before it watches.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    package func preview() async throws -> Up.Preview {
        options.bringsUp
            ? try await watch.preview(options: options.up, includingOthers: includesOthers)
            : try await watch.rebuildPreview(options: options.up)
    }

    /// Brings services up and watches.
    ///
    /// - Parameters:
    ///   - interrupts: the first one ends it; services are left running.
    ///   - confirmation: who is asked before data is lost; without anybody, nothing is lost.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `WatchLock.Failure`, `FileWatchingError`,
    ///   `CancellationError`.
    package func run(until interrupts: Interrupts, confirmation: (any Confirmation)? = nil) async throws -> OperationEnd
    {
        let lock = try watch.claim(inBackground: false)
        defer { lock?.release() }
        return OperationEnd(
            try await interrupts.race {
                if options.bringsUp {
                    try await watch.bringUp(
                        options: options.up,
                        includingOthers: includesOthers,
                        confirmation: confirmation
                    )
                }
                let live = LiveWatch(watch, reloading: planner(confirmation), lock: lock)
                try await options.requests.serving(by: { live.operations }) { try await live.run() }
            }
        )
    }

    /// What plans changes of the project; `nil` if its files are not looked at.
    private func planner(_ confirmation: (any Confirmation)?) -> ReloadPlanner? {
        options.reloads ? ReloadPlanner(of: session, options: options.up, confirmation: confirmation) : nil
    }

    /// Watches, as the process that `up -d --watch` leaves behind, until the project's last container is gone.
    ///
    /// - Parameter interrupts: the first one ends it.
    /// - Throws: as ``run(until:confirmation:)``.
    package func runInBackground(until interrupts: Interrupts) async throws {
        let lock = try watch.claim(inBackground: true)
        defer { lock?.release() }
        let live = LiveWatch(watch, reloading: planner(nil), lock: lock, inBackground: true)
        let outcome = try await interrupts.race { try await live.runWhileContainersExist() }
        let reason: WatchEnd = if case .interrupted = outcome { .stopped } else { .lastContainerGone }
        session.events.emit(.watchEnded(reason: reason))
    }
}
