import CLibrary
import IgnoreRules
import SystemPackage
import TarArchives

/// A path of this machine that is copied from.
struct LocalSource {
    /// Where it is.
    let path: FilePath
    /// What it is called where it goes; empty when only what is in it is meant.
    let name: String
    /// Whether it is a directory.
    let isDirectory: Bool

    /// Looks at a path.
    ///
    /// - Throws: ``CopyFailure`` where there is nothing, `TarArchivesError` where it cannot be looked at.
    init(_ written: CopyPath, followsLink: Bool) throws {
        var place = written.path
        var metadata = try Self.metadata(of: place)
        if metadata.kind == .symbolicLink, followsLink || written.mustBeDirectory {
            guard let resolved = realpath(place.string, nil) else { throw CopyFailure.missingSource(place) }
            defer { free(resolved) }
            place = FilePath(String(cString: resolved))
            metadata = try Self.metadata(of: place)
        }
        if written.mustBeDirectory, metadata.kind != .directory { throw CopyFailure.noDirectory(written.path) }
        path = place
        name = written.name
        isDirectory = metadata.kind == .directory
    }

    private static func metadata(of path: FilePath) throws -> FileMetadata {
        do {
            return try FileMetadata(of: path)
        } catch Errno.noSuchFileOrDirectory {
            throw CopyFailure.missingSource(path)
        } catch {
            throw TarArchivesError(.unreadable(path, error))
        }
    }
}
