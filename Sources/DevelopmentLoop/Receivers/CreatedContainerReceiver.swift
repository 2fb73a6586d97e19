import EngineAPI
import EngineClient
import IgnoreRules
import SystemPackage
import TarArchives

/// Brings files into a container that was created and not started: what it has is read from the engine's archive of the
/// target, since nothing can be run in it.
final class CreatedContainerReceiver: FileReceiver {
    /// What a file of the container holds.
    fileprivate struct Content {
        var file: ContainerFile
        var checksum: UInt32?
        var link: [UInt8]?
    }

    /// How much of a target is read before everything is sent instead, in bytes.
    private static let readingLimit = 67_108_864

    private let archives: ArchiveReceiver
    /// What the targets hold; `nil` where it is too much to be read.
    private let contents: [[FilePath: Content]?]

    private init(archives: ArchiveReceiver, contents: [[FilePath: Content]?]) {
        self.archives = archives
        self.contents = contents
    }

    /// Reads what the targets hold.
    ///
    /// - Throws: `EngineError`, `TarArchivesError`.
    static func open(
        _ engine: EngineClient,
        container: ContainerID,
        user: String,
        targets: [FilePath]
    ) async throws -> CreatedContainerReceiver {
        var contents: [[FilePath: Content]?] = []
        for target in targets { contents.append(try await read(engine, container, target)) }
        return CreatedContainerReceiver(
            archives: try await ArchiveReceiver.open(engine, container: container, user: user),
            contents: contents
        )
    }

    var owner: FileOwner { archives.owner }

    var connection: ReceiverConnection? { nil }

    func look(at paths: [FilePath], target: TargetID) async throws -> [FilePath: ContainerFile]? {
        guard let known = contents[target] else { return nil }
        return Dictionary(paths.compactMap { path in known[path].map { (path, $0.file) } }) { $1 }
    }

    func checksums(of paths: [FilePath], size: Int64, target: TargetID) async throws -> [FilePath: UInt32]? {
        guard let known = contents[target] else { return nil }
        return Dictionary(paths.compactMap { path in known[path]?.checksum.map { (path, $0) } }) { $1 }
    }

    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: TargetID) async throws -> Set<FilePath> {
        Set(links.filter { contents[target]?[$0.path]?.link != $0.target }.map(\.path))
    }

    /// Carries out all operations but deletions: the comparison after the start makes up for those.
    func apply(_ operations: [SyncOperation], target: TargetID) async throws -> SyncResult {
        try await archives.apply(operations.filter { !$0.removes }, target: target)
    }

    private static func read(
        _ engine: EngineClient,
        _ container: ContainerID,
        _ target: FilePath
    ) async throws -> [FilePath: Content]? {
        var result: [FilePath: Content] = [:]
        guard !target.removingRoot().isEmpty else { return nil }
        do {
            var decoder = TarDecoder()
            var size = 0
            var path: FilePath?
            var checksum = POSIXChecksum()
            func finish() {
                if let last = path, result[last]?.file.kind == .file { result[last]?.checksum = checksum.value }
            }
            for try await chunk in try await engine.getArchive(from: container, at: target.string) {
                size += chunk.count
                if size > readingLimit { return nil }
                for event in try decoder.push(chunk) {
                    switch event {
                    case .content(let bytes): checksum.update(bytes)
                    case .entry(let entry):
                        finish()
                        checksum = POSIXChecksum()
                        let found = place(entry.path, below: target)
                        path = found
                        result[found] = Content(entry)
                    }
                }
            }
            finish()
        } catch EngineError.notFound {
            return [:]
        }
        return result
    }

    /// Where an entry is in the container: its first component is the name of the target.
    private static func place(_ path: FilePath, below target: FilePath) -> FilePath {
        var result = target
        for component in path.lexicallyNormalized().components.dropFirst() { result.append(component) }
        return result
    }
}

extension CreatedContainerReceiver.Content {
    fileprivate init(_ entry: TarEntry) {
        let kind: FileMetadata.Kind
        var size: Int64 = 0
        switch entry.kind {
        case .file(let length):
            kind = .file
            size = length
        case .directory: kind = .directory
        case .symbolicLink(let target):
            kind = .symbolicLink
            link = target
        case .hardLink, .other: kind = .special
        }
        file = ContainerFile(
            kind: kind,
            mode: entry.mode,
            size: size,
            modified: entry.modified,
            owner: FileOwner(userID: entry.userID, groupID: entry.groupID)
        )
    }
}
