import ArgumentParser
import Convergence
import ComposeModel
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde up`.
struct UpCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Bring services up, in dependency order.",
        discussion: """
            Without -d the services' output is shown until Ctrl-C, which stops them; a second Ctrl-C kills them. With \
            --watch every saved edit is carried into the containers as the services' 'develop.watch' rules say; with -d \
            too, that is done in the background: see 'engarde watch --attach' and 'engarde watch --stop'.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde up -d --wait", "Brings everything up and returns when all is ready."),
        HelpExample("engarde up --watch web", "Brings one service and what it needs up, and carries saved edits over."),
    ]

    @Flag(name: [.customShort("d"), .long], help: "Leave the services running and return.")
    var detach = false

    @Flag(name: [.customShort("w"), .long], help: "Carry saved edits into the containers.")
    var watch = false

    @Flag(name: .long, help: "Wait until all services are ready; implies -d.")
    var wait = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Containers") var options: UpOptions
    @OptionGroup(title: "Output") var output: AttachOptions
    @OptionGroup(title: "Ending by itself") var ending: AbortOptions

    func validate() throws {
        if wait && watch { throw ValidationError("--wait and --watch contradict each other") }
        if images.noBuild && watch { throw ValidationError("--no-build and --watch contradict each other") }
        guard detach || wait else { return }
        for (isGiven, name) in [
            (!output.attach.isEmpty, "--attach"), (output.attachDependencies, "--attach-dependencies"),
            (ending.abortOnContainerFailure, "--abort-on-container-failure"),
            (ending.exitCodeFrom != nil, "--exit-code-from"),
            (ending.abortOnContainerExit, "--abort-on-container-exit"),
        ] where isGiven {
            throw ValidationError("\(wait ? "--wait" : "--detach") and \(name) contradict each other")
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let staysDetached = detach || wait || options.noStart
        var planned = try options.upOptions(images: images, waiting: wait ? .forAll(required: true) : .forDependencies)
        planned.reconciliation.includesUnusedResources = global.allResources
        let upOptions = planned
        let logs = LogFormatter(
            showsPrefix: !output.noLogPrefix,
            isColoured: invocation.traits.coloursData && !output.noColor
        )
        let command = self
        let isPreview = dryRun || global.dryRun
        if watch && staysDetached { try BackgroundWatch.check(global) }
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withSession(
                "up",
                naming: options.services,
                withDependencies: !options.noDeps,
                logs: logs
            ) { session in
                var upOptions = upOptions
                upOptions.reconciliation.orphans = try OrphanPolicy.policy(
                    isRemovalAskedFor: options.removeOrphans,
                    environment: session.project.environment
                )
                for warning in OrphanPolicy.warnings(environment: session.project.environment) {
                    session.events.emit(.warning(warning))
                }
                if !staysDetached {
                    let requested = upOptions.reconciliation.services
                    upOptions.attached = try command.output.services(of: session.project, requested: requested)
                }
                var session = session
                session.events = command.images.sink(before: session.events)
                if let name = command.ending.exitCodeFrom { try invocation.checkServices([name], in: session.loaded) }
                if command.output.menu {
                    session.events.emit(.notice("there is no menu: Ctrl-C stops, 'up --watch' carries edits over"))
                }
                let watch = try command.watch ? command.watching(session, upOptions) : nil
                let up = Up(session, options: upOptions, watch: watch, confirmation: surroundings.confirmation)
                if isPreview {
                    guard case .finished(let preview) = try await interrupts.race({ try await up.preview() }) else {
                        return .interrupted
                    }
                    try invocation.show(preview, session)
                    return .success
                }
                if let watch {
                    if staysDetached {
                        let background = BackgroundWatch(session, services: command.options.services, surroundings)
                        return try await command.runDetached(up, upOptions, background, session, interrupts)
                    }
                    return try await command.runWatching(watch, up, upOptions, session, interrupts)
                }
                if staysDetached { return try await command.runDetached(up, session, interrupts) }
                return try await command.runAttached(up, upOptions, session, interrupts)
            }
        }
    }

    private func runDetached(_ up: Up, _ session: ProjectSession, _ interrupts: Interrupts) async throws
        -> TerminationStatus
    {
        let showsTimeline = wait
        let outcome = try await interrupts.race {
            let result = try await up.run()
            if showsTimeline && !result.wasUpToDate {
                session.events.emit(
                    .timeline(
                        result.record.timeline(after: result.preparation, project: session.project.name.rawValue)
                    )
                )
            }
        }
        if case .interrupted = outcome { return .interrupted }
        return .success
    }

    private func runAttached(
        _ up: Up,
        _ upOptions: Up.Options,
        _ session: ProjectSession,
        _ interrupts: Interrupts
    ) async throws -> TerminationStatus {
        let requested = upOptions.reconciliation.services
        let attachedUp = AttachedUp(
            session: session,
            up: up,
            options: upOptions,
            attached: upOptions.attached,
            showsTime: output.timestamps,
            trigger: ending.trigger,
            exitCodeFrom: ending.exitCodeFrom.map { ServiceName($0) }
        )
        if case .finished(let status) = try await interrupts.race({ try await attachedUp.run() }) { return status }
        return try await Shutdown(session, interrupts: interrupts, timeout: upOptions.reconciliation.stopTimeout)
            .run(requested, before: up.before)
    }

    private func watching(_ session: ProjectSession, _ upOptions: Up.Options) throws -> Watch {
        try Watch(
            session,
            services: upOptions.reconciliation.services,
            rebuildsAtStart: upOptions.building != .never
        )
    }

    /// Brings services up, leaves a watcher behind, and waits until they are ready.
    ///
    /// The watcher begins before the waiting, and stays when a service does not become ready: an edit may be what it needs.
    private func runDetached(
        _ up: Up,
        _ upOptions: Up.Options,
        _ background: BackgroundWatch,
        _ session: ProjectSession,
        _ interrupts: Interrupts
    ) async throws -> TerminationStatus {
        let outcome = try await interrupts.race {
            try await background.makeWay()
            let result = try await up.run()
            try await background.start()
            try await StartupReport(session).waitUntilReady(result, options: upOptions, required: true)
        }
        if case .interrupted = outcome { return .interrupted }
        return .success
    }

    private func runWatching(
        _ watch: Watch,
        _ up: Up,
        _ upOptions: Up.Options,
        _ session: ProjectSession,
        _ interrupts: Interrupts
    ) async throws -> TerminationStatus {
        let attached = upOptions.attached
        let lock = try watch.claim(inBackground: false)
        defer { lock?.release() }
        let watching = WatchingUp(
            session: session,
            up: up,
            options: upOptions,
            watch: watch,
            attached: attached,
            showsTime: output.timestamps
        )
        let outcome = try await interrupts.race { try await watching.run() }
        guard case .interrupted = outcome else { return .success }
        return try await Shutdown(session, interrupts: interrupts, timeout: upOptions.reconciliation.stopTimeout)
            .run(upOptions.reconciliation.services, before: up.before)
    }
}
