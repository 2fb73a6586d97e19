import ComposeLoader
import ComposeModel
import Convergence
import EngineClient
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Takes a project down: stops and removes its containers and networks, and volumes if asked.
package struct Down: PlannedOperation {
    private let session: Session
    private let options: TeardownOptions

    /// Creates the operation; without a loaded project, labels have to do.
    package init(_ session: Session, options: TeardownOptions) {
        self.session = session
        self.options = options
    }

    /// Takes the project down, after the watcher in the background when nothing is left to be watched.
    ///
    /// A network, volume or image that somebody else uses, too, stays.
    package func run() async throws {
        if options.services.isEmpty { try await BackgroundWatcher(session).end() }
        try await session.changing {
            let plan = try await plan()
            if plan.isEmpty {
                session.events.emit(.warning("nothing to take down for project '\(session.name)'"))
                return
            }
            do {
                try await session.executor(toleratingUse: true).execute(plan)
            } catch let error as ConvergenceError {
                try tellWhatStays(error)
            }
        }
    }

    /// Tells what could not be removed because somebody else uses it, which is no failure.
    ///
    /// - Throws: what else went wrong.
    private func tellWhatStays(_ error: ConvergenceError) throws {
        var failures: [ConvergenceError] = []
        for failure in error.each {
            if let warning = Self.warning(ofUse: failure) {
                session.events.emit(.warning(warning))
            } else {
                failures.append(failure)
            }
        }
        if failures.count > 1 { throw ConvergenceError.several(failures) }
        if let failure = failures.first { throw failure }
    }

    /// That something is used, in docker compose's words; `nil` for what failed otherwise.
    private static func warning(ofUse failure: ConvergenceError) -> String? {
        guard case .engine(let operation, let error) = failure else { return nil }
        guard let reason = operation.use(refusedWith: error) else { return nil }
        return switch operation {
        case .removeImage(let name): "Image \(name)  Resource is still in use: \(reason)"
        case .removeVolume(let name): "Volume \(name)  Resource is still in use: \(reason)"
        case .removeNetwork(let name): "Network \(name)  Resource is still in use: \(reason)"
        default: nil
        }
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan {
        let project = session.loaded?.project
        let images = project?.services.values.map(\.image) ?? []
        let observed = try await session.observe(images: options.images == nil ? [] : images)
        return Teardown(of: session.name, project: project, observed: observed, options: options).plan()
    }
}
