import ComposeModel
import EngineAPI
import EngineClient
import Operations
import Reconciliation
import SessionEvents
import Synchronization

/// The steps in which a snapshot is made of a database that does not run meanwhile.
struct SnapshotAttempt: Sendable {
    /// What it is to be called, and belong to.
    struct Title: Sendable, Hashable {
        /// The name.
        var name: String
        /// The branch of git that is checked out.
        var branch: String?
        /// Whether it belongs to the branch.
        var isBound = false
        /// What tells it from all others.
        var identifier = Snapshot.randomIdentifier()
    }

    private let project: DatabaseProject
    private let state: DatabaseState
    private let title: Title
    private let completion = Completion()

    private final class Completion: Sendable {
        let snapshot = Mutex<Snapshot?>(nil)
    }

    /// Prepares one.
    init(of state: DatabaseState, in project: DatabaseProject, as title: Title) {
        self.state = state
        self.project = project
        self.title = title
    }

    /// The snapshot, once it is complete.
    var snapshot: Snapshot? { completion.snapshot.withLock(\.self) }

    private var session: Session { project.session.session }
    private var projectName: String { session.name.rawValue }

    private var parts: [Snapshot.Part] {
        state.volumes.enumerated().map { number, volume in
            Snapshot.Part(
                volume: Snapshot.part(number, of: title.identifier, of: projectName),
                target: volume.target
            )
        }
    }

    private var container: CopyContainer {
        CopyContainer(
            purpose: .snapshot,
            project: projectName,
            identifier: title.identifier,
            image: state.image,
            pairs: zip(state.volumes, parts).map { CopyContainer.Pair(source: $0.name, target: $1.volume) }
        )
    }

    /// Makes what the copy needs, while the database still runs.
    var preparation: WorkflowStep {
        WorkflowStep(
            .other(words: ["docker", "volume", "create", parts.first?.volume ?? ""]),
            for: "the copy goes there; nothing counts until it is complete"
        ) {
            _ = try await SnapshotStore(session).tidied()
            for part in parts {
                _ = try await session.client.createVolume(
                    VolumeCreateRequest(
                        name: EngineAPI.VolumeName(part.volume),
                        labels: [
                            ComposeLabel.snapshotProject: projectName,
                            ComposeLabel.snapshotIdentifier: title.identifier,
                            ComposeLabel.snapshotTarget: part.target,
                        ]
                    )
                )
            }
            try await container.create(in: session)
        }
    }

    /// Copies, and then says that the snapshot is complete.
    var copying: WorkflowStep {
        WorkflowStep(.other(words: container.line), for: "snapshot '\(title.name)' of \(names)") {
            let service = state.database.name.rawValue
            let findings = CopyScript.Findings(try await container.run(in: session, of: service))
            let image = state.containers.first?.image ?? state.database.service.image
            let version = try await DatabaseState.version(
                of: state.image,
                called: image,
                state.database.engine,
                in: session
            )
            let snapshot = Snapshot(
                identifier: title.identifier,
                name: title.name,
                service: service,
                engine: state.database.engine.rawValue,
                image: image,
                version: findings.version ?? version?.description,
                time: session.wallClock.now.components.seconds,
                size: findings.size,
                branch: title.branch,
                isBound: title.isBound,
                parts: parts,
                project: projectName
            )
            _ = try await session.client.createVolume(
                VolumeCreateRequest(name: EngineAPI.VolumeName(snapshot.record), labels: snapshot.labels)
            )
            completion.snapshot.withLock { $0 = snapshot }
        }
    }

    /// Removes what only the copying needed, and the copy itself where it is not complete.
    var tidying: WorkflowStep {
        WorkflowStep(
            .other(words: ["docker", "rm", container.name]),
            for: "only the copying needed it",
            isCleanup: true
        ) {
            try await container.remove(in: session)
            // Removes what is abandoned, and a snapshot whose name this one has taken over.
            _ = try await SnapshotStore(session).tidied()
        }
    }

    private var names: String { state.volumes.map { "'\($0.name)'" }.joined(separator: " and ") }
}
