import ComposeModel
import EngineAPI

/// Which of an engine's volumes are snapshots of a project, and which only began to be some: pure.
///
/// A snapshot is there once its last volume is, whose labels say everything of it: the engine makes that in one step, after all data
/// has been copied. However a process was killed, what lacks it is abandoned.
struct SnapshotCatalogue: Sendable, Hashable {
    /// The snapshots, the newest first; of several with one name only the newest.
    private(set) var snapshots: [Snapshot] = []
    /// The volumes that belong to no snapshot that is complete, and to none that another one has replaced.
    private(set) var abandoned: [String] = []

    /// Looks through volumes, which are all those of the project that have to do with snapshots.
    init(_ volumes: [VolumeInspection]) {
        var parts: [String: [Snapshot.Part]] = [:]
        for volume in volumes {
            let labels = ComposeLabels(volume.labels)
            guard let identifier = labels.snapshotIdentifier, let target = labels.snapshotTarget else { continue }
            parts[identifier, default: []].append(Snapshot.Part(volume: volume.name.rawValue, target: target))
        }
        var found: [Snapshot] = []
        for volume in volumes {
            let labels = ComposeLabels(volume.labels)
            let own = (parts[labels.snapshotIdentifier ?? ""] ?? []).sorted { $0.target < $1.target }
            if let snapshot = Snapshot(labels, parts: own) { found.append(snapshot) }
        }
        found.sort { ($0.time, $0.identifier) > ($1.time, $1.identifier) }
        var names: Set<String> = []
        snapshots = found.filter { names.insert($0.name).inserted }
        let kept = Set(snapshots.map(\.identifier))
        abandoned = volumes.filter { !kept.contains(ComposeLabels($0.labels).snapshotIdentifier ?? "") }
            .map(\.name.rawValue).sorted()
    }

    /// The snapshot of a name.
    ///
    /// - Throws: ``DatabaseError/noSnapshot(_:known:)``.
    func snapshot(named name: String) throws(DatabaseError) -> Snapshot {
        guard let found = snapshots.first(where: { $0.name == name }) else {
            throw .noSnapshot(name, known: snapshots.map(\.name))
        }
        return found
    }

    /// The newest snapshot that belongs to a branch; `nil` where none does.
    func snapshot(of branch: String) -> Snapshot? { snapshots.first { $0.isBound && $0.branch == branch } }
}
