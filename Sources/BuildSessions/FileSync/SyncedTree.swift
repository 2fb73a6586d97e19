internal import IgnoreRules
internal import SystemPackage

/// The files of a directory that an engine wants to know of, in the order in which it has to hear of them: a directory
/// before what it holds, names in the order of their bytes.
///
/// - Ownership: each iteration looks at the file system anew.
struct SyncedTree: Sequence {
    /// A file, and where its content comes from; `nil` for what has none.
    struct Entry: Hashable {
        var stat: FileStat
        var content: SyncedContent?
    }

    private let walk: FileTreeWalk
    private let root: FilePath
    private let report: (SyncIncident) -> Void

    /// Describes the files below a directory of this host.
    ///
    /// - Parameter report: told of what is there and is not sent.
    init(below root: FilePath, ignoring rules: IgnoreRuleSet, report: @escaping (SyncIncident) -> Void) {
        self.root = root
        self.report = report
        walk = FileTreeWalk(of: root, ignoring: rules, followingRoot: true, tellingOfVanished: true)
    }

    func makeIterator() -> Iterator {
        Iterator(walk: walk.makeIterator(), root: root, report: report)
    }

    struct Iterator: IteratorProtocol {
        fileprivate var walk: FileTreeWalk.Iterator
        fileprivate let root: FilePath
        fileprivate let report: (SyncIncident) -> Void
        /// The directories above the last file that have been told of, relative to the root.
        private var announced: [FilePath] = []
        private var waiting: [Result<Entry, SyncFailure>] = []
        /// The paths by which files with several names were told of.
        private var named: [FileMetadata.Identity: [UInt8]] = [:]

        fileprivate init(walk: FileTreeWalk.Iterator, root: FilePath, report: @escaping (SyncIncident) -> Void) {
            self.walk = walk
            self.root = root
            self.report = report
        }

        /// The next file, or why the directory cannot be sent.
        mutating func next() -> Result<Entry, SyncFailure>? {
            while waiting.isEmpty {
                switch walk.next() {
                case nil: return nil
                case .unreadable(let path, .noSuchFileOrDirectory): report(.vanished(path))
                case .unreadable(let path, let errno): return .failure(.unreadable(path, errno))
                case .file(let path, let metadata):
                    if path != root { announce(path, metadata) }
                }
            }
            return waiting.removeFirst()
        }

        private mutating func announce(_ path: FilePath, _ metadata: FileMetadata) {
            var relative = path
            _ = relative.removePrefix(root)
            guard let entry = entry(path, relative, metadata) else { return }
            let parent = relative.removingLastComponent()
            announced.removeAll { !parent.isAtOrBelow($0) }
            // What is kept of a directory that is ignored stands in it nonetheless.
            for directory in Self.directories(to: parent).dropFirst(announced.count) {
                let path = root.appending(directory.components)
                let mode = (try? FileMetadata(of: path).mode) ?? 0o755
                waiting.append(
                    .success(Entry(stat: FileStat(path: directory.bytes, kind: .directory, mode: mode)))
                )
                announced.append(directory)
            }
            if metadata.kind == .directory { announced.append(relative) }
            waiting.append(entry)
        }

        private mutating func entry(
            _ path: FilePath,
            _ relative: FilePath,
            _ metadata: FileMetadata
        ) -> Result<Entry, SyncFailure>? {
            var stat = FileStat(path: relative.bytes, kind: .file, mode: metadata.mode, modified: metadata.modified)
            switch metadata.kind {
            case .file:
                if let identity = metadata.sharedIdentity {
                    if let first = named[identity] {
                        stat.target = first
                        return .success(Entry(stat: stat))
                    }
                    named[identity] = relative.bytes
                }
                stat.size = metadata.size
                return .success(Entry(stat: stat, content: .file(path)))
            case .directory: stat.kind = .directory
            case .symbolicLink:
                stat.kind = .symbolicLink
                // What the system says of a link's mode differs from one to the next.
                stat.mode = 0o777
                do {
                    stat.target = try path.symbolicLinkTarget()
                    stat.size = Int64(stat.target.count)
                } catch .noSuchFileOrDirectory, .invalidArgument {
                    report(.vanished(path))
                    return nil
                } catch {
                    return .failure(.unreadable(path, error))
                }
            case .special:
                report(.notSendable(path))
                return nil
            }
            return .success(Entry(stat: stat))
        }

        /// A directory and those above it, the outermost first.
        private static func directories(to directory: FilePath) -> [FilePath] {
            directory.components.indices.map { FilePath(root: nil, directory.components[...$0]) }
        }
    }
}
