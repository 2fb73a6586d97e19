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

    @Option(name: .long, help: ArgumentHelp("How long services may take to become ready.", valueName: "seconds"))
    var waitTimeout: Int?

    @Flag(name: .long, help: "Create everything, and start nothing.")
    var noStart = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Containers") var options: UpOptions
    @OptionGroup(title: "Output") var output: AttachOptions
    @OptionGroup(title: "Ending by itself") var ending: AbortOptions

    func validate() throws {
        if wait && watch { throw ValidationError("--wait and --watch contradict each other") }
        if let waitTimeout, waitTimeout < 0 { throw ValidationError("a time cannot be negative: \(waitTimeout)") }
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
        let leavesWatcher = watch && staysDetached
        if leavesWatcher { try BackgroundWatch.check(global) }
        let invocation = invocation(global, surroundings)
        return try await invocation.withSession(
            "up",
            naming: options.services,
            withDependencies: !options.noDeps
        ) { session, interrupts in
            if let name = ending.exitCodeFrom { try session.loaded.checkServices([name]) }
            if output.menu { session.events.emit(.menuUnavailable) }
            let run = try UpRun(
                session,
                options: UpRun.Options(
                    try upOptions(session, global),
                    then: try stay(
                        session,
                        leavesWatcher ? BackgroundWatch(session, options.services, surroundings) : nil
                    )
                ),
                confirmation: surroundings.confirmation
            )
            if dryRun || global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await run.preview() }
            }
            return try await run.run(until: interrupts)
        }
    }

    /// How the verb shows what happens.
    private func invocation(_ global: GlobalOptions, _ surroundings: Surroundings) -> Invocation {
        var invocation = Invocation(global, in: surroundings)
        invocation.style.hidesBuilds = images.quietBuild
        invocation.style.hidesPulls = images.quietPull
        invocation.logs = LogFormatter(
            showsPrefix: !output.noLogPrefix,
            isColoured: invocation.traits.coloursData && !output.noColor
        )
        return invocation
    }

    /// Whether it returns once services are up.
    private var staysDetached: Bool { detach || wait || noStart }

    /// What is brought up and how.
    ///
    /// - Throws: ``UsageError`` when what becomes of orphans contradicts itself.
    private func upOptions(_ session: ProjectSession, _ global: GlobalOptions) throws -> Up.Options {
        var planned = try options.upOptions(
            of: session,
            global,
            images: images,
            waiting: wait ? .forAll(required: true) : .forDependencies
        )
        planned.starts = !noStart
        planned.readinessLimit = waitTimeout.map { .seconds($0) }
        return planned
    }

    /// What happens once services are up.
    ///
    /// - Throws: ``UsageError`` for output of services that are not brought up, `ReconciliationError`.
    private func stay(_ session: ProjectSession, _ background: BackgroundWatch?) throws -> UpRun.Stay {
        if let background { return .leavingWatcher(background) }
        if staysDetached { return .detached(showsTimeline: wait) }
        let requested = options.services.map { ServiceName($0) }
        var attachment = UpRun.Attachment(services: try output.services(of: session.project, requested: requested))
        attachment.showsTime = output.timestamps
        if watch { return .watching(attachment) }
        attachment.trigger = ending.trigger
        attachment.exitCodeFrom = ending.exitCodeFrom.map { ServiceName($0) }
        return .attached(attachment)
    }
}
