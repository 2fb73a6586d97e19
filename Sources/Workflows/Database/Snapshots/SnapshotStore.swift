import ComposeModel
import EngineAPI
import EngineClient
package import Operations

/// The snapshots of a project, as the engine has them.
package struct SnapshotStore: Sendable {
    private let session: Session

    /// Names the project.
    package init(_ session: Session) { self.session = session }

    /// The snapshots, the newest first. What was cut short is none, and is removed.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func list() async throws -> [Snapshot] {
        let catalogue = try await catalogue()
        guard !catalogue.abandoned.isEmpty else { return catalogue.snapshots }
        // It may be one that is being taken just now: then this waits until it is complete.
        return try await session.changing { try await tidied().snapshots }
    }

    /// The name of the newest snapshot that somebody asked for.
    ///
    /// - Throws: an error that says that there is none, `EngineError`, `CancellationError`.
    package func newest() async throws -> String {
        guard let found = try await catalogue().snapshots.first(where: { $0.name != Snapshot.automaticName }) else {
            throw DatabaseError.noSnapshot("", known: [])
        }
        return found.name
    }

    /// Removes a snapshot.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    func remove(_ snapshot: Snapshot) async throws {
        // Without this one it is none any more, whatever happens to the rest.
        try await session.client.removeVolume(EngineAPI.VolumeName(snapshot.record), force: true)
        for part in snapshot.parts {
            try await session.client.removeVolume(EngineAPI.VolumeName(part.volume), force: true)
        }
    }

    /// What there is.
    func catalogue() async throws -> SnapshotCatalogue {
        SnapshotCatalogue(
            try await session.client.volumes(filters: .label(ComposeLabel.snapshotProject, session.name.rawValue))
        )
    }

    /// What there is, after what was cut short has been removed. Only for those who keep others from changing the project.
    func tidied() async throws -> SnapshotCatalogue {
        let client = session.client
        let copying = try await client.containers(
            all: true,
            filters: .label(ComposeLabel.snapshotProject, session.name.rawValue)
        )
        for container in copying {
            // What brings data back is let come to its end: it has everything that it needs, and half of it would be worse.
            if ComposeLabels(container.labels).snapshotCopying == CopyContainer.Purpose.restore.rawValue {
                _ = try await client.waitForContainer(container.id)
            }
            try await client.removeContainer(container.id, force: true, withAnonymousVolumes: true)
        }
        let catalogue = try await catalogue()
        for volume in catalogue.abandoned { try await client.removeVolume(EngineAPI.VolumeName(volume), force: true) }
        return catalogue
    }
}
