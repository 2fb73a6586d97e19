import ArgumentParser
import Operations
import Reconciliation
import TerminalOutput

/// `engarde create`.
struct CreateCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create services' containers, and all that they need, without starting them."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample(
            "engarde create && engarde cp seed.sql db:/docker-entrypoint-initdb.d/",
            "Puts a file in before the first start."
        )
    ]

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Containers") var options: UpOptions

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var invocation = Invocation(global, in: surroundings)
        invocation.style.hidesBuilds = images.quietBuild
        invocation.style.hidesPulls = images.quietPull
        return try await invocation.withSession(
            "create",
            naming: options.services,
            withDependencies: !options.noDeps
        ) { [invocation] session, interrupts in
            var planned = try options.upOptions(of: session, global, images: images)
            planned.starts = false
            let run = try UpRun(
                session,
                options: UpRun.Options(planned, then: .detached(showsTimeline: false)),
                confirmation: surroundings.confirmation
            )
            if global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await run.preview() }
            }
            return try await run.run(until: interrupts)
        }
    }
}
