import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput
import Workflows

/// `engarde profile`.
struct ProfileCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Record where a running service spends its time.",
        discussion: """
            Python is recorded by py-spy from outside: neither the image nor the running container is changed, and all \
            processes count that the first one has started. What comes of it is a flame graph; for '.json' it is in the \
            form of speedscope, for '.txt' as text. Node.js records itself by its inspector. Ctrl-C ends the recording \
            early, and what there is until then is written. 'x-engarde: {profile: …}' in a service says it otherwise.
            """
    )
    static let operands = "[options] <service>"
    static let examples = [
        HelpExample("engarde profile web", "Records ten seconds into profiles/web-….svg."),
        HelpExample("engarde profile --duration 60 --output web.svg web", "Records a minute into a file."),
    ]

    @Option(name: .long, help: ArgumentHelp("How long is recorded.", valueName: "seconds"))
    var duration = 10

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Write to a file, or into a directory, in place of 'profiles' in the project.",
            valueName: "file"
        )
    )
    var output: String?

    @Option(name: .long, help: ArgumentHelp("How often it is looked at what runs, in a second.", valueName: "number"))
    var rate = 100

    @Flag(name: .long, help: "Let what waits count, too; of Node.js it always does.")
    var idle = false

    @Flag(name: .long, help: "Print the steps; do nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard services.count == 1 else { throw Self.wrongOperands("one service is needed") }
        for (number, option, limit) in [(duration, "--duration", 86_400), (rate, "--rate", 10_000)]
        where !(1...limit).contains(number) {
            throw UsageError(
                message: "\(option) is from 1 to \(limit): \(number)",
                hint: "write '\(option) \(option == "--rate" ? 100 : 10)', or leave it out"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var options = ProfileService.Options(of: ServiceName(services.first ?? ""))
        options.duration = duration
        options.rate = rate
        options.includesIdle = idle
        options.output = output.flatMap { $0.isEmpty ? nil : surroundings.absolutePath($0) }
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.runWorkflow("profile", naming: services) { [options] context, session in
            try await ProfileService(context, session, options: options)
        } report: { workflow, end in
            let result = workflow.result
            guard result.isWritten else { return end }
            let shown = surroundings.relativePath(result.path)
            let text =
                global.progress == .json
                ? try ProfileReport(service: result.service.rawValue, path: result.path).json()
                : "profile of '\(result.service)': \(shown), which \(result.reader) can open"
            surroundings.output.write(text + "\n", to: .data)
            return end
        }
    }
}

/// Where a profile is, for programs.
///
/// - Shape: `{"path":"/project/profiles/web-20261129-070118.svg","service":"web"}`.
private struct ProfileReport: Encodable {
    var service: String
    var path: String
}
