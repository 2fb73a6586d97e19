import IgnoreRules
import SystemPackage

/// What is known of the files of one container: those that the host has or had. Others, which the image or the service
/// made, are never touched.
struct ContainerTree {
    private struct Known {
        var kind: FileMetadata.Kind
        var owner: FileOwner
    }

    private let channelOwner: FileOwner
    private let history: PathHistory
    private var files: [FilePath: Known] = [:]
    private var deleted: Set<FilePath> = []

    /// - Parameters:
    ///   - owner: the owner of new files; with the superuser, files keep the owner that they have.
    ///   - history: gets to know what is sent.
    init(owner: FileOwner, history: PathHistory) {
        channelOwner = owner
        self.history = history
    }

    /// Notes what the container said.
    mutating func note(_ found: [FilePath: ContainerFile]) {
        for (path, file) in found { files[path] = Known(kind: file.kind, owner: file.owner) }
    }

    /// The operations that bring files of the host up to date in the container, by looking at the host now.
    ///
    /// Deletions come first. A file that the host does not have is deleted only if it is known to be in the container, or
    /// may be there because it was sent through an earlier channel.
    ///
    /// - Returns: also what was found on the host.
    func operations(
        for paths: some Sequence<FilePath>,
        of rule: WatchedPath
    ) -> (operations: [SyncOperation], observation: HostObservation) {
        var deletions: [SyncOperation] = []
        var writes: [SyncOperation] = []
        var observation = HostObservation()
        var host = HostTree(root: rule.host)
        for path in withLinksInTheWay(of: paths, rule).sorted(by: { $0.precedes($1) }) where rule.wants(path) {
            let target = rule.containerPath(of: path)
            let known = files[target]
            let metadata: FileMetadata
            switch host.look(at: path) {
            case .unknown: continue
            case .present(let found):
                metadata = found
                observation.present[path] = found
            case .absent:
                observation.absent.insert(path)
                let mayBeThere = known != nil || (history.contains(path) && !deleted.contains(target))
                if mayBeThere, linksInTheWay(of: path, rule).isEmpty,
                    deletions.last.map({ target.isAtOrBelow($0.path) }) != true
                {
                    deletions.append(.delete(target))
                }
                continue
            }
            switch metadata.kind {
            case .special: continue
            case .directory:
                if path == rule.host { continue }
                if let known, known.kind != .directory { deletions.append(.delete(target)) }
                let keepsUsualMode = known?.kind != .directory && metadata.mode == 0o755
                writes.append(.directory(target, mode: keepsUsualMode ? nil : metadata.mode))
            case .symbolicLink:
                guard let link = try? path.symbolicLinkTarget() else {
                    observation.present[path] = nil
                    observation.absent.insert(path)
                    continue
                }
                writes.append(.symbolicLink(target, target: link))
            case .file:
                let owner = channelOwner == .root ? known?.owner ?? .root : channelOwner
                writes.append(.file(target, .init(source: path, metadata: metadata, owner: owner)))
            }
        }
        history.note(observation.present)
        return (deletions + writes, observation)
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
    mutating func record(_ operations: [SyncOperation]) {
        let removed = operations.compactMap { operation -> FilePath? in
            if case .delete(let path) = operation { path } else { nil }
        }
        if !removed.isEmpty {
            let parents = Set(removed)
            deleted.formUnion(removed)
            files = files.filter { !$0.key.isAtOrBelow(anyOf: parents) }
        }
        for operation in operations {
            if case .delete = operation { continue }
            if !deleted.isEmpty { deleted.remove(operation.path) }
            switch operation {
            case .delete: continue
            case .directory(let path, _):
                files[path] = Known(kind: .directory, owner: files[path]?.owner ?? channelOwner)
            case .symbolicLink(let path, _): replace(path, Known(kind: .symbolicLink, owner: channelOwner))
            case .file(let path, let file): replace(path, Known(kind: .file, owner: file.owner))
            }
        }
    }

    /// Notes what is at a path now; with a directory, all that was in it went away.
    private mutating func replace(_ path: FilePath, _ known: Known) {
        if files[path]?.kind == .directory { files = files.filter { !$0.key.isAtOrBelow(path) } }
        files[path] = known
    }
}
