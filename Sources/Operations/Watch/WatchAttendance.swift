import ComposeModel
import DevelopmentLoop
import Diagnostics
import FileWatching
import SessionEvents
import SystemPackage

/// What happens beside a session that watches: edits of the project's own files are noticed, and those that ask are told when
/// everything is in the containers.
///
/// Theory of operation. One watcher sees the files of the project and the folder for questions, and what it tells is handled one
/// after the other: who asks after the project's files were saved is answered when what they say is done. File events are
/// only hints: files are compared with what was read of them, and the folder is listed.
struct WatchAttendance: Sendable {
    /// What is watched.
    let watch: Watch
    /// What plans the changes of the project; `nil` if its files are not looked at.
    let planner: ReloadPlanner?
    /// The session beside which this happens.
    let control: WatchControl
    /// Where questions come in; `nil` if nobody can ask.
    let mailbox: SyncMailbox?

    /// Returns with the next change of the project that is to be carried out, when the session has finished what it began.
    ///
    /// - Parameters:
    ///   - files: what was read of the project's files.
    ///   - isFirst: whether nobody has looked since the project was read.
    /// - Throws: `FileWatchingError`, `CancellationError`.
    func nextReload(_ files: ModelFiles, isFirst: Bool) async throws -> Reload {
        var isFirst = isFirst
        while true {
            let watched = planner == nil ? [] : files.watchedPaths
            var roots = watched.map { WatchRoot(path: $0) }
            if let mailbox { roots.append(WatchRoot(path: mailbox.folder)) }
            let isForced = isFirst
            let reload = try await withFileWatcher(roots: roots) { changes in
                try await attend(changes, files, isForced: isForced, watching: watched)
            }
            isFirst = false
            if let reload { return reload }
        }
    }

    /// - Returns: the next change; `nil` when other files are to be watched.
    private func attend(
        _ changes: FileChanges,
        _ files: ModelFiles,
        isForced: Bool,
        watching watched: Set<FilePath>
    ) async throws -> Reload? {
        try await withThrowingDiscardingTaskGroup { group in
            defer { group.cancelAll() }
            var asked: Set<String> = []
            if let reload = try await reload(files, isForced: isForced) { return reload }
            if planner != nil, files.watchedPaths != watched { return nil }
            answer(&asked, &group)
            for try await _ in changes {
                if let reload = try await reload(files, isForced: false) { return reload }
                if planner != nil, files.watchedPaths != watched { return nil }
                answer(&asked, &group)
            }
            throw CancellationError()
        }
    }

    /// Answers what has come in and is not being answered yet.
    private func answer(_ asked: inout Set<String>, _ group: inout ThrowingDiscardingTaskGroup<any Error>) {
        guard let mailbox else { return }
        let questions = mailbox.questions
        asked.formIntersection(questions.map(\.identifier))
        for question in questions where asked.insert(question.identifier).inserted {
            group.addTask { await answer(question, in: mailbox) }
        }
    }

    private func answer(_ question: SyncQuestion, in mailbox: SyncMailbox) async {
        let services = question.services.isEmpty ? nil : Set(question.services.map { ServiceName($0) })
        // Who is interrupted by a change of the project leaves the question to the next session.
        guard let diagnostics = try? await control.settle(services) else { return }
        mailbox.answer(question, with: SyncAnswer(diagnostics: diagnostics))
    }

    /// Looks whether the project's files changed, and what that means.
    ///
    /// - Parameter isForced: whether the project is read even if they seem not to have: they may have changed between being
    ///   read and being watched.
    private func reload(_ files: ModelFiles, isForced: Bool) async throws -> Reload? {
        guard let planner else { return nil }
        let session = watch.session
        var changed = files.takeChanges()
        guard !changed.isEmpty || isForced else { return nil }
        while true {
            let outcome = try await planner.plan(changed, from: watch)
            files.add(outcome.files)
            switch outcome.decision {
            case .unchanged: return nil
            case .taken(let reload):
                try await control.finish()
                return reload
            case .rejected(let diagnostics):
                // An editor may be about to write the rest: before anything is said it is read once more.
                try await session.clock.sleep(for: .milliseconds(50))
                let later = files.takeChanges()
                if later.isEmpty {
                    session.events.emit(
                        .modelRejected(paths: planner.shown(changed, of: watch), diagnostics: diagnostics)
                    )
                    return nil
                }
                changed = Set(changed).union(later).sorted()
            }
        }
    }
}
