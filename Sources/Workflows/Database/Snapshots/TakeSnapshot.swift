import ComposeModel
package import Operations
import SessionEvents
import Synchronization

/// `db snapshot`: copies the volumes of a database, which is stopped for as long.
package struct TakeSnapshot: Workflow {
    private let project: DatabaseProject
    private let database: DatabaseService
    private let title: SnapshotAttempt.Title
    private let state = State()

    private final class State: Sendable {
        let attempt = Mutex<SnapshotAttempt?>(nil)
    }

    /// Creates the workflow.
    ///
    /// - Parameters:
    ///   - name: what it is to be called; `nil` is the time.
    ///   - isBound: whether it belongs to the branch of git that is checked out.
    ///   - identifier: what tells it from all others.
    /// - Throws: an error where the name cannot be one, or no branch is checked out.
    package init(
        _ project: DatabaseProject,
        of database: DatabaseService,
        name: String?,
        isBound: Bool,
        identifier: String = Snapshot.randomIdentifier()
    ) throws {
        self.project = project
        self.database = database
        if let name, !Snapshot.isName(name) { throw DatabaseError.malformedName(name) }
        let directory = project.session.project.workingDirectory
        let branch = GitCheckout(around: directory).branch()
        if isBound, branch == nil { throw DatabaseError.noBranch(directory: directory) }
        title = SnapshotAttempt.Title(
            name: name ?? Snapshot.name(at: project.session.wallClock.now),
            branch: branch,
            isBound: isBound,
            identifier: identifier
        )
    }

    /// The snapshot, once it is complete.
    package var snapshot: Snapshot? { state.attempt.withLock(\.self)?.snapshot }

    package func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd {
        try await project.session.session.changing(body)
    }

    package func steps() async throws -> [WorkflowStep] {
        let catalogue = try await SnapshotStore(project.session.session).catalogue()
        if catalogue.snapshots.contains(where: { $0.name == title.name }) { throw DatabaseError.nameTaken(title.name) }
        let found = try await DatabaseState(of: database, in: project)
        let attempt = SnapshotAttempt(of: found, in: project, as: title)
        state.attempt.withLock { $0 = attempt }
        let pause = DatabasePause(project: project, state: found)
        return [attempt.preparation] + pause.before + pause.stop + [attempt.copying] + pause.after + [attempt.tidying]
    }
}
