import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput

/// `engarde cp`.
struct CopyCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "cp",
        abstract: "Copy files between this machine and a service's containers.",
        discussion: """
            To a service copies into all of its containers, from a service out of the first one. '-' is standard input or \
            output, as a tar archive. A path with '/.' at its end means what is in the directory.
            """
    )
    static let operands = "[options] <service:path or path> <service:path or path>"
    static let examples = [
        HelpExample("engarde cp web:/var/log ./logs", "Copies a directory out of the first container."),
        HelpExample("engarde cp fixtures/. db:/data", "Copies what is in a directory into all containers."),
    ]

    @Flag(name: .long, help: "Containers of single commands, too.")
    var all = false

    @Flag(
        name: [.customShort("a"), .long],
        help: "Give files in a container to its user; let files from a container keep their owners."
    )
    var archive = false

    @Flag(name: [.customShort("L"), .long], help: "Copy what a symbolic link leads to, not the link.")
    var followLink = false

    @OptionGroup var container: ContainerIndex

    @Flag(name: .long, help: "Say what would be copied; copy nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("What is copied, and where to.", valueName: "source destination"))
    var words: [String] = []

    private static let needsOperands = wrongOperands("a source and a destination are needed")

    func validate() throws {
        guard words.count == 2, !words.contains("") else { throw Self.needsOperands }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard let first = words.first, let last = words.last else { throw Self.needsOperands }
        let (source, destination) = (CopyEnd(first), CopyEnd(last))
        let service = try Copy.service(from: source, to: destination).rawValue
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withNamedSession("cp", naming: [service]) { session in
            var options = Copy.Options(workingDirectory: surroundings.workingDirectory)
            options.index = container.number
            options.includesOneOffs = all
            options.followsLink = followLink
            options.isArchive = archive
            let copy = try Copy(session, from: source, to: destination, options: options)
            guard !global.dryRun else {
                try invocation.write(PlanPreview(steps: try await copy.preview()))
                return .done
            }
            let output = surroundings.output
            let input = StandardInput()
            defer { input?.close() }
            let write: @Sendable ([UInt8]) -> Void = { output.write($0, to: .data) }
            let streams = Copy.Streams(
                input: { await input?.next() },
                output: invocation.traits.dataIsTerminal ? nil : write
            )
            return try await Interrupts.withSignals { interrupts in
                OperationEnd(try await interrupts.race { try await copy.run(streams) })
            }
        }
    }
}
