import ArgumentParser
import ComposeModel
import Operations
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde create`.
struct CreateCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create services' containers, and start nothing.",
        discussion: "As 'engarde up --no-start'; 'engarde start' starts what was created."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde create --build", "Builds the images and creates networks, volumes and containers.")
    ]

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Containers") var containers: ContainerOptions

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var invocation = Invocation(global, in: surroundings)
        invocation.style.hidesBuilds = images.quietBuild
        invocation.style.hidesPulls = images.quietPull
        return try await invocation.withSession(
            "create",
            naming: containers.services,
            withDependencies: !containers.noDeps
        ) { [invocation] session, interrupts in
            var creating = try containers.upOptions(images: images, waiting: .forDependencies)
            creating.starts = false
            creating.reconciliation.includesUnusedResources = global.allResources
            creating.reconciliation.orphans = try OrphanPolicy.policy(
                isRemovalAskedFor: containers.removeOrphans,
                environment: session.project.environment
            )
            let up = Up(session, options: creating, confirmation: surroundings.confirmation)
            if dryRun || global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await up.preview() }
            }
            return OperationEnd(try await interrupts.race { _ = try await up.run() })
        }
    }
}
