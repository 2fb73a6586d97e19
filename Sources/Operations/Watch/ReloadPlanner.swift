import ComposeLoader
import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents

/// Reads a project whose files changed while it is watched, and plans what that means.
struct ReloadPlanner: Sendable {
    /// Reads the project.
    let reload: ProjectReload
    /// How services were brought up.
    let options: Up.Options
    /// The services that are watched, as they were named; empty means all that have rules.
    let services: [ServiceName]
    /// Who is asked before data is lost; without anybody, nothing is lost.
    let confirmation: (any Confirmation)?

    /// Plans changes of a session's project; `nil` if that cannot be read anew.
    init?(of session: ProjectSession, options: Up.Options, confirmation: (any Confirmation)?) {
        guard let reload = session.reload else { return nil }
        self.reload = reload
        self.options = options
        services = options.reconciliation.services
        self.confirmation = confirmation
    }

    /// What came of a change.
    enum Decision: Sendable {
        /// The files say what they said.
        case unchanged
        /// They cannot be used.
        case rejected([Diagnostic])
        /// They are taken.
        case taken(Reload)
    }

    /// Reads the project and decides; that nothing is to be done, and what is newly worth knowing, is told.
    ///
    /// - Parameters:
    ///   - changed: the files that changed, by their absolute paths.
    ///   - watch: what is watched now.
    /// - Returns: the files that the outcome depends on, too.
    /// - Throws: `CancellationError`.
    func plan(_ changed: [String], from watch: Watch) async throws -> (decision: Decision, files: Set<String>) {
        let outcome = try await reload.run()
        switch outcome.loaded {
        case .failure(let error): return (.rejected(errors(Diagnostic.all(of: error))), outcome.files)
        case .success(let loaded):
            do {
                return (try await decide(loaded, changed, from: watch), outcome.files)
            } catch {
                try Task.checkCancellation()
                let located = LocatedError.located(error, in: loaded)
                return (.rejected(errors(Diagnostic.all(of: located))), outcome.files)
            }
        }
    }

    /// Paths as they are shown.
    func shown(_ paths: [String], of watch: Watch) -> [String] { paths.map(watch.session.shortened) }

    private func decide(_ loaded: LoadedProject, _ changed: [String], from watch: Watch) async throws -> Decision {
        let session = watch.session
        let change = ModelChange(former: session.project, current: loaded.project)
        guard change.former.name == change.current.name else {
            throw ModelError.renamed(from: change.former.name, to: change.current.name)
        }
        let paths = shown(changed, of: watch)
        if change.isEmpty {
            if !paths.isEmpty { session.events.emit(.modelReloaded(paths: paths, plans: [])) }
            return .unchanged
        }
        let reloaded = session.reloaded(loaded)
        let present = services.filter { loaded.project.services[$0] != nil }
        if present.isEmpty, !services.isEmpty { throw DevelopmentLoopError(.nothingToWatch) }
        let next = try Watch(
            reloaded,
            services: present,
            rebuildsAtStart: watch.rebuildsAtStart,
            includingDockerfiles: true
        )
        let (up, plans) = try await whenTheEngineAnswers(session) { try await steps(of: change, reloaded, next) }
        tellWarnings(of: loaded, since: session.loaded, session)
        return .taken(Reload(paths: paths.isEmpty ? ["the project"] : paths, watch: next, up: up, plans: plans))
    }

    /// What brings a change to what runs, and its steps.
    private func steps(
        of change: ModelChange,
        _ session: ProjectSession,
        _ watch: Watch
    ) async throws -> (up: Up?, plans: [[PlannedStep]]) {
        let observed = try await session.observe()
        let running = observed.containers.filter { $0.isRunning && !$0.isOneOff }
            .reduce(into: [ServiceName: Int]()) { $0[$1.service, default: 0] += 1 }
        guard let options = try change.options(options, running: running) else { return (nil, []) }
        var quiet = session
        // What is worth knowing is told when the plan is carried out.
        quiet.events = NoEvents()
        let preview = try await Up(quiet, options: options, watch: watch).preview()
        let plans = preview.plans.map(\.outline).filter { !$0.isEmpty }
        return (Up(session, options: options, watch: watch, confirmation: confirmation), plans)
    }

    /// Runs `body` until the engine answers; that it does not is said by the session that runs beside.
    private func whenTheEngineAnswers<Value: Sendable>(
        _ session: ProjectSession,
        _ body: () async throws -> Value
    ) async throws -> Value {
        while true {
            do {
                return try await body()
            } catch let error as EngineError where error.isLossOfEngine {
                try await session.clock.sleep(for: .seconds(1))
            }
        }
    }

    /// Tells what is worth knowing of the project, and was not before.
    private func tellWarnings(of loaded: LoadedProject, since former: LoadedProject, _ session: ProjectSession) {
        let known = Set(former.warnings.map(\.message))
        let new = loaded.warnings.filter { !known.contains($0.message) }
        for same in OrderedDictionary(grouping: new, by: \.message).values {
            if let first = same.first { session.events.emit(.warning(first, andOthers: same.count - 1)) }
        }
    }

    /// The errors among diagnostics: warnings of a project that is not taken are about nothing.
    private func errors(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        let errors = diagnostics.filter { $0.severity == .error }
        return errors.isEmpty ? diagnostics : errors
    }
}
