import IgnoreRules
import SystemPackage

/// What is known of the files of one container: those that the host has or had. Others, which the image or the service
/// made, are never touched.
///
/// A directory that came by sync is deleted whole. Of one that the container had before, the files that the host has or had
/// are deleted, and then the directory, if nothing else is in it; one that the image had before the host is left alone.
struct ContainerTree {
    private struct Known {
        var kind: FileMetadata.Kind
        var owner: FileOwner
        /// Whether it is a directory that was made by this receiver.
        var isMade = false
        /// The metadata of the large file that is there.
        var sent: FileMetadata?
    }

    private let defaultOwner: FileOwner
    private let history: PathHistory
    private let mounts: Set<FilePath>
    private var files: [FilePath: Known] = [:]
    /// Whether the container was asked for all files that the host has or had: what is not known is not there.
    private(set) var isComplete = false

    /// - Parameters:
    ///   - owner: the owner of new files; with the superuser, files keep the owner that they have.
    ///   - history: gets to know what is sent.
    ///   - mounts: paths in the container at and below which nothing is changed.
    init(owner: FileOwner, history: PathHistory, mounts: Set<FilePath> = []) {
        defaultOwner = owner
        self.history = history
        self.mounts = mounts
    }

    /// Whether a path of the container is in a mount that is left alone.
    func isInMount(_ path: FilePath) -> Bool { path.isAtOrBelow(anyOf: mounts) }

    /// Notes what the container said when it was asked for all files.
    mutating func note(_ found: [FilePath: ContainerFile]) {
        isComplete = true
        for (path, file) in found { files[path] = Known(kind: file.kind, owner: file.owner) }
    }

    /// The directories that operations are to make and nothing is known of, if all else is known. What is there now of those
    /// at and below deleted paths does not count: it goes, or lies behind a link that does.
    func unknownDirectories(in operations: [SyncOperation]) -> [FilePath] {
        guard isComplete else { return [] }
        let deleted = operations.deletedPaths
        return operations.compactMap { operation in
            guard case .directory(let path, _) = operation, files[path] == nil, !path.isAtOrBelow(anyOf: deleted) else {
                return nil
            }
            return path
        }
    }

    /// Notes directories that the image had before the host.
    mutating func noteOfImage(_ found: [FilePath: ContainerFile], of rule: WatchedPath) {
        for (path, file) in found where file.kind == .directory {
            files[path] = Known(kind: .directory, owner: file.owner)
            history.noteOfImage(rule.hostPath(of: path))
        }
    }

    /// How many files and links, and how many directories, an operation would delete, as far as is known; a directory that is
    /// removed if it is empty does not count, see ``removalCount(of:)``.
    func deletionCount(of operation: SyncOperation) -> (files: Int, directories: Int) {
        switch operation {
        case .delete(let path):
            guard let known = files[path] else { return (isComplete ? 0 : 1, 0) }
            guard known.kind == .directory else { return (1, 0) }
            let gone = files.filter { $0.key.isAtOrBelow(path) }
            let directories = gone.count { $0.value.kind == .directory }
            return (gone.count - directories, directories)
        case .removeDirectory, .directory, .file, .symbolicLink: return (0, 0)
        }
    }

    /// How many directories operations removed that were recorded, as far as is known.
    func removalCount(of operations: [SyncOperation]) -> Int {
        operations.count { operation in
            if case .removeDirectory(let path) = operation { files[path] == nil } else { false }
        }
    }

    /// The operations that bring files of the host up to date in the container, by looking at the host now.
    ///
    /// Deletions come first. A file that the host does not have is deleted only if it is known to be in the container, or
    /// may be there because it was sent through an earlier receiver. A large file that is there already is not sent again.
    ///
    /// - Returns: also what was found on the host, and what cannot be done.
    func operations(
        for paths: some Sequence<FilePath>,
        of rule: WatchedPath
    ) -> (operations: [SyncOperation], observation: HostObservation, refusals: [SyncFailure]) {
        var host = HostTree(root: rule.host)
        let wanted = withLinksInTheWay(of: paths, rule).filter(rule.wants).sorted { $0.precedes($1) }
        let looks = wanted.map { (path: $0, look: host.look(at: $0)) }
        let parents = parentsOfAbsent(in: looks, rule).map { (path: $0, look: host.look(at: $0)) }
        let gone = parents.filter { $0.look.isAbsent }
        return operations(after: (looks + gone).sorted { $0.path.precedes($1.path) }, of: rule)
    }

    /// The operations after looks at the host, parents first. One look comes after the other, and the host changes meanwhile:
    /// a file may be there whose directory was not yet, or not any more, when it was looked at. A file in what was no directory a
    /// moment before is left to another look: it would go through a link.
    func operations(
        after looks: [(path: FilePath, look: HostTree.Look)],
        of rule: WatchedPath
    ) -> (operations: [SyncOperation], observation: HostObservation, refusals: [SyncFailure]) {
        var deletions: [SyncOperation] = []
        var wholes: Set<FilePath> = []
        var removals: [SyncOperation] = []
        var writes: [SyncOperation] = []
        var refusals: [SyncFailure] = []
        var observation = HostObservation()
        var others: Set<FilePath> = []
        for (path, look) in looks {
            let target = rule.containerPath(of: path)
            if isInMount(target) { continue }
            let known = files[target]
            let metadata: FileMetadata
            switch look {
            case .unknown: continue
            case .present where path.isAtOrBelow(anyOf: others):
                observation.unsettled.insert(path)
                continue
            case .present(let found):
                metadata = found
                observation.present[path] = found
                if found.kind != .directory { others.insert(path) }
            case .absent:
                observation.absent.insert(path)
                // Where a link takes a directory's place, it does so whole, and perhaps did through another receiver.
                if !isComplete, path.isAtOrBelow(anyOf: others) { continue }
                guard known != nil || (!isComplete && history.contains(path)), linksInTheWay(of: path, rule).isEmpty,
                    !target.isAtOrBelow(anyOf: wholes)
                else { continue }
                if isLinkOfImage(known, at: path) { continue }
                if known.map({ $0.kind == .directory && !$0.isMade }) ?? history.hadDirectory(at: path) {
                    if path != rule.host, !history.isOfImage(path) { removals.append(.removeDirectory(target)) }
                } else {
                    deletions.append(.delete(target))
                    if known?.kind == .directory { wholes.insert(target) }
                }
                continue
            }
            switch metadata.kind {
            case .special: continue
            case .directory:
                if path == rule.host || isLinkOfImage(known, at: path) { continue }
                if let known, known.kind != .directory { deletions.append(.delete(target)) }
                let keepsUsualMode = known?.kind != .directory && metadata.mode == 0o755
                writes.append(.directory(target, mode: keepsUsualMode ? nil : metadata.mode))
            case .symbolicLink:
                guard let link = try? path.symbolicLinkTarget() else {
                    observation.present[path] = nil
                    observation.unsettled.insert(path)
                    continue
                }
                writes.append(.symbolicLink(target, target: link))
            case .file:
                if known?.sent == metadata { continue }
                if path == rule.host, known?.kind == .directory {
                    refusals.append(SyncFailure(path: target, reason: "'\(target)' is a directory in the container"))
                    continue
                }
                let owner = defaultOwner == .root ? known?.owner ?? .root : defaultOwner
                let source = path == rule.host ? path.resolvingLinks() : path
                writes.append(.file(target, .init(source: source, metadata: metadata, owner: owner)))
            }
        }
        history.note(observation.present)
        history.noteDirectories(above: observation.present.keys, below: rule.host)
        let needed = Set(writes.flatMap { parents(of: $0.path, below: rule.container) })
        removals.removeAll { needed.contains($0.path) }
        let deleted = deletions.deletedPaths
        return (deletions + removals.reversed() + withParents(of: writes, after: deleted, rule), observation, refusals)
    }

    /// Whether something is a link of the image's, through which the files of a directory go: it was never the host's.
    private func isLinkOfImage(_ known: Known?, at path: FilePath) -> Bool {
        known?.kind == .symbolicLink && !history.sentLink(at: path)
    }

    /// The known directories above files that the host does not have: what is gone as well was perhaps told of when it could
    /// not be removed yet, or never.
    private func parentsOfAbsent(in looks: [(path: FilePath, look: HostTree.Look)], _ rule: WatchedPath) -> [FilePath] {
        var result: [FilePath] = []
        var seen = Set(looks.map { $0.path })
        for (path, look) in looks where look.isAbsent {
            for parent in parents(of: path, below: rule.host) {
                guard seen.insert(parent).inserted else { break }
                guard files[rule.containerPath(of: parent)]?.kind == .directory, rule.wants(parent) else { continue }
                result.append(parent)
            }
        }
        return result
    }

    /// The directories on the way to a path, the deepest first.
    private func parents(of path: FilePath, below root: FilePath) -> [FilePath] {
        var result: [FilePath] = []
        var parent = path.removingLastComponent()
        while parent != root, parent.isAtOrBelow(root) {
            result.append(parent)
            parent.removeLastComponent()
        }
        return result
    }

    /// Writes, each after the directories on its way that nothing is known of. The receiver would make them as well, but a
    /// directory that is not known is never deleted.
    ///
    /// - Parameter deleted: the paths that are deleted before.
    private func withParents(
        of writes: [SyncOperation],
        after deleted: Set<FilePath>,
        _ rule: WatchedPath
    ) -> [SyncOperation] {
        guard isComplete else { return writes }
        var result: [SyncOperation] = []
        var made: Set<FilePath> = []
        for operation in writes {
            let missing = parents(of: operation.path, below: rule.container).filter { parent in
                (files[parent] == nil || parent.isAtOrBelow(anyOf: deleted)) && made.insert(parent).inserted
            }
            result += missing.reversed().map { .directory($0, mode: nil) }
            if case .directory(let path, _) = operation { made.insert(path) }
            result.append(operation)
        }
        return result
    }

    /// Paths, with what is in their way in the container.
    private func withLinksInTheWay(of paths: some Sequence<FilePath>, _ rule: WatchedPath) -> Set<FilePath> {
        var result = Set(paths)
        for path in result { result.formUnion(linksInTheWay(of: path, rule)) }
        return result
    }

    /// Those of a path's parents that are links or files in the container because they were sent: an operation below such a
    /// link would reach what it leads to.
    private func linksInTheWay(of path: FilePath, _ rule: WatchedPath) -> [FilePath] {
        guard path != rule.host else { return [] }
        var result: [FilePath] = []
        var parent = path.removingLastComponent()
        while parent != rule.host, parent.isAtOrBelow(rule.host) {
            switch files[rule.containerPath(of: parent)]?.kind {
            case .symbolicLink? where history.sentLink(at: parent), .file?: result.append(parent)
            default: break
            }
            parent.removeLastComponent()
        }
        return result
    }

    /// Notes that operations were carried out.
    ///
    /// - Parameter read: the metadata of regular files as they were when they were read, if they cannot have been written
    ///   to since without showing it.
    mutating func record(_ operations: [SyncOperation], read: [FilePath: FileMetadata] = [:]) {
        var trees: Set<FilePath> = []
        for operation in operations {
            guard case .delete(let path) = operation else { continue }
            if files[path]?.kind == .directory { trees.insert(path) } else { files[path] = nil }
        }
        if !trees.isEmpty { files = files.filter { !$0.key.isAtOrBelow(anyOf: trees) } }
        removeEmpty(operations.compactMap { if case .removeDirectory(let path) = $0 { path } else { nil } })
        for operation in operations {
            switch operation {
            case .delete, .removeDirectory: continue
            case .directory(let path, _):
                if let known = files[path], known.kind == .directory { continue }
                files[path] = Known(kind: .directory, owner: defaultOwner, isMade: isComplete)
            case .symbolicLink(let path, _): replace(path, Known(kind: .symbolicLink, owner: defaultOwner))
            case .file(let path, let file):
                let sent = read[path].flatMap { $0.size > HostContent.memoryLimit ? $0 : nil }
                replace(path, Known(kind: .file, owner: file.owner, sent: sent))
            }
        }
    }

    /// Notes that directories were removed, but for those in which something is known to be: they stayed.
    private mutating func removeEmpty(_ directories: [FilePath]) {
        if directories.isEmpty { return }
        let removed = Set(directories)
        var occupied: Set<FilePath> = []
        for path in files.keys where !removed.contains(path) {
            var parent = path
            while parent.removeLastComponent(), occupied.insert(parent).inserted {}
        }
        for directory in directories where !occupied.contains(directory) { files[directory] = nil }
    }

    /// Notes what is at a path now; with a directory, all that was in it went away.
    private mutating func replace(_ path: FilePath, _ known: Known) {
        if files[path]?.kind == .directory { files = files.filter { !$0.key.isAtOrBelow(path) } }
        files[path] = known
    }
}

extension [SyncOperation] {
    /// The paths that are deleted, with everything below them.
    fileprivate var deletedPaths: Set<FilePath> {
        Set(compactMap { if case .delete(let path) = $0 { path } else { nil } })
    }
}
