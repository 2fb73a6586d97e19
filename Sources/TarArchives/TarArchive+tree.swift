import IgnoreRules
package import SystemPackage

extension TarArchive {
    /// An archive of a file, or of a directory with all that is in it, under a name of its own.
    ///
    /// Owners, modes and times are those of the files. What is longer than ``wholeFileLimit`` and shrinks while it is read
    /// makes the archive fail.
    ///
    /// - Parameters:
    ///   - root: an absolute path; a symbolic link stands for itself.
    ///   - name: what the root is called in the archive; empty leaves the directory itself out, and what is in it stands at
    ///     the top.
    ///   - report: told of each file that could not be archived as it is.
    package static func tree(
        _ root: FilePath,
        as name: FilePath,
        report: @escaping @Sendable (TarIncident) -> Void = { _ in }
    ) -> TarArchive {
        TarArchive(dialect: .pax, refusesGaps: true, report: report) {
            var walk = FileTreeWalk(of: root, tellingOfVanished: true).makeIterator()
            return { () throws(TarArchivesError) in
                while let step = walk.next() {
                    switch step {
                    case .unreadable(let path, .noSuchFileOrDirectory) where path != root: report(.vanished(path))
                    case .unreadable(let path, let errno): throw TarArchivesError(.unreadable(path, errno))
                    case .file(let path, let metadata):
                        if path == root, name.isEmpty { continue }
                        var item = try TarItem(path, metadata, below: root, owner: nil, report: report)
                        if let relative = item?.entry.path { item?.entry.path = name.appending(relative.components) }
                        if metadata.kind == .directory, item != nil {
                            item?.entry.modified = FileMetadata.modificationTime(of: path)
                        }
                        if let item = try item?.read(upTo: wholeFileLimit, report: report) { return item }
                    }
                }
                return nil
            }
        }
    }
}
