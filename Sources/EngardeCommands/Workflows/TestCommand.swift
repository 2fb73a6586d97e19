import ArgumentParser
import ComposeLoader
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde test`.
struct TestCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run tests in a project of their own, and remove it.",
        discussion: """
            The service's tests run as the layer for tests has it (environment 'test', or the files as they are), in a project \
            '<project>-test' with networks and volumes of its own and without published ports, so beside whatever runs. What \
            they need is brought up and ready first; their reports are copied to this machine; all is removed in the end, \
            whatever happened. The exit code is that of the tests. What stands behind '--' is added to their command.
            """
    )
    static let operands = "[options] [service] [-- argument...]"
    static let keepsTerminator = true
    static let examples = [
        HelpExample("engarde test", "Runs the tests of the only service that has any."),
        HelpExample("engarde test backend -- -k users", "Runs some tests of one service."),
    ]

    @Flag(name: .long, help: "Build images first, even where the tests' source is mounted.")
    var build = false

    @Flag(name: .long, help: "Do not build images, even if they are missing.")
    var noBuild = false

    @Flag(name: .long, help: "Leave containers, networks and volumes as they are in the end.")
    var keep = false

    @Option(name: .long, help: ArgumentHelp("Where reports are copied to.", valueName: "directory"))
    var out: String?

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service, and behind '--' what its command gets.", valueName: "service argument"))
    var words: [String] = []

    /// The service that was named, and what stands behind `--`.
    private var operands: (service: String?, arguments: [String]) {
        get throws {
            let end = words.firstIndex(of: "--") ?? words.endIndex
            let services = words[..<end]
            guard services.count < 2 else {
                throw Self.wrongOperands("one service runs tests, not \(services.count)")
            }
            return (services.first, Array(words[end...].dropFirst()))
        }
    }

    func validate() throws {
        if build && noBuild { throw UsageError.contradiction("--build", "--no-build") }
        _ = try operands
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let (service, arguments) = try operands
        var options = TestRun.Options()
        options.arguments = arguments
        options.building = build ? .always : noBuild ? .never : nil
        options.keepsProject = keep
        options.out = out.map { surroundings.absolutePath($0) }
        let chosen = options
        let request = invocation.request("test", invocation.loadRequest())
        return try await Interrupts.withSignals { interrupts in
            try await invocation.withEvents(of: "test") { events in
                let project = try TestProject(request, service: service, telling: events)
                return try await project.withSession(telling: events) { session in
                    let context = invocation.workflowContext(project.request, events, interrupts)
                    let tests = TestRun(session, project, options: chosen, in: context)
                    if global.dryRun {
                        let preview = WorkflowPreview(try await tests.steps(), program: invocation.style.program)
                        surroundings.output.write(try preview.text(in: global.progress), to: .data)
                        return .done
                    }
                    try await tests.takeProject()
                    return try await tests.run(in: context)
                }
            }
        }
    }
}
