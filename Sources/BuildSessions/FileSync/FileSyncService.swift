internal import EngineAPI
internal import GRPC
internal import IgnoreRules
internal import Synchronization
internal import SystemPackage

/// Brings copies of directories that an engine has up to date: only what has changed since the last build is sent.
///
/// - Source: `session/filesync` of BuildKit.
package final class FileSyncService: SessionService {
    private struct Progress {
        var failure: SyncFailure?
        var sentBytes: Int64 = 0
    }

    private let directories: [String: SyncedDirectory]
    private let report: @Sendable (SyncIncident) -> Void
    private let progress = Mutex(Progress())

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - directories: by the names under which the engine asks for them.
    ///   - report: told of what is there and is not sent, or not as it is.
    package init(
        _ directories: [String: SyncedDirectory],
        report: @escaping @Sendable (SyncIncident) -> Void = { _ in }
    ) {
        self.directories = directories
        self.report = report
    }

    /// Why a directory could not be sent; the build fails for it, with other words.
    package var failure: SyncFailure? { progress.withLock(\.failure) }

    /// How many bytes of files were sent so far.
    package var sentBytes: Int64 { progress.withLock(\.sentBytes) }

    /// `DiffCopy`.
    package var methods: [String: BuildSession.Method] {
        ["/moby.filesync.v1.FileSync/DiffCopy": { try await self.send(to: $0) }]
    }

    private func send(to call: CallStream) async throws {
        let selection = SyncSelection(call.head)
        guard let directory = directories[selection.directory] else {
            throw CallStatus(.notFound, "no access allowed to dir \"\(selection.directory)\"")
        }
        let transfer = DirectoryTransfer(
            call: call,
            count: { count in self.progress.withLock { $0.sentBytes += count } },
            report: report
        )
        do {
            switch directory {
            case .host(let root):
                let rules = try selection.rules(below: root, hasLinks: true)
                try await transfer.send {
                    AnyIterator(SyncedTree(below: root, ignoring: rules, report: self.report).makeIterator())
                }
            case .memory(let files, let modified):
                let rules = try selection.rules(below: "/", hasLinks: false)
                let entries = Self.entries(of: files, modified).filter {
                    !rules.ignores(FilePath("/").pushing(FilePath(bytes: $0.stat.path)))
                }
                try await transfer.send { AnyIterator(entries.map { .success($0) }.makeIterator()) }
            }
        } catch let failure as SyncFailure {
            progress.withLock { $0.failure = $0.failure ?? failure }
            try? await call.send(SyncPacket.failed("\(failure)").protobuf)
            throw failure
        }
    }

    private static func entries(
        of files: [String: [UInt8]],
        _ modified: FileMetadata.Timestamp
    ) -> [SyncedTree.Entry] {
        files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, bytes in
            var stat = FileStat(path: Array(name.utf8), kind: .file, mode: 0o644, modified: modified)
            stat.size = Int64(bytes.count)
            return SyncedTree.Entry(stat: stat, content: .bytes(bytes))
        }
    }
}
