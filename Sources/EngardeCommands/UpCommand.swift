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
            --watch every saved edit is carried into the containers as the services' 'develop.watch' rules say.
            """
    )

    @OptionGroup var options: UpOptions

    @Flag(name: [.customShort("d"), .long], help: "Leave the services running and return.")
    var detach = false

    @Flag(name: [.customShort("w"), .long], help: "Carry saved edits into the containers.")
    var watch = false

    @Flag(name: .long, help: "Wait until all services are ready; implies -d.")
    var wait = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Show log lines without the container's name.")
    var noLogPrefix = false

    @Flag(name: .long, help: "Show log lines without colour.")
    var noColor = false

    @Flag(name: .long, help: "Show the time of each log line.")
    var timestamps = false

    func validate() throws {
        if wait && watch { throw ValidationError("--wait and --watch contradict each other") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let staysDetached = detach || wait
        let upOptions = try options.upOptions(waiting: wait ? .forAll(required: true) : .forDependencies)
        let logs = LogFormatter(
            showsPrefix: !noLogPrefix,
            isColoured: invocation.traits.coloursData && !noColor
        )
        let command = self
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withSession("up", naming: options.services, logs: logs) { session in
                var upOptions = upOptions
                upOptions.reconciliation.orphans = try OrphanPolicy.policy(
                    isRemovalAskedFor: options.removeOrphans,
                    environment: session.project.environment
                )
                let up = Up(session, options: upOptions)
                if command.dryRun {
                    guard case .finished(let plans) = try await interrupts.race({ try await up.plans() }) else {
                        return .interrupted
                    }
                    let preview = PlanPreview(plans: plans)
                    surroundings.output.write(try preview.text(in: global.progress), to: .data)
                    return .success
                }
                if command.watch {
                    return try await command.runWatching(
                        up,
                        upOptions,
                        session,
                        interrupts,
                        leavesRunning: staysDetached
                    )
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
        let attached = upOptions.reconciliation.services
        let showsTime = timestamps
        let outcome = try await interrupts.race {
            let follower = LogFollower(
                project: session.project.name,
                services: Set(attached),
                client: session.client,
                events: session.events,
                showsTime: showsTime
            )
            try await follower.follow(from: .tail(0)) {
                let result = try await up.run()
                try await StartupReport(session).waitUntilReady(result, options: upOptions)
                try await RunningServices(of: session.project.name, client: session.client)
                    .waitUntilNoneRuns(of: Set(result.services))
            }
        }
        guard case .interrupted = outcome else { return .success }
        return try await Shutdown(session, interrupts: interrupts).run(
            upOptions.reconciliation.services,
            before: up.before
        )
    }

    private func runWatching(
        _ up: Up,
        _ upOptions: Up.Options,
        _ session: ProjectSession,
        _ interrupts: Interrupts,
        leavesRunning: Bool
    ) async throws -> TerminationStatus {
        let showsTime = timestamps
        let watch = try Watch(session, services: upOptions.reconciliation.services)
        let outcome = try await interrupts.race {
            let work: @Sendable () async throws -> Void = {
                let result = try await up.run()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await watch.run() }
                    group.addTask { try await StartupReport(session).waitUntilReady(result, options: upOptions) }
                    try await group.waitForAll()
                }
            }
            if leavesRunning {
                try await work()
            } else {
                try await LogFollower(
                    project: session.project.name,
                    services: Set(upOptions.reconciliation.services),
                    client: session.client,
                    events: session.events,
                    showsTime: showsTime
                )
                .follow(from: .tail(0), while: work)
            }
        }
        guard case .interrupted = outcome else { return .success }
        if leavesRunning { return .interrupted }
        return try await Shutdown(session, interrupts: interrupts).run(
            upOptions.reconciliation.services,
            before: up.before
        )
    }
}
