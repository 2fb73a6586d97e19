import IgnoreRules
import SystemPackage

/// What was found on the host when files were brought into a container.
struct HostObservation: Equatable, Sendable {
    /// The files that were there.
    var present: [FilePath: FileMetadata] = [:]
    /// The paths where there was no file.
    var absent: Set<FilePath> = []
    /// The paths where one look found a file and the next one none, or another: whatever a manifest says of them, it may not be what
    /// the container has.
    var unsettled: Set<FilePath> = []
    /// Whether nothing else was there at all.
    var isWhole = false
}
