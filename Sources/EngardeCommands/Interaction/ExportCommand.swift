import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput

/// `engarde export`.
struct ExportCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the files of a service's container as a tar archive.",
        discussion: "What is mounted is not part of it."
    )
    static let operands = "[options] <service>"
    static let examples = [
        HelpExample("engarde export -o web.tar web", "Writes a file."),
        HelpExample("engarde export web | tar -t", "Lists the files."),
    ]

    @OptionGroup var container: ContainerIndex

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to a file, not to standard output.", valueName: "file")
    )
    var output: String?

    @Flag(name: .long, help: "Say what would be written; write nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard services.count == 1 else { throw Self.wrongOperands("one service is needed") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let output = output.flatMap { $0.isEmpty ? nil : $0 }
        return try await invocation.withNamedSession("export", naming: services) { session in
            let choice = ContainerChoice(of: ServiceName(services.first ?? ""), index: container.number)
            let export = Export(session, of: choice)
            guard !global.dryRun else {
                let step = try await export.preview(to: output ?? "standard output")
                try invocation.write(PlanPreview(steps: [step]))
                return .done
            }
            return try await Interrupts.withSignals { interrupts in
                OperationEnd(
                    try await interrupts.race {
                        try await export.run(to: try destination(output, invocation))
                    }
                )
            }
        }
    }

    private func destination(_ output: String?, _ invocation: Invocation) throws -> Export.Destination {
        let streams = invocation.surroundings.output
        guard let output else {
            guard !invocation.traits.dataIsTerminal else {
                throw UsageError(
                    message: "output option is required when exporting to terminal",
                    hint: "name a file with '-o', or redirect standard output"
                )
            }
            return .pieces { streams.write($0, to: .data) }
        }
        return .file(output, relativeTo: invocation.surroundings.workingDirectory)
    }
}
