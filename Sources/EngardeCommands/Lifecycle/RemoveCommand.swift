import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// `engarde rm`.
struct RemoveCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove services' containers that do not run.",
        discussion: """
            It is asked before anything is removed, unless -f is given. What is in a container and not in a volume is \
            lost with it.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde rm -fsv web", "Stops and removes one service's containers, with their anonymous volumes.")
    ]

    @Flag(name: [.customShort("f"), .long], help: "Do not ask.")
    var force = false

    @Flag(name: [.customShort("s"), .long], help: "Stop and remove containers that run, too.")
    var stop = false

    @Flag(name: [.customShort("v"), .long], help: "Remove the containers' anonymous volumes, too.")
    var volumes = false

    // docker compose has it without effect.
    @Flag(name: [.customShort("a"), .long], help: .hidden)
    var all = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var removal = RemovalPlanner.Options()
        removal.stopsRunning = stop
        removal.removesAnonymousVolumes = volumes
        let agreement: RemoveContainers.Agreement =
            force ? .given : surroundings.confirmation.map { .asked($0) } ?? .nobody
        return try await Invocation(global, in: surroundings).run("rm", naming: services) {
            [removal] session in
            RemoveContainers(
                session,
                services: services.map { ServiceName($0) },
                options: removal,
                agreement: agreement
            )
        }
    }
}
