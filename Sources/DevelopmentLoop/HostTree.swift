import IgnoreRules
import SystemPackage

/// Looks at files at and below a root without going through symbolic links on the way: what a link leads to belongs to the
/// place it leads to. The root itself may be a link: it stands for what is there.
///
/// What is found of directories is remembered, so a value serves for one short piece of work only.
struct HostTree {
    private let root: FilePath
    private var isDirectory: [FilePath: Bool?] = [:]

    init(root: FilePath) { self.root = root }

    /// What one look at a path found.
    enum Look {
        /// A file.
        case present(FileMetadata)
        /// No file; perhaps since a link or another file is where a directory would have to be.
        case absent
        /// Nothing: it may not be looked at, so nothing can be said.
        case unknown

        /// Whether there is no file.
        var isAbsent: Bool { if case .absent = self { true } else { false } }
    }

    /// Looks at a path at or below the root.
    mutating func look(at path: FilePath) -> Look {
        if path != root, leadsThroughDirectories(to: path.removingLastComponent()) == false { return .absent }
        do throws(Errno) {
            return .present(try FileMetadata(of: path, followingLink: path == root))
        } catch .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels {
            return .absent
        } catch {
            return .unknown
        }
    }

    /// Whether all that is there from the root to a directory are directories; `nil` if something is missing.
    private mutating func leadsThroughDirectories(to directory: FilePath) -> Bool? {
        guard directory != root, directory.isAtOrBelow(root) else { return true }
        if let known = isDirectory[directory] { return known }
        var result = leadsThroughDirectories(to: directory.removingLastComponent())
        if result == true { result = (try? FileMetadata(of: directory)).map { $0.kind == .directory } }
        isDirectory[directory] = .some(result)
        return result
    }
}
