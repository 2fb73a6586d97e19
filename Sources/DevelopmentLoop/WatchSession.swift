package import ComposeModel
import EngineAPI
package import EngineClient
package import FileWatching
import IgnoreRules
package import SessionEvents
package import SystemPackage

/// The development loop: watches the files of services, and brings every change into their containers.
///
/// Theory of operation. One watcher sees the files of all rules. For each batch the manifest of each rule is asked what
/// really changed, a pure decision says what it means for each service, and the service's lane carries it out. A lane
/// holds a receiver in each container; when a container starts, its files are compared with the tree first. So events are
/// only hints: whatever was missed, failed or happened while nobody watched is made up for by the next comparison.
package struct WatchSession: Sendable {
    private let services: [WatchedService]
    private let engine: EngineClient
    private let roster: ContainerRoster
    private let operations: any ServiceOperations
    private let reporter: WatchReporter
    private let method: FileWatchMethod
    private let limits: SyncLimits
    private let link: EngineLink
    private let control: WatchControl
    private let handover: WatchHandover

    /// Prepares a session; nothing happens before `run()`.
    ///
    /// - Parameters:
    ///   - project: the name of the project, by whose labels the containers are found.
    ///   - projectDirectory: what paths in events are relative to; absolute, without symbolic links.
    ///   - services: what to watch.
    ///   - operations: how to rebuild and restart.
    ///   - events: gets what was done.
    ///   - limits: how long containers and the engine may take to answer.
    ///   - control: lets others wait for what the session does.
    ///   - handover: what a session before this one left, which has ended.
    package init(
        project: ProjectName,
        projectDirectory: FilePath,
        services: [WatchedService],
        engine: EngineClient,
        operations: any ServiceOperations,
        events: any SessionEventSink,
        method: FileWatchMethod = .automatic,
        limits: SyncLimits = SyncLimits(),
        control: WatchControl = WatchControl(),
        after handover: WatchHandover = WatchHandover()
    ) {
        self.control = control
        self.handover = handover
        self.services = services
        self.engine = engine
        self.operations = operations
        self.method = method
        self.limits = limits
        roster = ContainerRoster(engine: engine, project: project)
        reporter = WatchReporter(sink: events, project: project, projectDirectory: projectDirectory)
        link = EngineLink(engine: engine, limit: limits.ping, reporter: reporter)
    }

    /// Watches until the task is cancelled.
    ///
    /// **Throws:** `DevelopmentLoopError` if there is nothing to watch, `FileWatchingError` if the system refuses.
    /// Failures of single files, services or containers are events; they end nothing.
    ///
    /// **Cancellation:** returns soon; a rebuild or restart that runs is cancelled with it.
    package func run() async throws {
        guard !services.isEmpty else { throw DevelopmentLoopError(.nothingToWatch) }
        var roots = services.flatMap(\.paths).map { WatchRoot(path: $0.host, ignoring: $0.rules) }
        if let directory = control.directory { roots.append(WatchRoot(marksIn: directory)) }
        try await withFileWatcher(roots: roots, method: method) { changes in
            // The lanes look at all files now, before they serve a container: what changes after that is seen as a change,
            // what changed before is seen by the comparison with the container.
            let lanes = services.map { service in
                ServiceLane(
                    service: service,
                    engine: engine,
                    link: link,
                    limits: limits,
                    roster: roster,
                    operations: operations,
                    reporter: reporter,
                    after: handover.lanes[service.name]
                )
            }
            control.begin(lanes)
            reporter.enabled(services.map(\.name), directories: await changes.directoryCount)
            try await withThrowingDiscardingTaskGroup { group in
                for lane in lanes { group.addTask { await lane.run() } }
                for lane in lanes { group.addTask { await lane.rebuildIfOutdated() } }
                group.addTask { await followEvents(lanes) }
                for try await batch in changes {
                    let marks = control.marks(before: batch)
                    if batch.lostEvents { reporter.rescanning() }
                    for lane in lanes { lane.submit(batch) }
                    control.pass(marks)
                }
                group.cancelAll()
            }
        }
    }

    /// Tells lanes when containers of their service start, die, vanish or are paused; after an interruption, all of them.
    ///
    /// When the engine's events break off, the engine is asked whether it is there; one that says nothing is asked now and
    /// then. While it is away it is looked for every second.
    private func followEvents(_ lanes: [ServiceLane]) async {
        var pause = Duration.milliseconds(100)
        let actions = ["start", "die", "destroy", "pause", "unpause"]
        let filters = roster.projectFilter.and(["type": ["container"], "event": actions])
        while !Task.isCancelled {
            do {
                let events = try await withDeadline(limits.ping) { [engine] in try await engine.events(filters: filters)
                }
                link.found()
                pause = .milliseconds(100)
                for lane in lanes { lane.refresh() }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for try await event in events { Self.pass(event, to: lanes) } }
                    group.addTask {
                        repeat {
                            try await Task.sleep(for: limits.heartbeat, tolerance: limits.heartbeat / 4)
                        } while await link.check() && !link.isLost
                    }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            } catch {
                if Task.isCancelled { return }
            }
            if await !link.check() {
                for lane in lanes { lane.disconnect() }
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
        }
    }

    private static func pass(_ event: EngineEvent, to lanes: [ServiceLane]) {
        let name = ComposeLabels(event.actor.attributes).service
        for lane in lanes where lane.service.name == name {
            if event.action == .pause, let container = event.container {
                lane.freeze(container)
            } else {
                lane.refresh()
            }
        }
    }
}
