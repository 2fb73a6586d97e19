import ArgumentParser
import ComposeLoader
import ComposeModel
import EngineClient
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde down`.
struct DownCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Stop and remove a project's containers and networks."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde down -v", "Removes the data of the named volumes, too."),
        HelpExample("engarde down web", "Removes one service's containers; the rest stays."),
    ]

    @Flag(
        name: [.customShort("v"), .long, .customLong("volume")],
        help: "Remove named volumes that are not external, and anonymous ones."
    )
    var volumes = false

    @Flag(name: .long, help: "Remove containers of services that the project does not have, too.")
    var removeOrphans = false

    @Option(name: .long, help: "Remove images: local (those without a name of their own) or all.")
    var rmi: TeardownOptions.Images?

    @OptionGroup var stopping: StopTimeout

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    /// The options as the operation takes them.
    ///
    /// - Parameter environment: the variables of the process and of the project's env files.
    func teardownOptions(environment: [String: String]) -> TeardownOptions {
        var options = TeardownOptions()
        options.services = Set(services.map { ServiceName($0) })
        options.removesVolumes = volumes
        options.removesOrphans = OrphanPolicy.removes(isRemovalAskedFor: removeOrphans, environment: environment)
        options.images = rmi
        options.stopTimeout = stopping.limit
        return options
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).run("down", naming: services) { session in
            let environment = session.loaded?.project.environment ?? surroundings.environment
            for warning in OrphanPolicy.warnings(on: ["COMPOSE_REMOVE_ORPHANS"], environment: environment) {
                session.events.emit(.warning(warning))
            }
            return Down(session, options: teardownOptions(environment: environment))
        }
    }
}

extension TeardownOptions.Images: ExpressibleByArgument {}
