import ArgumentParser
import ComposeLoader
import Diagnostics
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde stacks`.
struct StacksCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "stacks",
        abstract: "List, remove or serve the stacks of a repository's worktrees.",
        discussion: """
            A stack is what 'engarde up --isolated' brings up for one checkout. Without an action they are listed: a \
            template's fields are Name, State, Running, Total, Branch, Worktree, IsMain, IsGone and Addresses. 'rm' removes \
            containers, networks, volumes and images of the named ones. 'proxy' lets services be reached as \
            http://SERVICE.STACK.localhost:PORT until Ctrl-C, or with -d in the background.
            """
    )
    static let operands = "[options] [action] [name...]"
    static let examples = [
        HelpExample("engarde stacks", "Lists the stacks with their addresses."),
        HelpExample("engarde stacks rm --gone", "Removes those whose worktree is there no longer."),
        HelpExample("engarde stacks proxy -d", "Lets services be reached by name, from now on."),
    ]

    /// What is done with stacks.
    private enum Action: String, CaseIterable {
        case ls, rm, proxy
    }

    @Option(name: .long, help: .arrayFormat)
    var format = "table"

    @Flag(name: [.customShort("q"), .long], help: "Only names.")
    var quiet = false

    @Flag(name: .long, help: "With rm: those whose worktree is there no longer.")
    var gone = false

    @Flag(name: [.customShort("y"), .long], help: "With rm: do not ask.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("With proxy: the port on the loopback interface.", valueName: "number"))
    var port = ServeStacks.defaultPort

    @Flag(name: [.customShort("d"), .long], help: "With proxy: leave it in the background and return.")
    var detach = false

    @Flag(name: .long, help: "With proxy: end the one in the background.")
    var stop = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Flag(name: .long, help: .hidden)
    var background = false

    @Argument(help: ArgumentHelp("What to do: ls, rm or proxy; with rm, the stacks.", valueName: "action name"))
    var words: [String] = []

    private var action: Action { words.first.flatMap { Action(rawValue: $0) } ?? .ls }
    private var names: [String] { Array(words.dropFirst()) }

    func validate() throws {
        if let word = words.first, Action(rawValue: word) == nil {
            throw UsageError(
                message: "'\(word)' is nothing that is done with stacks",
                hint: NameSuggestion.correction(of: word, among: Action.allCases.map(\.rawValue))
            )
        }
        let owners: [(isGiven: Bool, option: String, action: Action)] = [
            (gone, "--gone", .rm), (yes, "--yes", .rm), (detach, "--detach", .proxy), (stop, "--stop", .proxy),
            (port != ServeStacks.defaultPort, "--port", .proxy), (quiet, "--quiet", .ls),
        ]
        for (isGiven, option, needed) in owners where isGiven && action != needed {
            throw UsageError(
                message: "\(option) belongs to '\(needed.rawValue)'",
                hint: "write 'engarde stacks \(needed.rawValue) \(option)'"
            )
        }
        if detach && stop { throw UsageError.contradiction("--detach", "--stop") }
        guard (1...65_535).contains(port) else {
            throw UsageError(message: "\(port) is no port", hint: "write '--port \(ServeStacks.defaultPort)'")
        }
        if action == .rm, names.isEmpty, !gone {
            throw UsageError(message: "no stack is named", hint: "write its name, or '--gone'")
        }
        if action != .rm, !names.isEmpty {
            throw UsageError(
                message: "'\(action.rawValue)' takes no names of stacks",
                hint: "write 'engarde stacks \(action.rawValue)'"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let request = invocation.request("stacks", invocation.loadRequest(needing: .none))
        switch action {
        case .ls: return try await list(invocation, request)
        case .rm: return try await remove(invocation, request)
        case .proxy:
            let serving = StackServing(invocation, request, port: port)
            if background { return await serving.runInBackground() }
            if stop { return try await serving.stop() }
            return try await detach ? serving.detach() : serving.run()
        }
    }

    private func list(_ invocation: Invocation, _ request: SessionRequest) async throws -> TerminationStatus {
        try await invocation.withEvents(of: "stacks") { _ in
            let stacks = try await ListStacks(request).run()
            invocation.surroundings.output.write(try text(of: stacks), to: .data)
            return .done
        }
    }

    /// What is printed of stacks.
    func text(of stacks: [Stack]) throws -> String {
        if quiet { return stacks.map { "\($0.name)\n" }.joined() }
        let listing = Listing<Stack>(
            fields: [
                .init("Name") { .text($0.name) },
                .shown("Standing", heading: "STATE") { $0.isGone ? "\($0.state), worktree gone" : $0.state },
                .init("State") { .text($0.state) }, .init("Running") { .number($0.running) },
                .init("Total") { .number($0.total) },
                .init("Branch") { .text($0.branch) }, .init("Worktree") { .text($0.worktree) },
                .init("IsMain") { .truth($0.isMain) }, .init("IsGone") { .truth($0.isGone) },
                .shown("Where", heading: "ADDRESSES") { $0.addresses.map(\.text).joined(separator: " ") },
                .init("Addresses") { stack in
                    .list(
                        stack.addresses.map { address in
                            .record([
                                ("Service", .text(address.service)), ("Target", .number(address.target)),
                                ("Port", .number(address.port)), ("Protocol", .text(address.transport)),
                            ])
                        }
                    )
                },
            ],
            table: #"{{.Name}}\t{{.Standing}}\t{{.Branch}}\t{{.Worktree}}\t{{.Where}}"#,
            json: .array
        )
        return try listing.text(of: stacks, format: format)
    }

    private func remove(_ invocation: Invocation, _ request: SessionRequest) async throws -> TerminationStatus {
        try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "stacks") { events in
                let context = invocation.workflowContext(request, events, interrupts)
                let list = ListStacks(request)
                let known = gone ? try await list.run() : []
                let removal = try RemoveStacks(context, names: names, takingGone: gone, of: known, list.records())
                if invocation.options.dryRun {
                    let preview = WorkflowPreview(try await removal.steps(), program: invocation.style.program)
                    invocation.surroundings.output.write(try preview.text(in: invocation.options.progress), to: .data)
                    return .done
                }
                guard !removal.names.isEmpty else {
                    events.emit(.warning("there is no stack whose worktree is gone"))
                    return .done
                }
                guard try await yes ? true : removal.isAgreedTo() else { return .done }
                return try await removal.run(in: context)
            }
        }
    }
}
