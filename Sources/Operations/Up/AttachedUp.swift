import ComposeModel
import Convergence
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
    /// What is shown, and whose end ends the whole.
    let attachment: UpRun.Attachment
    /// What is asked for meanwhile.
    let requests: ServiceRequests?

    /// Brings the services up and stays.
    ///
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    func run() async throws -> OperationEnd {
        guard !attachment.services.isEmpty else { return try await stay() }
        let follower = LogFollower(
            session.session,
            services: attachment.services,
            showsTime: attachment.showsTime
        )
        return try await follower.follow(from: .tail(0)) { try await stay() }
    }

    private func stay() async throws -> OperationEnd {
        guard let trigger = attachment.trigger else {
            try await attend(try await up.run())
            return .done
        }
        let requested = options.reconciliation.services
        let watch = ExitWatch(
            session.session,
            services: requested.isEmpty ? attachment.services : Set(requested),
            trigger: trigger
        )
        let outcome = try await watch.run {
            try await up.run()
        } attend: {
            try await attend($0)
        }
        guard case .exited(let exit) = outcome else {
            return .exited(code: try await watch.exitCode(of: attachment.exitCodeFrom) ?? 0)
        }
        session.events.emit(.stoppingBecauseOfExit(code: exit.code), about: .container(exit.container, of: nil))
        let stop = Stop.afterUp(session, options)
        // The interruption that ended the work is not to keep this from being done.
        try await Interruption.$current.withValue(Interruption()) {
            try await stop.run(timeout: options.reconciliation.stopTimeout)
        }
        guard let service = attachment.exitCodeFrom else { return .exited(code: exit.code) }
        return .exited(code: try await watch.exitCode(of: service) ?? exit.code)
    }

    /// Tells how the start went, and stays as long as anything runs of what was asked for.
    private func attend(_ result: Up.Result) async throws {
        let requested = options.reconciliation.services
        let operations = PlannedServiceOperations(session: session, watch: nil, rebuildsAtStart: false)
        try await requests.serving(by: { operations }) {
            try await StartupReport(session).waitUntilReady(result, options: options)
            try await RunningServices(session: session.session)
                .waitUntilNoneRuns(of: Set(requested.isEmpty ? result.services : requested))
        }
    }
}
