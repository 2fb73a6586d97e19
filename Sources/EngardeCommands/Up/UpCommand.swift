import ArgumentParser
import ComposeModel
import Convergence
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
            too, that is done in the background: see 'engarde watch --attach' and 'engarde watch --stop'. With --isolated \
            this checkout gets a stack of its own, which every other command here then finds: see 'engarde stacks'.
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

    @Flag(
        name: .long,
        help: "With --watch: go on with the Compose files, env files and Dockerfiles as they were at the start."
    )
    var noReload = false

    @Flag(name: .long, help: "Wait until all services are ready; implies -d.")
    var wait = false

    @Option(name: .long, help: ArgumentHelp("How long services may take to become ready.", valueName: "seconds"))
    var waitTimeout: Int?

    @Flag(name: .long, help: "Create everything, and start nothing.")
    var noStart = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @OptionGroup(title: "A stack of its own") var isolation: IsolationOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Containers") var options: UpOptions
    @OptionGroup(title: "Output") var output: AttachOptions
    @OptionGroup(title: "Ending by itself") var ending: AbortOptions

    func validate() throws {
        if noReload && !watch {
            throw UsageError(message: "--no-reload is about --watch", hint: "add '--watch', or leave out '--no-reload'")
        }
        if wait && watch { throw UsageError.contradiction("--wait", "--watch") }
        if let waitTimeout, waitTimeout < 0 { throw UsageError.negativeTime(waitTimeout, for: "--wait-timeout") }
        if images.noBuild && watch { throw UsageError.contradiction("--no-build", "--watch") }
        guard detach || wait else { return }
        for (isGiven, name) in [
            (!output.attach.isEmpty, "--attach"), (output.attachDependencies, "--attach-dependencies"),
            (ending.abortOnContainerFailure, "--abort-on-container-failure"),
            (ending.exitCodeFrom != nil, "--exit-code-from"),
            (ending.abortOnContainerExit, "--abort-on-container-exit"),
        ] where isGiven {
            throw UsageError.contradiction(wait ? "--wait" : "--detach", name)
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let leavesWatcher = watch && staysDetached
        if leavesWatcher { try BackgroundWatch.check(global) }
        let isolating = try await self.invocation(global, surroundings).isolating(isolation)
        let stack = isolating.stack
        var invocation = isolating.invocation
        if !staysDetached, !global.dryRun {
            invocation.interface = TerminalInterface(invocation, isWanted: output.menu.isWanted)
        }
        return try await invocation.withSession(
            "up",
            naming: options.services,
            withDependencies: !options.noDeps
        ) { [invocation] session, interrupts in
            if let name = ending.exitCodeFrom { try session.loaded.checkServices([name]) }
            if let stack {
                let begin = StackBeginning(stack, isFresh: isolation.fresh)
                let end = try await begin.run(in: session, invocation, until: interrupts)
                guard end == .done else { return end }
            }
            let interface = invocation.interface
            if output.menu.isWanted == true, interface == nil { session.events.emit(.menuUnavailable) }
            var runOptions = UpRun.Options(
                try upOptions(session, global),
                then: try stay(
                    session,
                    leavesWatcher
                        ? BackgroundWatch(session, options.services, surroundings, reloads: !noReload) : nil
                )
            )
            runOptions.reloads = !noReload
            runOptions.requests = interface?.requests
            let run = try UpRun(session, options: runOptions, confirmation: interface ?? surroundings.confirmation)
            if global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await run.preview() }
            }
            guard let interface else { return try await run.run(until: interrupts) }
            let shown = try ServiceSelection(
                options.services.map { ServiceName($0) },
                of: session.project,
                includingDependencies: !options.noDeps
            )
            return try await interface.attending(session, services: shown.services, quitting: .leavesRunning) {
                try await run.run(until: interrupts)
            }
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
