import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
package import Operations
import Reconciliation
import SessionEvents
import Synchronization

/// `db restore`: brings the volumes of a database back to what they were when a snapshot was taken.
package struct RestoreSnapshot: Workflow {
    private let project: DatabaseProject
    private let name: String
    private let service: String?
    private let options: Options

    /// How it is restored.
    package struct Options: Sendable, Hashable {
        /// Whether what is replaced is kept as a snapshot of its own.
        package var keepsPresent = true
        /// Whether nobody has to be asked.
        package var isAgreed = false

        /// Creates options that ask, and lose nothing.
        package init() {}
    }

    /// Creates the workflow.
    ///
    /// - Parameters:
    ///   - name: the snapshot.
    ///   - service: the database that the user named; `nil` is the one that the snapshot is of.
    package init(_ project: DatabaseProject, name: String, service: String?, options: Options) {
        self.project = project
        self.name = name
        self.service = service
        self.options = options
    }

    /// What is replaced by what.
    private struct Replacement {
        var snapshot: Snapshot
        var state: DatabaseState
        /// Whether the volumes have to be made first.
        var isNew: Bool
        var pairs: [CopyContainer.Pair]
    }

    package func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd {
        let replacement = try await replacement()
        if !options.isAgreed, !replacement.isNew {
            let state = replacement.state
            let volumes = state.volumes.map { "'\($0.name)'" }.joined(separator: ", ")
            let kept = options.keepsPresent ? "kept as snapshot '\(Snapshot.automaticName)'" : "lost"
            let refused = try await project.agreement(
                to:
                    "replace the data of '\(state.database.name)' (\(volumes), which is \(kept)) by snapshot '\(name)'?",
                losing: "the data of '\(state.database.name)' may be replaced"
            )
            if let refused { return refused }
        }
        return try await project.session.session.changing(body)
    }

    package func steps() async throws -> [WorkflowStep] {
        let replacement = try await replacement()
        let state = replacement.state
        let pause = DatabasePause(project: project, state: state)
        let session = project.session.session
        let container = CopyContainer(
            purpose: .restore,
            project: session.name.rawValue,
            identifier: replacement.snapshot.identifier,
            image: state.image,
            pairs: replacement.pairs
        )
        let restoring = WorkflowStep(
            .other(words: container.line),
            for: "snapshot '\(name)' takes the place of what was there",
            until: { _ in
                // It is not left half done.
                if replacement.isNew || !options.keepsPresent { _ = try await SnapshotStore(session).tidied() }
                try await container.remove(in: session)
                try await container.create(in: session)
                _ = try await container.run(in: session, of: state.database.name.rawValue)
                return .done
            }
        )
        let tidying = WorkflowStep(
            .other(words: ["docker", "rm", container.name]),
            for: "only the copying needed it",
            isCleanup: true
        ) { try await container.remove(in: session) }
        if replacement.isNew { return [creation(of: state.database)] + [restoring, tidying] }
        guard options.keepsPresent else { return pause.stop + [restoring, tidying] + pause.after }
        let title = SnapshotAttempt.Title(
            name: Snapshot.automaticName,
            branch: GitCheckout(around: session.loaded?.project.workingDirectory ?? "/").branch()
        )
        let kept = SnapshotAttempt(of: state, in: project, as: title)
        return [kept.preparation] + pause.before + pause.stop + [kept.copying, restoring, tidying] + pause.after
            + [kept.tidying]
    }

    /// Finds out what is to be done, and that it can be.
    private func replacement() async throws -> Replacement {
        let session = project.session.session
        let snapshot = try await SnapshotStore(session).catalogue().snapshot(named: name)
        let database = try project.database(named: service ?? snapshot.service)
        let state = try await DatabaseState(of: database, in: project)
        let image = state.containers.first?.image ?? database.service.image
        let current = try await DatabaseState.version(of: state.image, called: image, database.engine, in: session)
        if let version = snapshot.version, let current, current.description != version {
            throw DatabaseError.otherVersion(
                snapshot: name,
                version: version,
                service: database.name.rawValue,
                current: current.description
            )
        }
        var isNew = false
        for volume in state.volumes {
            do {
                _ = try await session.client.inspectVolume(EngineAPI.VolumeName(volume.name))
            } catch EngineError.notFound {
                isNew = true
            }
        }
        return Replacement(
            snapshot: snapshot,
            state: state,
            isNew: isNew,
            pairs: try Self.pairs(of: snapshot, with: state.volumes)
        )
    }

    /// Which volume of a snapshot belongs to which of the database: that of the same path, or the only one.
    ///
    /// - Throws: ``DatabaseError/otherVolumes(snapshot:paths:current:)``.
    static func pairs(
        of snapshot: Snapshot,
        with volumes: [DataVolume]
    ) throws(DatabaseError) -> [CopyContainer.Pair] {
        if snapshot.parts.count == 1, volumes.count == 1 {
            return [CopyContainer.Pair(source: snapshot.parts[0].volume, target: volumes[0].name)]
        }
        guard snapshot.parts.map(\.target) == volumes.map(\.target) else {
            throw .otherVolumes(
                snapshot: snapshot.name,
                paths: snapshot.parts.map(\.target),
                current: volumes.map(\.target)
            )
        }
        return zip(snapshot.parts, volumes).map { CopyContainer.Pair(source: $0.volume, target: $1.name) }
    }

    /// Makes the volumes of a database that has none, with its container.
    private func creation(of database: DatabaseService) -> WorkflowStep {
        WorkflowStep(
            .own(arguments: ["up", "--no-start", "--no-deps", database.name.rawValue]),
            for: "its volumes are not there yet"
        ) {
            var reconciliation = ReconciliationOptions(toolVersion: project.session.toolVersion)
            reconciliation.services = [database.name]
            reconciliation.includesDependencies = false
            var options = Up.Options(reconciliation: reconciliation)
            options.starts = false
            _ = try await Up(project.session, options: options, confirmation: project.context.confirmation).run()
        }
    }
}
