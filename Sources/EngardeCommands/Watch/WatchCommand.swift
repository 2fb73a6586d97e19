import ArgumentParser
import ComposeModel
import EngineClient
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde watch`.
struct WatchCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Carry saved edits into running services.",
        discussion: """
            Brings the services up first, unless --no-up is given; leaves them running when it ends. Edits of Compose files, \
            env files and Dockerfiles are carried out, too, unless --no-reload is given. Does not show the services' \
            output: see 'engarde logs -f', or 'engarde up --watch'. One process watches a project at a time; 'engarde up -d \
            --watch' leaves one in the background.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde watch", "Brings everything up and carries saved edits over until Ctrl-C."),
        HelpExample("engarde watch --no-up web", "Watches one service that runs already."),
    ]

    @Flag(name: .long, help: "Do not bring the services up first.")
    var noUp = false

    @Flag(name: .long, help: "Print the plan that brings the services up; change nothing, watch nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Show nothing of building but failures.")
    var quiet = false

    @Flag(name: .long, help: "Go on with the Compose files, env files and Dockerfiles as they were at the start.")
    var noReload = false

    // Images that a rebuild left without a name are removed by whoever asks the engine to, not by this program.
    @Option(name: .long, help: .hidden)
    var prune = SwitchValue.on

    @OptionGroup var menu: MenuOption

    @Flag(name: .long, help: "Show what the watcher in the background does, until Ctrl-C; it goes on.")
    var attach = false

    @Flag(name: .long, help: "End the watcher in the background.")
    var stop = false

    @Option(name: .long, help: .hidden)
    var background: String?

    @Argument(help: "The services; without any, all that have 'develop.watch' rules.")
    var services: [String] = []

    func validate() throws {
        if attach && stop { throw UsageError.contradiction("--attach", "--stop") }
        if (attach || stop) && !services.isEmpty {
            let option = attach ? "--attach" : "--stop"
            throw UsageError(
                message: "\(option) is about the whole project and takes no services",
                hint: "write 'engarde watch \(option)'"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        if let background {
            return await runInBackground(ProjectFolder(path: background), global, in: surroundings)
        }
        var invocation = Invocation(global, in: surroundings)
        if attach || stop { return try await lookAfterWatcher(invocation) }
        invocation.style.hidesBuilds = quiet
        if !global.dryRun {
            invocation.interface = TerminalInterface(invocation, isWanted: menu.isWanted)
        }
        return try await invocation.withSession("watch", naming: services) { [invocation] session, interrupts in
            let interface = invocation.interface
            var options = watchOptions
            options.requests = interface?.requests
            let run = try WatchRun(session, options: options)
            if global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await run.preview() }
            }
            let confirmation: (any Confirmation)? = interface ?? surroundings.confirmation
            guard let interface else { return try await run.run(until: interrupts, confirmation: confirmation) }
            let shown = try ServiceSelection(services.map { ServiceName($0) }, of: session.project)
            return try await interface.attending(session, services: shown.services, quitting: .ends) {
                try await run.run(until: interrupts, confirmation: confirmation)
            }
        }
    }

    private var watchOptions: WatchRun.Options {
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        var options = WatchRun.Options(Up.Options(reconciliation: reconciliation))
        options.bringsUp = !noUp
        options.reloads = !noReload
        return options
    }

    /// Watches as the process that `up -d --watch` leaves behind.
    private func runInBackground(
        _ folder: ProjectFolder,
        _ global: GlobalOptions,
        in surroundings: Surroundings
    ) async -> TerminationStatus {
        await BackgroundProcess.run(in: folder, global, surroundings) { invocation, listener in
            try await invocation.withSession("watch", naming: services, listener: listener) { opened, interrupts in
                var session = opened
                session.folder = folder
                try await WatchRun(session, options: watchOptions).runInBackground(until: interrupts)
                return .done
            }
        }
    }

    /// Shows what the watcher in the background does, or ends it.
    private func lookAfterWatcher(_ invocation: Invocation) async throws -> TerminationStatus {
        let output = invocation.surroundings.output
        var invocation = invocation
        invocation.needsEngine = false
        return try await invocation.withNamedSession("watch", naming: []) { session in
            let watcher = BackgroundWatcher(session)
            guard let holder = watcher.holder else {
                if stop {
                    output.write("nobody watches project '\(session.name)'\n", to: .report)
                    return .done
                }
                throw UsageError(
                    message: "nobody watches project '\(session.name)'",
                    hint: "start a watcher with",
                    command: ["up", "-d", "--watch"]
                )
            }
            guard holder.isInBackground else { throw WatchLock.Failure.held(holder, project: session.name) }
            return try await Interrupts.withSignals { interrupts in
                let outcome = try await interrupts.race {
                    guard !stop else {
                        try await watcher.end()
                        return
                    }
                    try await watcher.showLog(tail: 10, following: true) { lines in
                        for line in lines { output.write(WatchLog.text(of: line) + "\n", to: .data) }
                    }
                }
                return OperationEnd(outcome)
            }
        }
    }
}
