import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import OrderedCollections
import Reconciliation
import SessionEvents

extension Watch {
    /// Brings up what is watched and what that depends on.
    ///
    /// - Parameters:
    ///   - options: how; which services it names does not count.
    ///   - includesOthers: whether the project's other services are brought up too; what one of them lacks is a warning and
    ///     stops neither the rest nor the watching.
    ///   - confirmation: who is asked before data is lost; without anybody, nothing is lost.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func bringUp(
        options: Up.Options,
        includingOthers includesOthers: Bool,
        confirmation: (any Confirmation)? = nil
    ) async throws {
        let bringUp = { (names: [ServiceName], options: Up.Options) in
            var options = options
            options.reconciliation.services = names
            _ = try await Up(session, options: options, watch: self, confirmation: confirmation).run()
        }
        let watched = Set(services.map(\.name))
        let others = session.project.services.keys.filter { !watched.contains($0) }
        guard includesOthers, !others.isEmpty else { return try await bringUp(services.map(\.name), options) }
        var quiet = options
        quiet.reconciliation.orphans = .ignore
        try await bringUp(services.map(\.name), quiet)
        guard let failure = try await failure(of: { try await bringUp([], options) }) else { return }
        var unavailable = UnavailableImages(of: session.project)
        unavailable.note(failure)
        for name in others {
            var reasons = unavailable.reasons(for: try ServiceSelection([name], of: session.project).services)
            if reasons.isEmpty {
                guard let failure = try await self.failure(of: { try await bringUp([name], quiet) }) else { continue }
                unavailable.note(failure)
                reasons = (failure as? ConvergenceError)?.diagnostics.map(\.message) ?? ["\(failure)"]
            }
            for reason in reasons {
                session.events.emit(
                    .warning(
                        "service '\(name)', which is not watched, is not brought up: \(reason)",
                        about: .service(name.rawValue)
                    )
                )
            }
        }
    }

    /// The plans that bring up what is watched, and build images that are older than the files of their `rebuild` rules.
    ///
    /// - Parameters:
    ///   - options: how; which services it names does not count.
    ///   - includesOthers: whether the project's other services are brought up too.
    /// - Throws: `ReconciliationError`, `EngineError`.
    package func preview(options: Up.Options, includingOthers includesOthers: Bool) async throws -> Up.Preview {
        var options = options
        options.reconciliation.services = includesOthers ? [] : services.map(\.name)
        return try await Up(session, options: options, watch: self).preview()
    }

    /// The plans that rebuild what is watched, where its image is older than the files of its `rebuild` rules.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`.
    package func rebuildPreview(options: Up.Options) async throws -> Up.Preview {
        let observed = try await session.observe()
        let present = Set(observed.containers.compactMap { $0.isOneOff ? nil : $0.service })
        let definitions = services.compactMap { session.project.services[$0.name] }
            .filter { present.contains($0.name) }
        let outdated = try await session.builds.outdated(among: definitions, observed.images)
        guard !outdated.isEmpty else { return Up.Preview(plans: []) }
        var options = options
        options.reconciliation.services = definitions.map(\.name).filter { outdated[$0] != nil }
        options.reconciliation.includesDependencies = false
        options.reconciliation.orphans = .ignore
        return try await Up(session, options: options, watch: self).preview()
    }

    /// What keeps `body` from bringing services up; `nil` when nothing does.
    private func failure(of body: () async throws -> Void) async throws -> (any Error)? {
        do {
            try await body()
            return nil
        } catch let error as ReconciliationError {
            return error
        } catch let error as ConvergenceError {
            return error
        }
    }
}
