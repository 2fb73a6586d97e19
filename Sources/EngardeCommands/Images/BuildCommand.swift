import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde build`.
struct BuildCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the images of services."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde build", "Builds the images of all services that have a 'build' section."),
        HelpExample("engarde build --no-cache --pull web", "Builds one from scratch, on the newest base image."),
    ]

    @Flag(name: .long, help: "Do not use the cache.")
    var noCache = false

    @Flag(name: .long, help: "Pull newer base images.")
    var pull = false

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A build argument; overrides the project's.", valueName: "name=value")
    )
    var buildArg: [String] = []

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp(
            "An SSH agent or a private key that builds may use; 'default' is the user's agent.",
            valueName: "name[=file]"
        )
    )
    var ssh: [String] = []

    @Flag(name: .long, help: "Build the images of the services that the named ones depend on, too.")
    var withDependencies = false

    @Flag(name: .long, help: "Send the images that have names of their own to their registries when they are built.")
    var push = false

    @Flag(name: [.customShort("q"), .long], help: "Show nothing but failures.")
    var quiet = false

    @Option(name: .long, help: .hidden)
    var progress: ProgressMode?

    @OptionGroup var builder: BuilderOptions

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all that have a 'build' section.", valueName: "service"))
    var services: [String] = []

    /// What this run changes in how images are built.
    ///
    /// - Parameter surroundings: where arguments without a value get theirs from, and what paths are relative to.
    /// - Throws: ``UsageError``.
    func overrides(in surroundings: Surroundings) throws -> BuildOverrides {
        let environment = surroundings.environment
        var overrides = BuildOverrides(toolVersion: EngardeVersion.current)
        overrides.withoutCache = noCache
        overrides.pullsBaseImages = pull
        overrides.attestations[.provenance] = builder.provenance
        overrides.attestations[.sbom] = builder.sbom
        for entry in buildArg.map({ NamedValue($0) }) {
            overrides.arguments[entry.name] = entry.value ?? environment[entry.name]
        }
        for entry in ssh {
            let agent = NamedValue(entry)
            guard agent.value != nil || ["", "default"].contains(agent.name) else {
                throw UsageError(
                    message: "invalid ssh key \"\(entry)\"",
                    hint: "write it as '\(entry)=FILE', where the file is a key or an agent's socket"
                )
            }
            let path = agent.value ?? ""
            overrides.agents[agent.name.isEmpty ? "default" : agent.name] =
                path.isEmpty ? "" : surroundings.absolutePath(path)
        }
        return overrides
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try builder.refuseWhatIsNotThere(global, services)
        let global = global.showing(quiet ? .quiet : progress)
        var invocation = Invocation(global, in: surroundings)
        invocation.needsEngine = !builder.printsBakeFile
        return try await invocation.withSession("build", naming: services) { [invocation] session, interrupts in
            let build = Build(
                session,
                services: services.map { ServiceName($0) },
                includesDependencies: withDependencies,
                overrides: try overrides(in: surroundings),
                pushes: push
            )
            guard builder.printsBakeFile else { return try await invocation.perform(build, until: interrupts) }
            if let text = try build.bakeFile(checking: builder.check) {
                surroundings.output.write(text, to: .data)
            } else {
                session.events.emit(.warning("no service to build"))
            }
            return .done
        }
    }
}
