import EngineAPI
import EngineClient
import IgnoreRules
import SystemPackage
import TarArchives

/// Brings files into a container through the engine's archive endpoint: for containers that do not run, and for images
/// without a shell. Slower, and a reader may see a part of a file.
final class ArchiveReceiver: FileReceiver {
    private let engine: EngineClient
    private let container: ContainerID
    private let limits: SyncLimits
    private var unfinished = UnfinishedFiles()
    let owner: FileOwner
    let connection: ReceiverConnection? = nil

    /// Of how many deletions at a time it is found out whether they find something.
    private static let inspectedDeletions = 100

    private init(engine: EngineClient, container: ContainerID, limits: SyncLimits, owner: FileOwner) {
        self.engine = engine
        self.limits = limits
        self.container = container
        self.owner = owner
    }

    /// Prepares a receiver.
    ///
    /// - Parameter user: the user of the container, as its definition names it; a name is looked up in `/etc/passwd`.
    static func open(
        _ engine: EngineClient,
        container: ContainerID,
        user: String,
        limits: SyncLimits = SyncLimits()
    ) async throws -> ArchiveReceiver {
        var owner = FileOwner.root
        let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if let name = parts.first, !name.isEmpty, name != "0", name != "root" {
            let accounts = await table(engine, container, "/etc/passwd")
            let account = accounts.first { $0.count > 3 && ($0[0] == name || $0[2] == name) }
            owner.userID = UInt32(name) ?? account.flatMap { UInt32($0[2]) } ?? 0
            owner.groupID = account.flatMap { UInt32($0[3]) } ?? 0
        }
        if parts.count > 1, let group = parts.last {
            if let number = UInt32(group) {
                owner.groupID = number
            } else if let found = await table(engine, container, "/etc/group").first(where: { $0.first == group }) {
                owner.groupID = found.count > 2 ? UInt32(found[2]) ?? 0 : 0
            }
        }
        return ArchiveReceiver(engine: engine, container: container, limits: limits, owner: owner)
    }

    func look(at paths: [FilePath], target: TargetID) async throws -> [FilePath: ContainerFile]? { nil }

    func checksums(of paths: [FilePath], size: Int64, target: TargetID) async throws -> [FilePath: UInt32]? { nil }

    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: TargetID) async throws -> Set<FilePath> {
        Set(links.map(\.path))
    }

    func apply(_ operations: [SyncOperation], target: TargetID) async throws -> SyncResult {
        var result = try await delete(operations.compactMap { if case .delete(let path) = $0 { path } else { nil } })
        try await removeDirectories(
            operations.compactMap { if case .removeDirectory(let path) = $0 { path } else { nil } }
        )
        var size: Int64 = 0
        var sent: [FilePath] = []
        var items: [TarItem] = []
        for operation in operations {
            let name = operation.path.removingRoot()
            switch operation {
            case .delete, .removeDirectory: continue
            case .directory(_, let mode):
                items.append(TarItem(entry(name, .directory, mode ?? 0o755, owner)))
            case .symbolicLink(_, let target):
                items.append(TarItem(entry(name, .symbolicLink(target: target), 0o777, owner)))
            case .file(let path, let file):
                do throws(Errno) {
                    guard try HostContent.canBeRead(file.source), !isUnfinished(file.source) else {
                        result.unsettled.insert(path)
                        continue
                    }
                } catch {
                    result.failures.append(SyncFailure(path: path, reason: "cannot read '\(file.source)': \(error)"))
                    continue
                }
                var header = entry(name, .file(size: file.metadata.size), file.metadata.mode, file.owner)
                header.modified = file.metadata.modified
                items.append(TarItem(header, content: .file(file.source)))
                size += file.metadata.size
            }
            sent.append(operation.path)
        }
        guard !items.isEmpty else { return result }
        do {
            let archive = TarArchive.items(items)
            try await withDeadline(limits.duration(for: size)) { [engine, container] in
                try await engine.putArchive(into: container, at: "/", archive: archive)
            }
        } catch let error as EngineError where !error.isLossOfEngine {
            let reason = try await refusal(error, ofRunning: false)
            result.failures += sent.map { SyncFailure(path: $0, reason: reason) }
        }
        return result
    }

    /// Whether a file is large and still being written.
    private func isUnfinished(_ file: FilePath) -> Bool {
        let moment = UnfinishedFiles.Moment()
        guard let metadata = try? FileMetadata(of: file), metadata.kind == .file,
            metadata.size > HostContent.memoryLimit
        else { return false }
        return unfinished.contains(file, metadata, at: moment)
    }

    private func entry(_ path: FilePath, _ kind: TarEntry.Kind, _ mode: UInt16, _ owner: FileOwner) -> TarEntry {
        TarEntry(path: path, kind: kind, mode: mode, userID: owner.userID, groupID: owner.groupID)
    }

    private func delete(_ paths: [FilePath]) async throws -> SyncResult {
        var result = SyncResult()
        guard !paths.isEmpty else { return result }
        for path in paths.prefix(Self.inspectedDeletions) {
            do {
                _ = try await engine.getArchive(from: container, at: path.string)
            } catch EngineError.notFound {
                result.absent.insert(path)
            }
        }
        do {
            let outcome = try await run(["rm", "-rf", "--"] + paths.map(\.string))
            if outcome.exitCode == 0 { return result }
            let words = String(decoding: outcome.stderr + outcome.stdout, as: UTF8.self)
            let reason = words.split(separator: "\n").joined(separator: "; ")
            result.failures = paths.map { SyncFailure(path: $0, reason: reason) }
        } catch let error as EngineError where !error.isLossOfEngine {
            let reason = try await refusal(error, ofRunning: true)
            result.failures = paths.map { SyncFailure(path: $0, reason: reason) }
        }
        return result
    }

    /// The words of a refusal by the engine.
    ///
    /// - Throws: ``ReceiverFault/lost`` where the container is gone or has ended: nothing that was sent is at fault then.
    private func refusal(_ error: EngineError, ofRunning needsRunning: Bool) async throws -> String {
        do {
            let isRunning = try await engine.inspectContainer(container).state.isRunning
            if needsRunning, !isRunning { throw ReceiverFault.lost }
        } catch EngineError.notFound {
            throw ReceiverFault.lost
        }
        return error.plainReason
    }

    /// Removes the directories that are empty.
    private func removeDirectories(_ paths: [FilePath]) async throws {
        guard !paths.isEmpty else { return }
        do {
            _ = try await run(["rmdir", "--"] + paths.map(\.string))
        } catch let error as EngineError where !error.isLossOfEngine {
            // Without the command they stay, empty.
            return
        }
    }

    private func run(_ command: [String]) async throws -> ExecOutcome {
        try await withDeadline(limits.answer) { [engine, container] in
            try await engine.execute(ExecCreateRequest(command: command, user: "0:0"), in: container)
        }
    }

    /// The lines of a colon-separated file of the container; none if it has no such file.
    private static func table(_ engine: EngineClient, _ container: ContainerID, _ path: String) async -> [[String]] {
        do {
            var archive: [UInt8] = []
            for try await chunk in try await engine.getArchive(from: container, at: path) { archive += chunk }
            let text = try TarDecoder.decode(archive).first.map { String(decoding: $0.content, as: UTF8.self) } ?? ""
            return text.split(separator: "\n").map {
                $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            }
        } catch {
            return []
        }
    }
}
