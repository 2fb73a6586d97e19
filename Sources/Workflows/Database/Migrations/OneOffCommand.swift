import ComposeModel
import Operations
import Reconciliation

/// A command of the tool in a container of its own, once what the service depends on is ready.
struct OneOffCommand: Sendable {
    private let migrations: MigrationService
    private let words: [String]

    /// Prepares a command.
    init(_ migrations: MigrationService, _ words: [String]) {
        self.migrations = migrations
        self.words = words
    }

    /// The service's container, as `run` makes it, with the command in place of its own.
    func oneOff() -> OneOff {
        var service = migrations.service
        service.command = words
        // The image of Flyway runs its program by itself.
        if words.first == "flyway" {
            service.entrypoint = ["flyway"]
            service.command = Array(words.dropFirst())
        }
        if !migrations.containerRoot.isEmpty { service.workingDirectory = migrations.containerRoot }
        service.ports = []
        service.containerName = nil
        service.restart = nil
        service.deploy?.restartPolicy = nil
        service.scale = 1
        service.tty = false
        service.stdinOpen = false
        var oneOff = OneOff(of: service)
        oneOff.isRemoved = true
        oneOff.isInteractive = false
        return oneOff
    }

    /// Runs it.
    ///
    /// - Throws: what bringing up throws, `EngineError`, `CancellationError`.
    func run(in project: DatabaseProject, until interrupts: Interrupts) async throws -> OperationEnd {
        let reconciliation = ReconciliationOptions(toolVersion: project.session.toolVersion)
        let run = Run(
            project.session,
            options: Run.Options(oneOff(), Up.Options(reconciliation: reconciliation)),
            confirmation: project.context.confirmation
        )
        guard let container = try await run.prepare(until: interrupts) else { return .interrupted }
        let console = project.context.console
        let outcome = try await interrupts.race {
            try await console(false) {
                try await container.run(on: $0, detachKeys: .standard, forwarding: .none)
            }
        }
        switch outcome {
        case .finished(let code): return .exited(code: code)
        case .interrupted:
            await container.discard()
            return .interrupted
        }
    }
}
