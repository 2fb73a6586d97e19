extension ComposeLabels {
    // MARK: On volumes of snapshots

    /// The project whose database it is a copy of.
    package var snapshotProject: ProjectName? {
        all[ComposeLabel.snapshotProject].flatMap { $0.isEmpty ? nil : ProjectName($0) }
    }
    /// The identifier of the snapshot.
    package var snapshotIdentifier: String? { all[ComposeLabel.snapshotIdentifier] }
    /// The path at which the database mounts what the volume is a copy of.
    package var snapshotTarget: String? { all[ComposeLabel.snapshotTarget] }
    /// The snapshot's name; only on the volume that says that it is complete.
    package var snapshotName: String? { all[ComposeLabel.snapshotName] }
    /// The service of the database.
    package var snapshotService: String? { all[ComposeLabel.snapshotService] }
    /// The kind of database.
    package var snapshotEngine: String? { all[ComposeLabel.snapshotEngine] }
    /// The image that the database ran.
    package var snapshotImage: String? { all[ComposeLabel.snapshotImage] }
    /// The major version whose files it has; `nil` where it is not known.
    package var snapshotVersion: String? {
        all[ComposeLabel.snapshotVersion].flatMap { $0.isEmpty ? nil : $0 }
    }
    /// When it was complete, in seconds since 1970.
    package var snapshotTime: Int64? { all[ComposeLabel.snapshotTime].flatMap { Int64($0) } }
    /// How much it holds, in bytes.
    package var snapshotSize: Int64? { all[ComposeLabel.snapshotSize].flatMap { Int64($0) } }
    /// How many volumes with data it has.
    package var snapshotParts: Int? { all[ComposeLabel.snapshotParts].flatMap { Int($0) } }
    /// The branch of git that was checked out.
    package var snapshotBranch: String? { all[ComposeLabel.snapshotBranch].flatMap { $0.isEmpty ? nil : $0 } }
    /// Whether it belongs to the branch.
    package var snapshotIsBound: Bool { all[ComposeLabel.snapshotIsBound] == "true" }
    /// What a container copies: `snapshot` or `restore`.
    package var snapshotCopying: String? { all[ComposeLabel.snapshotCopying] }
}
