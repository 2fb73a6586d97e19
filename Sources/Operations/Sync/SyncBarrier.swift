package import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import SessionEvents

/// Waits until everything that was saved before is in the containers, and those are ready again that were restarted for it.
///
/// Whoever watches the project is asked, in the foreground or the background. Where nobody does, files are compared and copied
/// once.
package struct SyncBarrier: Sendable {
    /// Who makes sure of it.
    package enum Source: Sendable, Hashable {
        /// Whoever watches; without anybody, this process.
        case whoeverWatches
        /// This process, whoever watches: as in a run on a server, where files change without a word of the system.
        case thisProcess
    }

    private let session: ProjectSession
    private let limit: Duration?

    /// Creates the operation.
    ///
    /// - Parameter limit: how long it may take; `nil` is no limit.
    package init(_ session: ProjectSession, limit: Duration? = nil) {
        self.session = session
        self.limit = limit
    }

    /// Waits.
    ///
    /// - Parameter names: the services that it is about; empty means all that have rules.
    /// - Throws: ``SyncFailure``, `DevelopmentLoopError` where no service has rules, `FileWatchingError`, `CancellationError`.
    package func wait(for names: [ServiceName], by source: Source = .whoeverWatches) async throws {
        let able = Set(session.project.allServices.filter { !$0.watchRules.isEmpty }.map(\.name))
        let unable = names.filter { !able.contains($0) }
        if !unable.isEmpty { throw SyncFailure.nothingToSync(unable.map(\.rawValue)) }
        try await limited {
            guard source == .whoeverWatches, let holder = BackgroundWatcher(session.session).holder else {
                return try await compare(names)
            }
            let watched = Set(holder.services.map { ServiceName($0) })
            let asked = names.filter(watched.contains)
            if names.isEmpty || !asked.isEmpty { try await ask(asked) }
            // Who watches may have been told to watch some only.
            let others = names.filter { !watched.contains($0) }
            if !others.isEmpty { try await compare(others) }
        }
    }

    /// Waits if somebody watches the project; does nothing if nobody does.
    ///
    /// What is to run commands in, or beside, the project's services begins with this. That not everything could be brought over
    /// is told as warnings and stops nothing: a command may be just what is needed to find out why.
    ///
    /// - Throws: `CancellationError`.
    package func waitIfWatched() async throws {
        guard BackgroundWatcher(session.session).holder != nil else { return }
        do {
            try await limited { try await ask([]) }
        } catch {
            try Task.checkCancellation()
            for diagnostic in Diagnostic.all(of: error) { session.events.emit(.warning(diagnostic)) }
        }
    }

    private func limited(_ body: @escaping @Sendable () async throws -> Void) async throws {
        guard let limit else { return try await body() }
        let clock = session.clock
        let isDone = try await firstValue(
            of: Bool.self,
            among: [
                {
                    try await body()
                    return true
                },
                {
                    try await clock.sleep(for: limit)
                    return false
                },
            ]
        )
        guard isDone == true else { throw SyncFailure.late(limit: limit) }
    }

    /// Asks whoever watches. One who ends without an answer is followed by another one, who finds the question, or by this
    /// process.
    private func ask(_ names: [ServiceName]) async throws {
        guard let folder = session.folder else { return try await compare(names) }
        guard let mailbox = SyncMailbox(in: folder) else { throw SyncFailure.unusable(path: folder.path) }
        let question = try mailbox.ask(names.map(\.rawValue))
        defer { mailbox.withdraw(question) }
        while true {
            let isWatched = BackgroundWatcher(session.session).holder != nil
            if let answer = mailbox.answer(to: question) {
                guard answer.diagnostics.isEmpty else { throw SyncFailure.failed(answer.diagnostics) }
                return
            }
            guard isWatched else { return try await compare(names) }
            try await session.clock.sleep(for: .milliseconds(5))
        }
    }

    /// Compares files with the containers, and brings over what differs.
    private func compare(_ names: [ServiceName]) async throws {
        try? session.folder?.create()
        let receipts = session.folder.map { ReceiptLog(path: $0.syncLog, wallClock: session.wallClock) }
        var own = session
        own.events = ComparisonEvents(events: session.events)
        let watch = try Watch(own, services: names)
        let control = WatchControl()
        let diagnostics = try await firstValue(
            of: [Diagnostic].self,
            among: [
                {
                    try await watch.run(control, noting: receipts)
                    return nil
                },
                { try await control.settle() },
            ]
        )
        guard let diagnostics else { throw CancellationError() }
        guard diagnostics.isEmpty else { throw SyncFailure.failed(diagnostics) }
    }
}

/// Tells what a comparison does, without the watching that it is made of.
private struct ComparisonEvents: SessionEventSink {
    let events: any SessionEventSink

    func emit(_ event: SessionEvent) {
        if case .watchBegan = event.action { return }
        events.emit(event)
    }
}
