import IgnoreRules
import SystemPackage

/// Compares the files of a host directory with those of a container, and says which ones have to be sent.
///
/// Files are the same if size and time are; with the same size and another time, if their checksums are. Images often keep
/// whole seconds only: then the checksum decides too. A mode that differs alone counts only if it was set while the file was
/// watched; else it is left to the image. What the host deleted is among the result, if the container has it.
enum TreeComparison {
    /// - Parameters:
    ///   - rule: which directory or file to compare.
    ///   - target: the rule's target in the receiver.
    ///   - history: which files of the host may be in the container though the host has them no more.
    ///   - tree: gets to know what the container has.
    /// - Returns: the paths of the host that have to be brought up to date; all of them if the receiver cannot look at files,
    ///   and then `isComplete` is false. And what was found on the host.
    static func differences(
        of rule: WatchedPath,
        target: TargetID,
        history: PathHistory,
        in receiver: any FileReceiver,
        _ tree: inout ContainerTree
    ) async throws -> (paths: [FilePath], isComplete: Bool, observation: HostObservation) {
        var host: [(path: FilePath, metadata: FileMetadata)] = []
        for step in FileTreeWalk(of: rule.host, ignoring: rule.rules, followingRoot: true) {
            guard case .file(let path, let metadata) = step else { continue }
            host.append((path, metadata))
        }
        let observation = HostObservation(
            present: Dictionary(host.map { ($0.path, $0.metadata) }) { _, last in last },
            isWhole: true
        )
        host.removeAll { tree.isInMount(rule.containerPath(of: $0.path)) }
        let gone = history.paths(without: Set(observation.present.keys)).filter {
            rule.wants($0) && !tree.isInMount(rule.containerPath(of: $0))
        }
        let asked = host.map { rule.containerPath(of: $0.path) } + gone.map(rule.containerPath)
        guard let all = try await receiver.look(at: asked, target: target) else {
            return (host.map(\.path) + gone, false, observation)
        }
        let found = withoutWhatIsBehindLinks(all, of: rule, history)
        tree.note(found)
        var result = gone.filter { found[rule.containerPath(of: $0)] != nil }.sorted { $0.precedes($1) }
        var unsure: [(path: FilePath, container: FilePath, hasSecond: Bool)] = []
        var unsureSize: Int64 = 0
        var links: [(path: FilePath, container: FilePath, link: [UInt8])] = []
        for (path, metadata) in host {
            let container = rule.containerPath(of: path)
            guard let there = found[container] else {
                if path != rule.host || metadata.kind != .directory { result.append(path) }
                continue
            }
            let hasOtherMode = there.mode != metadata.mode && history.hasMode(of: path)
            switch (metadata.kind, there.kind) {
            case (.special, _): continue
            case (.directory, .directory): if hasOtherMode { result.append(path) }
            case (.directory, .symbolicLink):
                // A link of the image stays, and files go through it; one that was sent is out of date.
                if history.sentLink(at: path) { result.append(path) }
            case (.symbolicLink, .symbolicLink):
                if let link = try? path.symbolicLinkTarget() { links.append((path, container, link)) }
            case (.file, .file) where there.size == metadata.size && !hasOtherMode:
                if there.modified != metadata.modified {
                    unsure.append((path, container, there.hasSecond(of: metadata)))
                    unsureSize += metadata.size
                }
            default: result.append(path)
            }
        }
        let differing = try await receiver.differingLinks(links.map { ($0.container, $0.link) }, target: target)
        result += links.filter { differing.contains($0.container) }.map(\.path)
        if !unsure.isEmpty {
            let checksums = try await receiver.checksums(
                of: unsure.map(\.container),
                size: unsureSize,
                target: target
            )
            result += unsure.filter { path, container, hasSecond in
                guard let checksums else { return !hasSecond }
                return checksums[container] == nil
                    || checksums[container]
                        != HostContent.checksum(of: path == rule.host ? path.resolvingLinks() : path)
            }.map(\.path)
        }
        history.note(
            host.lazy.filter { found[rule.containerPath(of: $0.path)] != nil }.map {
                (key: $0.path, value: $0.metadata)
            }
        )
        return (result, true, observation)
    }

    /// What was found, but for what lies behind links that were sent and where the host has directories by now: it belongs to
    /// the place that the link leads to, and is not to be found here when the link has been replaced.
    private static func withoutWhatIsBehindLinks(
        _ found: [FilePath: ContainerFile],
        of rule: WatchedPath,
        _ history: PathHistory
    ) -> [FilePath: ContainerFile] {
        let links = found.filter { path, file in
            file.kind == .symbolicLink && path != rule.container && history.sentLink(at: rule.hostPath(of: path))
        }
        if links.isEmpty { return found }
        let places = Set(links.keys)
        return found.filter { path, _ in !path.removingLastComponent().isAtOrBelow(anyOf: places) }
    }
}
