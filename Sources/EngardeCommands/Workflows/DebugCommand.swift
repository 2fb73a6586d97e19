import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput
import Workflows

/// `engarde debug`.
struct DebugCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "debug",
        abstract: "Put a service under a debugger that an editor attaches to.",
        discussion: """
            Python runs under debugpy, with its reloading as before; Node.js opens its inspector. Only the container of \
            the service is made anew, the debugger's port is published on 127.0.0.1, and '.vscode/launch.json' gets an \
            entry with the path mappings; the rest of that file stays as it is. '--off', or the next 'up', runs the service as \
            the files say. 'x-engarde: {debug: …}' in a service says it otherwise.
            """
    )
    static let operands = "[options] <service>"
    static let examples = [
        HelpExample("engarde debug backend", "Runs the service under its debugger."),
        HelpExample("engarde debug --wait backend", "Lets it begin when the editor is attached."),
        HelpExample("engarde debug --off backend", "Runs it as the files say, and removes the editor's entry."),
    ]

    @Flag(name: .long, help: "Run the service as the files say again, and remove the editor's entry.")
    var off = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The port of 127.0.0.1; without it the usual one, or the next that is free.",
            valueName: "port"
        )
    )
    var port: UInt16?

    @Flag(name: .long, help: "Let the application begin when a debugger is attached.")
    var wait = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard services.count == 1 else { throw Self.wrongOperands("one service is needed") }
        if off, wait { throw UsageError.contradiction("--off", "--wait") }
        if off, port != nil { throw UsageError.contradiction("--off", "--port") }
        if port == 0 {
            throw UsageError(message: "--port is from 1 to 65535: 0", hint: "leave it out for one that is free")
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var options = DebugService.Options(of: ServiceName(services.first ?? ""))
        options.isOff = off
        options.port = port
        options.waitsForClient = wait
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.runWorkflow("debug", naming: services) { [options] context, session in
            try await DebugService(context, session, options: options)
        } report: { workflow, end in
            guard end == .done else { return end }
            let result = workflow.result
            let text =
                global.progress == .json
                ? try DebugReport(service: result.service.rawValue, port: result.port, entry: result.entry).json()
                : Self.text(result)
            surroundings.output.write(text + "\n", to: .data)
            return end
        }
    }

    private static func text(_ result: DebugService.Result) -> String {
        guard let port = result.port else { return "'\(result.service)' runs as the files say" }
        return "'\(result.service)' is debugged at 127.0.0.1:\(port): attach with '\(result.entry)'"
    }
}

/// Where a debugger listens, for programs.
///
/// - Shape: `{"entry":"EnGarde: web","port":5678,"service":"web"}`; without a port it is not debugged any more.
private struct DebugReport: Encodable {
    var service: String
    var port: UInt16?
    var entry: String
}
