import SystemPackage

/// Where copied files go: into which directory, and under which name.
///
/// - Source: docker's `archive.PrepareArchiveCopy`, and the manual of `docker cp`.
struct CopyPlacement: Sendable, Hashable {
    /// A directory that is there.
    var directory: FilePath
    /// What the source is called in it; empty where only what is in the source goes there.
    var name: String

    /// Finds the place.
    ///
    /// - Parameters:
    ///   - source: what the source is called; empty where only what is in it is copied.
    ///   - isDirectory: whether the source is a directory.
    ///   - destination: where it is to go.
    ///   - present: what there is: `true` for a directory, `false` for something else, `nil` for nothing.
    /// - Throws: ``CopyFailure``.
    init(
        of source: String,
        isDirectory: Bool,
        at destination: CopyPath,
        where present: Bool?
    ) throws(CopyFailure) {
        if present == true {
            (directory, name) = (destination.path, source)
            return
        }
        if present == false, destination.mustBeDirectory { throw .noDirectory(destination.path) }
        if present == false, isDirectory { throw .directoryOntoFile(destination.path) }
        if present == nil, destination.mustBeDirectory, !isDirectory { throw .missingDirectory(destination.path) }
        (directory, name) = (
            destination.path.removingLastComponent(), destination.path.lastComponent?.string ?? ""
        )
    }
}
