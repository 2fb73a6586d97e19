import ArgumentParser
import Operations
import TerminalOutput
import Workflows

/// `engarde db`.
struct DatabaseCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Work with the project's database: migrations, a client, snapshots, a fresh start.",
        discussion: """
            The actions: 'new' makes a migration and brings its file home, 'migrate' and 'rollback' run migrations and take \
            them back, 'history' lists them; 'shell' opens the database's client; 'reset' removes all data and starts anew; \
            'snapshot' keeps the data under a name, 'restore' brings it back, 'list' lists snapshots; 'hook install' offers a \
            branch's snapshot whenever git checks the branch out, by way of 'offer'. Which service is the database and which \
            runs migrations is found out; 'x-engarde.db' in a Compose file says it otherwise.
            """
    )
    static let operands = "[options] <action> [argument...]"
    static var operandValues: [String] { DatabaseAction.allCases.map(\.rawValue) }
    static let examples = [
        HelpExample("engarde db new 'add preferences'", "Lets the tool write a migration; its file is here then, too."),
        HelpExample("engarde db migrate", "Runs the migrations that were not run yet."),
        HelpExample("engarde db shell -- -c 'select 1'", "Gives the database's client arguments of its own."),
        HelpExample("engarde db snapshot seeded", "Keeps the data as it is now."),
        HelpExample("engarde db restore seeded", "Brings it back, and keeps what was there as 'before-restore'."),
        HelpExample("engarde db reset --migrate", "Removes all data, and runs the migrations in the new database."),
    ]

    @Option(
        name: .long,
        help: ArgumentHelp("The database, where there are several.", valueName: "service")
    )
    var service: String?

    @Flag(name: [.customShort("y"), .long], help: "Do not ask before data is lost (reset, restore).")
    var yes = false

    @Flag(name: .long, help: "Run the migrations in the new database (reset).")
    var migrate = false

    @Option(name: .long, help: ArgumentHelp("Take a snapshot before (reset).", valueName: "name"))
    var snapshot: String?

    @Flag(name: .long, help: "Do not keep what is replaced as a snapshot (restore).")
    var noBackup = false

    @Flag(name: .long, help: "Let it belong to the branch that is checked out (snapshot).")
    var branch = false

    @Flag(name: .long, help: "Remove the snapshot of the name (snapshot).")
    var remove = false

    @Option(name: .long, help: .linesFormat)
    var format = "table"

    @Flag(name: [.customShort("q"), .long], help: "Only names (list).")
    var quiet = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("What to do, and with what.", valueName: "action"))
    var words: [String] = []

    private static let needsAction = wrongOperands("an action is needed")

    func validate() throws {
        let given: [(name: String, isGiven: Bool)] = [
            ("--service", service != nil), ("--yes", yes), ("--migrate", migrate), ("--snapshot", snapshot != nil),
            ("--no-backup", noBackup), ("--branch", branch), ("--remove", remove), ("--format", format != "table"),
            ("--quiet", quiet),
        ]
        let names = given.filter { $0.isGiven }.map { $0.name }
        try action().check(arguments, given: names)
        if remove, branch { throw UsageError.contradiction("--remove", "--branch") }
        if remove, arguments.isEmpty {
            throw UsageError(
                message: "a snapshot is needed that is to be removed",
                hint: "write 'engarde db snapshot --remove <name>'"
            )
        }
    }

    /// What is done.
    ///
    /// - Throws: ``UsageError``.
    private func action() throws -> DatabaseAction {
        guard let word = words.first else { throw Self.needsAction }
        return try DatabaseAction(word: word)
    }

    /// What stands behind the action.
    var arguments: [String] { Array(words.dropFirst()) }

    /// What stands behind the action, as one text; `nil` where nothing does.
    var argument: String? { arguments.isEmpty ? nil : arguments.joined(separator: " ") }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        switch try action() {
        case .new: return try await makeMigration(invocation)
        case .migrate: return try await run(.migrate(to: argument), invocation)
        case .rollback: return try await run(.rollback(RollbackExtent(argument)), invocation)
        case .history: return try await run(.history, invocation)
        case .shell: return try await openShell(invocation)
        case .reset: return try await reset(invocation)
        case .snapshot where remove: return try await removeSnapshot(invocation)
        case .snapshot: return try await takeSnapshot(invocation)
        case .restore: return try await restore(invocation)
        case .list: return try await list(invocation)
        case .hook: return try await changeHook(invocation)
        case .offer: return try await offer(invocation)
        }
    }

    /// Runs `body` with what is known of the project's database.
    func withDatabases(
        _ invocation: Invocation,
        _ body: @escaping @Sendable (DatabaseProject, WorkflowContext) async throws -> OperationEnd
    ) async throws -> TerminationStatus {
        let request = invocation.request("db", invocation.loadRequest())
        return try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "db") { events in
                let context = invocation.workflowContext(request, events, interrupts)
                return try await request.withProject(telling: events) { session in
                    try await body(try DatabaseProject(session, in: context), context)
                }
            }
        }
    }
}
