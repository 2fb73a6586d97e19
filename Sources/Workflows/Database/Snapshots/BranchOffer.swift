import ComposeModel
import Operations

/// `db offer`: which snapshot belongs to the branch that was checked out.
package struct BranchOffer: Sendable {
    private let project: DatabaseProject

    /// Prepares to look.
    package init(_ project: DatabaseProject) { self.project = project }

    /// The newest snapshot that belongs to the branch; `nil` where none does, or no branch is checked out.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func snapshot() async throws -> Snapshot? {
        guard let branch = GitCheckout(around: project.session.project.workingDirectory).branch() else { return nil }
        return try await SnapshotStore(project.session.session).catalogue().snapshot(of: branch)
    }

    /// Asks whether the database is to be switched to it.
    ///
    /// - Returns: whether that was agreed to; without a terminal nobody is asked, and it was not.
    package func isAccepted(_ snapshot: Snapshot) async throws -> Bool {
        guard let confirmation = project.context.confirmation else { return false }
        let question = "switch the database to snapshot '\(snapshot.name)' of branch '\(snapshot.branch ?? "")'?"
        let answer = try await project.context.interrupts.race { await confirmation.confirm(question) }
        if case .finished(true) = answer { return true }
        return false
    }
}
