import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents
import SystemPackage

/// Rebuilds and restarts services by the same plans as the other verbs.
struct PlannedServiceOperations: ServiceOperations {
    let session: ProjectSession
    /// What carries edits into the containers; `nil` if nothing does.
    let watch: Watch?
    let rebuildsAtStart: Bool

    func rebuild(_ service: ServiceName) async throws {
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.services = [service]
        reconciliation.includesDependencies = false
        reconciliation.orphans = .ignore
        var options = Up.Options(reconciliation: reconciliation)
        options.building = .always
        do {
            _ = try await session.interruptions.interrupting(interrupted(with: service)) {
                try await Up(session, options: options, watch: watch).run()
            }
        } catch let error as ConvergenceError {
            // The loop reports one line; what the build wrote last is what one needs to mend it.
            for diagnostic in error.diagnostics {
                session.events.emit(.diagnosed(diagnostic: diagnostic, others: 0), about: .service(service.rawValue))
            }
            throw SaidFailure(reason: error)
        }
    }

    func restart(_ service: ServiceName) async throws { try await restart(service, because: "a watched file changed") }

    /// Restarts the containers of a service, and of those that are to be restarted with it.
    ///
    /// - Parameter cause: why, for the plan.
    /// - Returns: whether there was a container.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    @discardableResult
    func restart(_ service: ServiceName, because cause: String) async throws -> Bool {
        try await session.changing {
            let plan = RestartPlanner(service, of: session.project, observed: try await session.observe())
                .plan(because: cause)
            try await session.interruptions.interrupting(interrupted(with: service)) {
                _ = try await session.executor().execute(plan)
            }
            return !plan.isEmpty
        }
    }

    func waitUntilReady(_ service: ServiceName) async throws {
        var quiet = session
        // The restart has been told of; how long it takes until the service is ready is in the receipt.
        quiet.events = NoEvents()
        var waiting = ReconciliationOptions(toolVersion: session.toolVersion)
        waiting.services = [service]
        waiting.includesDependencies = false
        waiting.recreation = .never
        waiting.orphans = .ignore
        waiting.waiting = .forAll(required: true)
        let outcome = try Reconciler(session.project, observed: try await session.observe(), options: waiting)
            .reconcile()
        _ = try await quiet.executor(failingWhenUnready: true).execute(outcome.plan.onlyWaiting())
    }

    func run(
        _ hook: LifecycleHook,
        in container: ContainerID,
        writingTo output: @escaping @Sendable (_ bytes: [UInt8], _ stream: LogFrame.Stream) -> Void
    ) async throws -> Int {
        try await HookRunner(client: session.client).run(hook, in: container, writingTo: output).exitCode
    }

    func outdatedPath(of service: ServiceName) async throws -> FilePath? {
        let observed = try await session.observe()
        guard rebuildsAtStart, observed.containers.contains(where: { $0.service == service && !$0.isOneOff }),
            let definition = session.project.definition(of: service)
        else { return nil }
        if let changed = watch?.dockerfiles[service]?.takeChanges().first { return FilePath(changed) }
        return try await session.builds.outdated(among: [definition], observed.images)[service].map { FilePath($0) }
    }

    /// The service, and those that are restarted with it.
    private func interrupted(with service: ServiceName) -> Set<ServiceName> {
        Set(session.project.services.values.filter { $0.dependsOn[service]?.restart ?? false }.map(\.name))
            .union([service])
    }
}

/// That a service was not rebuilt, for a reason that has been said.
private struct SaidFailure: DiagnosticConvertible, CustomStringConvertible {
    let reason: ConvergenceError

    var description: String { "not rebuilt" }

    /// What the reason says.
    var diagnostics: [Diagnostic] { reason.diagnostics }
}
