extension ComposeLabel {
    /// EnGarde's own: the project whose database a volume is a snapshot of, or a part of one. Such volumes have no label of the
    /// project itself, so that they outlive `down -v`.
    package static let snapshotProject = "dev.engarde.snapshot.project"
    /// The identifier of the snapshot; on all volumes and containers that belong to it.
    package static let snapshotIdentifier = "dev.engarde.snapshot.id"
    /// The path at which the database mounts what the volume is a copy of; on volumes with data.
    package static let snapshotTarget = "dev.engarde.snapshot.target"
    /// The name that people know the snapshot by; on the empty volume that is made last, without which there is no snapshot.
    package static let snapshotName = "dev.engarde.snapshot.name"
    /// The service of the database.
    package static let snapshotService = "dev.engarde.snapshot.service"
    /// The kind of database, such as `postgres`.
    package static let snapshotEngine = "dev.engarde.snapshot.engine"
    /// The image that the database ran.
    package static let snapshotImage = "dev.engarde.snapshot.image"
    /// The major version whose files it has.
    package static let snapshotVersion = "dev.engarde.snapshot.version"
    /// When it was complete, in seconds since 1970.
    package static let snapshotTime = "dev.engarde.snapshot.time"
    /// How much it holds, in bytes.
    package static let snapshotSize = "dev.engarde.snapshot.size"
    /// How many volumes with data it has.
    package static let snapshotParts = "dev.engarde.snapshot.parts"
    /// The branch of git that was checked out.
    package static let snapshotBranch = "dev.engarde.snapshot.branch"
    /// `true` where it belongs to the branch.
    package static let snapshotIsBound = "dev.engarde.snapshot.bound"
    /// On the container that copies: `snapshot` or `restore`.
    package static let snapshotCopying = "dev.engarde.snapshot.copying"
}
