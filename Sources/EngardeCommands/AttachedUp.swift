import ComposeModel
import Convergence
import Operations
import Reconciliation
import SessionEvents

/// An `up` that stays: shows the output of services until they have ended, or until the first end that is to end it all.
struct AttachedUp: Sendable {
    /// What it works with.
    let session: ProjectSession
    /// What brings the services up.
    let up: Up
    /// How they are brought up.
    let options: Up.Options
    /// The services whose output is shown.
    let attached: Set<ServiceName>
    /// Whether each line begins with its time.
    let showsTime: Bool
    /// Which end of a container ends the whole; `nil` is none.
    let trigger: ExitWatch.Trigger?
    /// The service whose exit code counts; `nil` is the one whose end ended the whole.
    let exitCodeFrom: ServiceName?

    /// Brings the services up and stays.
    ///
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    func run() async throws -> TerminationStatus {
        guard !attached.isEmpty else { return try await stay() }
        let follower = LogFollower(
            project: session.project.name,
            services: attached,
            client: session.client,
            events: session.events,
            showsTime: showsTime
        )
        return try await follower.follow(from: .tail(0)) { try await stay() }
    }

    private func stay() async throws -> TerminationStatus {
        guard let trigger else {
            try await attend(try await up.run())
            return .success
        }
        let requested = options.reconciliation.services
        let watch = ExitWatch(
            of: session.project.name,
            services: requested.isEmpty ? attached : Set(requested),
            trigger: trigger,
            client: session.client
        )
        let outcome = try await watch.run {
            try await up.run()
        } attend: {
            try await attend($0)
        }
        guard case .exited(let exit) = outcome else {
            return .command(try await watch.exitCode(of: exitCodeFrom) ?? 0)
        }
        session.events.emit(.notice("\(exit.container) ended with code \(exit.code): stopping everything"))
        let stop = try await Stop.afterUp(session, requested: requested, before: up.before)
        // The interruption that ended the work is not to keep this from being done.
        try await Interruption.$current.withValue(Interruption()) {
            try await stop.run(timeout: options.reconciliation.stopTimeout)
        }
        guard let exitCodeFrom else { return .command(exit.code) }
        return .command(try await watch.exitCode(of: exitCodeFrom) ?? exit.code)
    }

    /// Tells how the start went, and stays as long as anything runs of what was asked for.
    private func attend(_ result: Up.Result) async throws {
        let requested = options.reconciliation.services
        try await StartupReport(session).waitUntilReady(result, options: options)
        try await RunningServices(of: session.project.name, client: session.client)
            .waitUntilNoneRuns(of: Set(requested.isEmpty ? result.services : requested))
    }
}
