package import SystemPackage

/// A depth-first walk of the files at and below a path, which neither enters nor shows what is ignored.
///
/// A directory comes before what it holds; names come in the order of their bytes. Symbolic links are shown, not
/// followed. What vanishes during the walk is left out, or told of if asked.
///
/// **Ownership:** may be iterated more than once; each iteration looks at the file system anew.
package struct FileTreeWalk: Sequence, Sendable {
    /// A step of a walk.
    package enum Step: Sendable {
        /// A file, with what the system says of it.
        case file(FilePath, FileMetadata)
        /// A file or directory that cannot be looked at; `noSuchFileOrDirectory` for one that has vanished since its
        /// directory was listed, if the walk tells of those.
        case unreadable(FilePath, Errno)
    }

    private let root: FilePath
    private let rules: IgnoreRuleSet
    private let followsRoot: Bool
    private let tellsOfVanished: Bool

    /// Describes a walk.
    ///
    /// - Parameters:
    ///   - root: an absolute path; it is itself the first step, if it exists.
    ///   - rules: what to leave out; they do not apply to the root.
    ///   - followsRoot: whether a root that is a symbolic link stands for what it leads to.
    ///   - tellsOfVanished: whether what vanishes during the walk is a step.
    package init(
        of root: FilePath,
        ignoring rules: IgnoreRuleSet = IgnoreRuleSet(),
        followingRoot followsRoot: Bool = false,
        tellingOfVanished tellsOfVanished: Bool = false
    ) {
        self.root = root
        self.rules = rules
        self.followsRoot = followsRoot
        self.tellsOfVanished = tellsOfVanished
    }

    /// Starts the walk.
    package func makeIterator() -> Iterator {
        Iterator(
            pending: [.init(path: root, isDirectory: nil, isRoot: true)],
            rules: rules,
            followsRoot: followsRoot,
            tellsOfVanished: tellsOfVanished
        )
    }

    /// The progress of a walk.
    package struct Iterator: IteratorProtocol {
        fileprivate struct Pending {
            var path: FilePath
            var isDirectory: Bool?
            var isRoot: Bool
        }

        fileprivate var pending: [Pending]
        fileprivate let rules: IgnoreRuleSet
        fileprivate let followsRoot: Bool
        fileprivate let tellsOfVanished: Bool

        fileprivate init(pending: [Pending], rules: IgnoreRuleSet, followsRoot: Bool, tellsOfVanished: Bool) {
            self.pending = pending
            self.rules = rules
            self.followsRoot = followsRoot
            self.tellsOfVanished = tellsOfVanished
        }

        /// The next step, `nil` at the end.
        package mutating func next() -> Step? {
            while let candidate = pending.popLast() {
                let path = candidate.path
                let isIgnored = !candidate.isRoot && rules.ignores(path)
                if isIgnored, candidate.isDirectory == false || rules.canSkip(directory: path) { continue }
                let metadata: FileMetadata
                do throws(Errno) {
                    metadata = try FileMetadata(of: path, followingLink: followsRoot && candidate.isRoot)
                    if metadata.kind == .directory { try enter(path) }
                } catch .noSuchFileOrDirectory, .notDirectory {
                    if isIgnored || !tellsOfVanished { continue }
                    return .unreadable(path, .noSuchFileOrDirectory)
                } catch {
                    if isIgnored { continue }
                    return .unreadable(path, error)
                }
                if !isIgnored { return .file(path, metadata) }
            }
            return nil
        }

        private mutating func enter(_ directory: FilePath) throws(Errno) {
            let listing = try DirectoryListing(of: directory)
            pending.append(
                contentsOf: listing.entries.reversed().map {
                    Pending(path: $0.path, isDirectory: $0.isDirectory, isRoot: false)
                }
            )
        }
    }
}
