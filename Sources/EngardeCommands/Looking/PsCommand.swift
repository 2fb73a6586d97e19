import ArgumentParser
import ComposeLoader
import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import SessionEvents
import TerminalOutput

/// `engarde ps`.
struct PsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "ps",
        abstract: "List a project's containers.",
        discussion: """
            A template is one of Go's, such as '{{.Name}}'; its fields are Command, CreatedAt, ExitCode, Health, ID, \
            Image, Labels, LocalVolumes, Mounts, Name, Names, Networks, Ports, Project, Publishers, RunningFor, Service, \
            Size, State and Status, and '{{.Label "name"}}'.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde ps -a --status exited", "Lists the containers that have ended."),
        HelpExample("engarde ps --format '{{.Name}} {{.Ports}}'", "Prints a line of one's own for each container."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @OptionGroup(title: "Which containers") var scope: ContainerScope
    @OptionGroup(title: "What is printed") var print: ContainerPrint

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var names: [String] = []

    /// The options of `ps` that say which containers are listed.
    struct ContainerScope: ParsableArguments {
        /// What a container may be doing.
        enum State: String, CaseIterable, ExpressibleByArgument {
            case created, dead, exited, paused, removing, restarting, running
        }

        @Flag(name: [.customShort("a"), .long], help: "Those that do not run and those of single commands, too.")
        var all = false

        @Option(
            name: .long,
            parsing: .singleValue,
            help: ArgumentHelp(
                "Those that are: created, dead, exited, paused, removing, restarting or running.",
                valueName: "state"
            )
        )
        var status: [State] = []

        @Option(name: .long, help: ArgumentHelp("The same in another form.", valueName: "status=state"))
        var filter: String?

        @Option(name: .long, help: "Those of services that the project does not have, too; '=false' leaves them out.")
        var orphans = SwitchValue.on

        func validate() throws { _ = try states() }

        /// What the containers are doing; empty means whatever it is.
        ///
        /// - Throws: ``UsageError`` for a filter that is none.
        func states() throws -> Set<ContainerStatus> {
            var states = status
            if let filter {
                let value = try ListFilter(name: "status", kind: "state", example: "running").value(in: filter)
                guard let state = State(rawValue: value) else {
                    throw UsageError(
                        message: "no container is ever '\(value)'",
                        hint: NameSuggestion.correction(of: value, among: State.allCases.map(\.rawValue))
                    )
                }
                states.append(state)
            }
            return Set(states.map { ContainerStatus($0.rawValue) })
        }
    }

    /// The options of `ps` that say what is printed.
    struct ContainerPrint: ParsableArguments {
        @Option(name: .long, help: .linesFormat)
        var format: String?

        @Flag(name: .long, help: "Long values are not cut.")
        var noTrunc = false

        @Flag(name: [.customShort("q"), .long], help: "Only identifiers.")
        var quiet = false

        @Flag(name: .long, help: "Only the names of services.")
        var services = false
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withNamedSession("ps", naming: names) { session in
            let format = format(in: surroundings)
            let rows = try await ListContainers(session, options: options(for: session.loaded)).run()
            let overview = WatchOverview(of: session.loaded?.project, BackgroundWatcher(session).holder)
            let text = try text(of: rows, overview, format: format, at: surroundings.wallClock.now)
            surroundings.output.write(text, to: .data)
            return .done
        }
    }

    /// The format that was asked for, else that of docker's configuration, else the table.
    private func format(in surroundings: Surroundings) -> String {
        let preferences = TerminalPreferences(
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
        return print.format ?? preferences.psFormat ?? "table"
    }

    private func options(for loaded: LoadedProject?) throws -> ListContainers.Options {
        var options = ListContainers.Options()
        options.includesStopped = scope.all
        options.states = try scope.states()
        if !names.isEmpty {
            options.services = Set(names.map { ServiceName($0) })
        } else if scope.orphans == .off, let project = loaded?.project {
            options.services = Set(project.services.keys)
        }
        return options
    }

    private func text(
        of rows: [ContainerRow],
        _ overview: WatchOverview,
        format: String,
        at now: Duration
    ) throws -> String {
        if print.quiet { return rows.map { $0.id + "\n" }.joined() }
        if print.services { return OrderedSet(rows.map(\.service)).map { $0 + "\n" }.joined() }
        return try ContainerListing(
            rows: rows,
            isTruncated: !print.noTrunc,
            now: now.components.seconds,
            overview: overview
        )
        .text(format: format)
    }
}
