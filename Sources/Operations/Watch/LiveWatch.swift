import ComposeLoader
import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import EngineClient
import OrderedCollections
import SessionEvents
import Synchronization

/// Watches a project from session to session: an edit of the project's own files ends one in order, is carried out, and the
/// next session goes on with what the files say then.
///
/// Theory of operation. A session that ends begins nothing more and finishes what it began. What it knew of files and had not
/// begun goes to the next one, which compares all files with that before it serves a container: an edit in between, or
/// while the change is carried out, is found there. So no edit is lost, and none has to be remembered here.
final class LiveWatch: Sendable {
    private let state: Mutex<Watch>
    private let first: Set<ServiceName>
    private let planner: ReloadPlanner?
    private let lock: WatchLock?
    private let isInBackground: Bool

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - watch: what is watched first.
    ///   - planner: what plans changes of the project; `nil` if its files are not looked at.
    ///   - lock: the right to watch, in which it stands what is watched.
    init(_ watch: Watch, reloading planner: ReloadPlanner?, lock: WatchLock?, inBackground isInBackground: Bool = false)
    {
        state = Mutex(watch)
        first = Set(watch.session.project.services.keys)
        self.planner = planner
        self.lock = lock
        self.isInBackground = isInBackground
    }

    /// What is watched now.
    var current: Watch { state.withLock(\.self) }

    /// Whether a service came to the project while it was watched, and its output is to be shown.
    func isAdded(_ service: ServiceName) -> Bool {
        guard !first.contains(service), let definition = current.session.project.services[service] else { return false }
        return definition.attach ?? true
    }

    /// How what is asked for is done to services of the project as it is now.
    var operations: PlannedServiceOperations {
        let watch = current
        return PlannedServiceOperations(session: watch.session, watch: watch, rebuildsAtStart: false)
    }

    /// Watches until it is cancelled.
    ///
    /// - Throws: `FileWatchingError`, `CancellationError`.
    func run() async throws {
        let session = current.session
        let mailbox = lock == nil ? nil : session.folder.flatMap(SyncMailbox.init(in:))
        let receipts = session.folder.map { ReceiptLog(path: $0.syncLog, wallClock: session.wallClock) }
        mailbox?.clearLeftovers()
        let files = ModelFiles(planner == nil ? [] : session.loaded.sourceFiles)
        var handover = WatchHandover()
        var isFirst = true
        while true {
            let control = WatchControl(directory: mailbox?.folder)
            let attendance = WatchAttendance(watch: current, planner: planner, control: control, mailbox: mailbox)
            let (first, left) = (isFirst, handover)
            let reload = try await firstValue(
                of: Reload.self,
                among: [
                    {
                        try await attendance.watch.run(control, after: left, noting: receipts)
                        return nil
                    },
                    { try await attendance.nextReload(files, isFirst: first) },
                ]
            )
            guard let reload else { throw CancellationError() }
            handover = control.handover
            isFirst = false
            try await take(reload)
        }
    }

    /// Watches until the last container of the project is gone.
    ///
    /// - Throws: as ``run()``.
    func runWhileContainersExist() async throws {
        let session = current.session.session
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            group.addTask { try await ProjectContainers(session: session).waitUntilGone() }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Shows what a change leads to, and carries it out.
    ///
    /// - Throws: `CancellationError`.
    private func take(_ reload: Reload) async throws {
        let session = reload.watch.session
        state.withLock { $0 = reload.watch }
        lock?.update(reload.watch.holder(inBackground: isInBackground))
        session.events.emit(.modelReloaded(paths: reload.paths, plans: reload.plans))
        guard let up = reload.up else { return }
        let stopwatch = session.stopwatch
        while true {
            do {
                let result = try await up.run()
                guard !result.wasUpToDate else { return }
                session.events.emit(.modelApplied(paths: reload.paths, elapsed: Seconds(stopwatch.elapsed)))
                return
            } catch {
                try Task.checkCancellation()
                guard Self.isLoss(error) else {
                    let located = LocatedError.located(error, in: session.loaded)
                    let diagnostics = Diagnostic.all(of: located)
                    session.events.emit(.modelFailed(paths: reload.paths, diagnostics: diagnostics))
                    return
                }
                try await waitForEngine(session, because: error)
            }
        }
    }

    private static func isLoss(_ error: any Error) -> Bool {
        (error as? EngineError)?.isLossOfEngine ?? (error as? ConvergenceError)?.isLossOfEngine ?? false
    }

    /// Says that the engine is lost, and returns when it answers again.
    private func waitForEngine(_ session: ProjectSession, because error: any Error) async throws {
        let stopwatch = session.stopwatch
        let diagnostic = Diagnostic(code: Diagnostic.all(of: error).first?.code, message: "\(error)")
        session.events.emit(.engineLost(diagnostic: diagnostic), about: .engine)
        while true {
            try await session.clock.sleep(for: .seconds(1))
            do {
                _ = try await session.client.ping()
                break
            } catch {
                try Task.checkCancellation()
            }
        }
        session.events.emit(.engineBack(elapsed: Seconds(stopwatch.elapsed)), about: .engine)
    }
}
