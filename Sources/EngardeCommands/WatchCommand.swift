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
            Brings the services up first, unless --no-up is given; leaves them running when it ends. Does not show their \
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

    // Images that a rebuild left without a name are removed by whoever asks the engine to, not by this program.
    @Option(name: .long, help: .hidden)
    var prune = SwitchValue.on
    @Flag(name: .long, help: "Show what the watcher in the background does, until Ctrl-C; it goes on.")
    var attach = false

    @Flag(name: .long, help: "End the watcher in the background.")
    var stop = false

    @Option(name: .long, help: .hidden)
    var background: String?

    @Argument(help: "The services; without any, all that have 'develop.watch' rules.")
    var services: [String] = []

    func validate() throws {
        if attach && stop { throw ValidationError("--attach and --stop contradict each other") }
        if (attach || stop) && !services.isEmpty {
            throw ValidationError("--\(attach ? "attach" : "stop") is about the whole project and takes no services")
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        if let background {
            return await runInBackground(ProjectFolder(path: background), global, in: surroundings)
        }
        let invocation = Invocation(global, in: surroundings)
        if attach || stop { return try await lookAfterWatcher(invocation) }
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        let upOptions = Up.Options(reconciliation: reconciliation)
        let bringsUp = !noUp
        let names = services
        let isPreview = dryRun || global.dryRun
        let isQuiet = quiet
        let confirmation = surroundings.confirmation
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withSession("watch", naming: names) { opened in
                let session = isQuiet ? opened.hidingBuilds : opened
                let watch = try Watch(session, services: upOptions.reconciliation.services)
                if isPreview {
                    let outcome = try await interrupts.race {
                        bringsUp
                            ? try await watch.preview(options: upOptions, includingOthers: names.isEmpty)
                            : try await watch.rebuildPreview(options: upOptions)
                    }
                    guard case .finished(let preview) = outcome else { return .interrupted }
                    try invocation.show(preview, session)
                    return .success
                }
                let lock = try watch.claim(inBackground: false)
                defer { lock?.release() }
                let outcome = try await interrupts.race {
                    if bringsUp {
                        try await watch.bringUp(
                            options: upOptions,
                            includingOthers: names.isEmpty,
                            confirmation: confirmation
                        )
                    }
                    try await watch.run()
                }
                if case .interrupted = outcome { return .interrupted }
                return .success
            }
        }
    }

    /// Watches as the process that `up -d --watch` leaves behind.
    private func runInBackground(
        _ folder: ProjectFolder,
        _ global: GlobalOptions,
        in surroundings: Surroundings
    ) async -> TerminationStatus {
        let signal = StartSignal(DetachedProcess.pipeDescriptor)
        guard let log = WatchLog(path: folder.watchLog) else {
            signal.send(.failed("error: the watcher's log cannot be written: '\(folder.watchLog)'"))
            return .failure
        }
        var own = surroundings
        own.output = WatchLogOutput(log: log)
        let invocation = Invocation(global, in: own)
        let names = services
        do {
            return try await Interrupts.withInterrupts { interrupts in
                try await invocation.withSession("watch", naming: names) { session in
                    var session = session
                    session.events = StartSignallingSink(events: session.events, signal: signal)
                    session.folder = folder
                    let watch = try Watch(session, services: names.map { ServiceName($0) })
                    let lock = try watch.claim(inBackground: true)
                    defer { lock?.release() }
                    let outcome = try await interrupts.race { try await watch.runWhileContainersExist() }
                    let reason = if case .interrupted = outcome { "" } else { ": the project's last container is gone" }
                    session.events.emit(.notice("stopped watching\(reason)"))
                    return .success
                }
            }
        } catch {
            let report = ErrorReport(error)
            if !report.text.isEmpty { own.output.write(report.text + "\n", to: .report) }
            signal.send(.failed(report.text))
            return report.status
        }
    }

    private func lookAfterWatcher(_ invocation: Invocation) async throws -> TerminationStatus {
        let (project, _) = try invocation.projectNameAndFiles()
        let client = try invocation.client()
        defer { client.shutDown() }
        let folder = invocation.folder(of: project, client)
        let watcher = BackgroundWatcher(of: project, in: folder)
        guard let holder = watcher.holder else {
            if stop {
                invocation.surroundings.output.write("nobody watches project '\(project)'\n", to: .report)
                return .success
            }
            throw UsageError(
                message: "nobody watches project '\(project)'",
                hint: "start a watcher with",
                command: ["up", "-d", "--watch"]
            )
        }
        guard holder.isInBackground else { throw WatchLock.Failure.held(holder, project: project) }
        let isStopping = stop
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withReporter { reporter in
                let outcome = try await interrupts.race {
                    if isStopping {
                        try await watcher.end(reportingTo: reporter)
                    } else {
                        try await WatchLog.follow(folder.watchLog, tail: 10, while: { holder.process.isAlive }) {
                            lines in
                            for line in lines {
                                invocation.surroundings.output.write(WatchLog.text(of: line) + "\n", to: .data)
                            }
                        }
                    }
                }
                if case .interrupted = outcome { return .interrupted }
                return .success
            }
        }
    }
}
