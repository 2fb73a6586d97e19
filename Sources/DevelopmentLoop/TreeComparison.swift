import IgnoreRules
import SystemPackage

/// Compares the files of a host directory with those of a container, and says which ones have to be sent.
///
/// Files are the same if size and time are; with the same size and another time, if their checksums are. A mode that
/// differs alone is left to the image. What the host deleted is among the result, if the container has it.
enum TreeComparison {
    /// - Parameters:
    ///   - rule: which directory or file to compare.
    ///   - target: the index of the rule's target in the channel.
    ///   - deleted: paths of the host that were deleted while they were watched.
    ///   - tree: gets to know what the container has.
    /// - Returns: the paths of the host that have to be brought up to date; all of them if the channel cannot look at files,
    ///   and then `isComplete` is false.
    static func differences(
        of rule: WatchedPath, target: Int, deleted: Set<FilePath>, in channel: any ContainerChannel,
        _ tree: inout ContainerTree
    ) async throws -> (paths: [FilePath], isComplete: Bool) {
        var host: [(path: FilePath, metadata: FileMetadata)] = []
        for step in FileTreeWalk(of: rule.host, ignoring: rule.rules) {
            if case .file(let path, let metadata) = step { host.append((path, metadata)) }
        }
        let gone = deleted.filter { rule.wants($0) && (try? FileMetadata(of: $0)) == nil }
        let asked = host.map { rule.containerPath(of: $0.path) } + gone.map(rule.containerPath)
        guard let found = try await channel.look(at: asked, target: target) else {
            return (host.map(\.path) + gone, false)
        }
        tree.note(found)
        var result = gone.filter { found[rule.containerPath(of: $0)] != nil }.sorted { $0.precedes($1) }
        var unsure: [(path: FilePath, container: FilePath)] = []
        for (path, metadata) in host {
            let container = rule.containerPath(of: path)
            guard let there = found[container] else {
                if path != rule.host || metadata.kind != .directory { result.append(path) }
                continue
            }
            switch (metadata.kind, there.kind) {
            case (.directory, .directory), (.special, _): continue
            case (.directory, .symbolicLink): continue
            case (.symbolicLink, .symbolicLink) where there.hasTime(of: metadata): continue
            case (.file, .file) where there.size == metadata.size:
                if !there.hasTime(of: metadata) { unsure.append((path, container)) }
            default: result.append(path)
            }
        }
        if !unsure.isEmpty {
            let checksums = try await channel.checksums(of: unsure.map(\.container), target: target)
            for (path, container) in unsure {
                guard let checksum = checksums[container], checksum == HostContent.checksum(of: path) else {
                    result.append(path)
                    continue
                }
            }
        }
        return (result, true)
    }
}
