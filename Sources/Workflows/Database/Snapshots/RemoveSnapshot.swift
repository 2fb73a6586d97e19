import ComposeModel
package import Operations
import SessionEvents

/// `db snapshot --remove`: removes a snapshot.
package struct RemoveSnapshot: Workflow {
    private let project: DatabaseProject
    private let name: String

    /// Creates the workflow.
    package init(_ project: DatabaseProject, name: String) {
        self.project = project
        self.name = name
    }

    package func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd {
        try await project.session.session.changing(body)
    }

    package func steps() async throws -> [WorkflowStep] {
        let store = SnapshotStore(project.session.session)
        let snapshot = try await store.catalogue().snapshot(named: name)
        return [
            WorkflowStep(
                .other(words: ["docker", "volume", "rm", snapshot.record] + snapshot.parts.map(\.volume)),
                for: "snapshot '\(name)' goes"
            ) {
                _ = try await store.tidied()
                try await store.remove(snapshot)
            }
        ]
    }
}
