package import ComposeModel
import Convergence
import EngineClient
import Reconciliation
import SessionEvents

/// `up` from its beginning to its end: brings services up, and then returns, shows their output or carries edits over.
package struct UpRun: Sendable {
    private let session: ProjectSession
    private let options: Options
    private let up: Up
    private let watch: Watch?
    private let confirmation: (any Confirmation)?

    /// What happens once services are up.
    package enum Stay: Sendable {
        /// Nothing: it returns.
        ///
        /// - `showsTimeline`: whether it is shown how the time was spent.
        case detached(showsTimeline: Bool)
        /// Output is shown until all services, or the one that counts, have ended.
        case attached(Attachment)
        /// Edits are carried over and output is shown until the user asks to stop.
        case watching(Attachment)
        /// A process in the background carries edits over, and it returns when all services are ready.
        case leavingWatcher(any WatcherLauncher)

        fileprivate var watches: Bool {
            switch self {
            case .detached, .attached: false
            case .watching, .leavingWatcher: true
            }
        }
    }

    /// What is shown of running services, and whose end ends the whole.
    package struct Attachment: Sendable, Hashable {
        /// The services whose output is shown.
        package var services: Set<ServiceName>
        /// Whether each line begins with its time.
        package var showsTime = false
        /// Which end of a container ends the whole; `nil` is none. Does not count while edits are carried over.
        package var trigger: ExitWatch.Trigger?
        /// The service whose exit code counts; `nil` is the one whose end ended the whole.
        package var exitCodeFrom: ServiceName?

        /// Creates an attachment that ends with the last service.
        package init(services: Set<ServiceName>) { self.services = services }
    }

    /// What is brought up, and what happens then.
    package struct Options: Sendable {
        /// What is brought up and how.
        package var up: Up.Options
        /// What happens then.
        package var stay: Stay
        /// Whether edits of the project's own files are carried out while it watches: Compose files, env files and Dockerfiles.
        package var reloads = true
        /// What is asked for while it stays; `nil` if nobody asks for anything.
        package var requests: ServiceRequests?

        /// Creates options.
        package init(_ up: Up.Options, then stay: Stay) {
            self.up = up
            self.stay = stay
            switch stay {
            case .attached(let attachment), .watching(let attachment): self.up.attached = attachment.services
            case .detached, .leavingWatcher: break
            }
        }
    }

    /// Creates the operation.
    ///
    /// - Parameter confirmation: who is asked before data is lost; without anybody, nothing is lost.
    /// - Throws: `ReconciliationError` for a service that does not exist, `DevelopmentLoopError` for rules that make no sense.
    package init(_ session: ProjectSession, options: Options, confirmation: (any Confirmation)? = nil) throws {
        self.session = session
        self.options = options
        self.confirmation = confirmation
        watch =
            options.stay.watches
            ? try Watch(
                session,
                services: options.up.reconciliation.services,
                rebuildsAtStart: options.up.building != .never,
                includingDockerfiles: options.reloads && session.reload != nil
            ) : nil
        up = Up(session, options: options.up, watch: watch, confirmation: confirmation)
    }

    /// What ``run(until:)`` would do to bring services up.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    package func preview() async throws -> Up.Preview { try await up.preview() }

    /// Brings the services up, and stays as long as it is to.
    ///
    /// - Parameter interrupts: the first wish to stop ends what an attached `up` started, the second one kills it; a wish to leave
    ///   ends only the staying.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `WatchLock.Failure`, `FileWatchingError`, what the
    ///   launcher throws, `CancellationError`.
    package func run(until interrupts: Interrupts) async throws -> OperationEnd {
        switch options.stay {
        case .detached(let showsTimeline): try await runDetached(showsTimeline, interrupts)
        case .leavingWatcher(let launcher): try await leaveWatcher(launcher, interrupts)
        case .attached(let attachment):
            try await stopping(with: interrupts) {
                try await AttachedUp(
                    session: session,
                    up: up,
                    options: options.up,
                    attachment: attachment,
                    requests: options.requests
                )
                .run()
            }
        case .watching(let attachment): try await runWatching(attachment, interrupts)
        }
    }

    private func runDetached(_ showsTimeline: Bool, _ interrupts: Interrupts) async throws -> OperationEnd {
        OperationEnd(
            try await interrupts.race {
                let result = try await up.run()
                guard showsTimeline && !result.wasUpToDate else { return }
                session.events.emit(
                    .startupEnded(
                        timeline: result.record.timeline(
                            after: result.preparation,
                            project: session.project.name.rawValue
                        )
                    )
                )
            }
        )
    }

    /// Brings services up, leaves a watcher behind, and waits until they are ready.
    ///
    /// The watcher begins before the waiting, and stays when a service does not become ready: an edit may be what it needs.
    private func leaveWatcher(_ launcher: any WatcherLauncher, _ interrupts: Interrupts) async throws -> OperationEnd {
        OperationEnd(
            try await interrupts.race {
                try await BackgroundWatcher(session.session).makeWay()
                let result = try await up.run()
                try await launcher.start()
                try await StartupReport(session).waitUntilReady(result, options: options.up, required: true)
            }
        )
    }

    private func runWatching(_ attachment: Attachment, _ interrupts: Interrupts) async throws -> OperationEnd {
        guard let watch else { return .done }
        let lock = try watch.claim(inBackground: false)
        defer { lock?.release() }
        let live = LiveWatch(watch, reloading: planner, lock: lock)
        return try await stopping(with: interrupts) {
            try await WatchingUp(
                session: session,
                up: up,
                options: options.up,
                live: live,
                attachment: attachment,
                requests: options.requests
            )
            .run()
            return .done
        }
    }

    /// What plans changes of the project; `nil` if its files are not looked at.
    private var planner: ReloadPlanner? {
        options.reloads ? ReloadPlanner(of: session, options: options.up, confirmation: confirmation) : nil
    }

    /// Does `work` until it ends; an interrupt stops the services, unless it is the wish to leave them running.
    private func stopping(
        with interrupts: Interrupts,
        _ work: @escaping @Sendable () async throws -> OperationEnd
    ) async throws -> OperationEnd {
        switch try await interrupts.race(work) {
        case .finished(let end): return end
        case .interrupted(by: .leave):
            session.events.emit(.leaving)
            return .done
        case .interrupted(by: .stop): break
        }
        try await Shutdown(session, of: options.up, interrupts: interrupts).run()
        return .interrupted
    }
}
