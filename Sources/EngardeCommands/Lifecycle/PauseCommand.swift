import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// What `pause` and `unpause` have in common.
protocol PausingVerb: EngardeProgram.Verb {
    /// What becomes of the containers.
    static var change: PausePlanner.Change { get }
    /// The services that were named.
    var services: [String] { get }
}

extension PausingVerb {
    static var operands: String { "[options] [service...]" }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        // A service that there is not is passed over, with a warning.
        try await Invocation(global, in: surroundings).run(Self.name, naming: []) { session in
            Pause(session, Self.change, of: services.map { ServiceName($0) })
        }
    }
}

/// `engarde pause`.
struct PauseCommand: PausingVerb {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Freeze the processes of running services."
    )
    static let examples = [HelpExample("engarde pause db", "Shows what the others do while the database hangs.")]
    static let change = PausePlanner.Change.pause

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: "The services; without any, all.")
    var services: [String] = []
}

/// `engarde unpause`.
struct UnpauseCommand: PausingVerb {
    static let configuration = CommandConfiguration(
        commandName: "unpause",
        abstract: "Let the processes of paused services go on."
    )
    static let examples = [HelpExample("engarde unpause", "Lets everything go on that was paused.")]
    static let change = PausePlanner.Change.unpause

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: "The services; without any, all.")
    var services: [String] = []
}
