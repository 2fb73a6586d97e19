import ArgumentParser
import ComposeLoader
import ComposeModel
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde dev`.
struct DevCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Work on services: those from source and watched, what they need as it is delivered.",
        discussion: """
            The named services run as the layer for development has them (environment 'dev', or the files as they are), and \
            saved edits are carried into them. What they depend on is brought up, too: what is built, from its production \
            target, as the files without that layer say. 'frontend' and 'backend' mean the services that look like it, if none \
            is called so. Without names everything runs from source. Stays as 'up --watch' does; with -d a watcher is left in \
            the background.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde dev", "Everything from source, watched, until Ctrl-C."),
        HelpExample("engarde dev frontend", "The frontend from source, the backend from its production target."),
    ]

    @Flag(name: [.customShort("d"), .long], help: "Leave the services running and a watcher in the background.")
    var detach = false

    @Flag(name: .long, help: "Build images before starting containers.")
    var build = false

    @Flag(name: .long, help: "Do not start the services that the named ones depend on.")
    var noDeps = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @OptionGroup var menu: MenuOption

    @Option(name: .long, help: .hidden)
    var background: String?

    @Argument(help: "The services, 'frontend' or 'backend'; without any, all.")
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        if let background {
            let folder = ProjectFolder(path: background)
            return await BackgroundProcess.run(in: folder, global, surroundings) { invocation, listener in
                try await watch(as: invocation, listener, in: folder)
            }
        }
        if detach { try BackgroundWatch.check(global) }
        var shown = Invocation(global, in: surroundings)
        if !detach, !global.dryRun { shown.interface = TerminalInterface(shown, isWanted: menu.isWanted) }
        let invocation = shown
        let request = invocation.request("dev", invocation.loadRequest())
        let wishes = invocation.interface?.wishes ?? ArrivalQueue()
        return try await Interrupts.withSignals(in: wishes) { interrupts in
            try await invocation.withEvents(of: "dev") { events in
                if menu.isWanted == true, invocation.interface == nil { events.emit(.menuUnavailable) }
                let project = try project(request, events)
                return try await project.withSession(telling: events) { session in
                    let context = invocation.workflowContext(project.request, events, interrupts)
                    return try await bringUp(project, in: session, invocation, context)
                }
            }
        }
    }

    private func project(_ request: SessionRequest, _ events: any SessionEventSink) throws -> DevelopmentProject {
        try DevelopmentProject(request, services, includingDependencies: !noDeps, telling: events)
    }

    /// Takes the steps, or shows them.
    private func bringUp(
        _ project: DevelopmentProject,
        in session: ProjectSession,
        _ invocation: Invocation,
        _ context: WorkflowContext
    ) async throws -> OperationEnd {
        let surroundings = invocation.surroundings
        let interface = invocation.interface
        var options = Development.Options()
        options.building = build ? .always : .whenMissing
        options.includesDependencies = !noDeps
        options.isDetached = detach
        options.requests = interface?.requests
        if detach {
            let verb = ["dev"] + (noDeps ? ["--no-deps"] : [])
            options.background = BackgroundWatch(session, services, surroundings, as: verb, reloads: true)
        }
        let development = Development(
            session,
            project,
            options: options,
            confirmation: interface ?? surroundings.confirmation
        )
        if invocation.options.dryRun {
            let preview = WorkflowPreview(try await development.steps(), program: invocation.style.program)
            surroundings.output.write(try preview.text(in: invocation.options.progress), to: .data)
            return .done
        }
        guard let interface else { return try await development.run(in: context) }
        let named = project.request.load.services.map { ServiceName($0) }
        let lines = try ServiceSelection(named, of: session.project, includingDependencies: !noDeps)
        return try await interface.attending(session, services: lines.services, quitting: .leavesRunning) {
            try await development.run(in: context)
        }
    }

    /// Watches as the process that `dev -d` leaves behind.
    private func watch(
        as invocation: Invocation,
        _ listener: StartListener,
        in folder: ProjectFolder
    ) async throws -> TerminationStatus {
        let request = invocation.request("watch", invocation.loadRequest())
        return try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "watch", listener) { events in
                let project = try project(request, events)
                return try await project.withSession(telling: events) { opened in
                    var session = opened
                    session.folder = folder
                    var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
                    reconciliation.services = project.request.load.services.map { ServiceName($0) }
                    let options = WatchRun.Options(Up.Options(reconciliation: reconciliation))
                    try await WatchRun(session, options: options).runInBackground(until: interrupts)
                    return .done
                }
            }
        }
    }
}
