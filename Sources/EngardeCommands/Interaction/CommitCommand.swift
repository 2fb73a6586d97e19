import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput

/// `engarde commit`.
struct CommitCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Make an image of what a service's container has changed."
    )
    static let operands = "[options] <service> [repository[:tag]]"
    static let examples = [
        HelpExample("engarde commit db shop/db:seeded", "Keeps the files of a container as an image."),
        HelpExample("engarde commit -c 'ENV DEBUG=true' web web:debug", "Changes the image's configuration."),
    ]

    @Option(
        name: [.customShort("a"), .long],
        help: ArgumentHelp("Who made it, such as 'Ann <ann@example.com>'.", valueName: "author")
    )
    var author = ""

    @Option(
        name: [.customShort("c"), .long],
        parsing: .singleValue,
        help: ArgumentHelp("A Dockerfile instruction to apply.", valueName: "instruction")
    )
    var change: [String] = []

    @OptionGroup var container: ContainerIndex

    @Option(name: [.customShort("m"), .long], help: ArgumentHelp("A comment.", valueName: "text"))
    var message = ""

    @Option(
        name: [.customShort("p"), .long],
        help: "Let the container's processes stand still meanwhile; '=false' does not."
    )
    var pause = SwitchValue.on

    @Flag(name: .long, help: "Say what would be made; make nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service, and the image's name.", valueName: "service image"))
    var words: [String] = []

    private static let needsOperands = wrongOperands("a service is needed, and may have a name behind it")

    func validate() throws {
        guard (1...2).contains(words.count) else { throw Self.needsOperands }
        if words.count == 2, !ImageReference(words[1]).isWellFormed || words[1].contains("@") {
            throw UsageError(
                message: "'\(words[1])' is no name of an image",
                hint: "write 'repository:tag' in lower case"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        guard let service = words.first else { throw Self.needsOperands }
        var options = CommitOptions()
        options.reference = words.dropFirst().first.map { ImageReference($0) }
        options.author = author
        options.comment = message
        options.changes = change
        options.pausesContainer = pause == .on
        let wanted = options
        return try await invocation.withNamedSession("commit", naming: [service]) { session in
            let choice = ContainerChoice(of: ServiceName(service), index: container.number)
            let commit = Commit(session, of: choice, options: wanted)
            guard !global.dryRun else {
                try invocation.write(PlanPreview(steps: [try await commit.preview()]))
                return .done
            }
            return try await Interrupts.withSignals { interrupts in
                switch try await interrupts.race({ try await commit.run() }) {
                case .finished(let image):
                    surroundings.output.write("\(image)\n", to: .data)
                    return .done
                case .interrupted: return .interrupted
                }
            }
        }
    }
}
