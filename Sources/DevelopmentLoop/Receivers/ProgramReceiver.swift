import IgnoreRules
import SystemPackage
import TarArchives

/// A receiver that is a program in the container, connected as long as it is used. How frames are written is up to it.
protocol ProgramReceiver: FileReceiver {
    /// The connection to the program.
    var program: ReceiverConnection { get }
    /// What can be done in the container.
    var traits: ReceiverGreeting.Traits { get }
    /// The large files that are still being written.
    var unfinished: UnfinishedFiles { get set }

    /// Runs a script.
    ///
    /// - Parameters:
    ///   - size: how many bytes it reads.
    ///   - bound: how many bytes it prints at most.
    func run(_ script: ShellScript, about size: Int64, target: TargetID, bound: Int) async throws -> SyncReply

    /// Carries out operations in one frame.
    ///
    /// - Returns: what failed.
    func send(
        _ operations: [SyncOperation],
        _ contents: [FilePath: TarItem.Content],
        target: TargetID
    ) async throws -> [SyncFailure]

    /// Sends a large file piece by piece, and closes it.
    ///
    /// - Returns: what failed; `nil` if the file changed while it was read, and then the container has its old version.
    func send(_ file: SyncBatches.LargeFile, target: TargetID) async throws -> [SyncFailure]?
}

extension ProgramReceiver {
    var owner: FileOwner { traits.owner }

    var connection: ReceiverConnection? { program }

    /// Has the program carry out nothing, to see whether it can.
    ///
    /// **Throws:** `ReceiverFault`.
    func verify() async throws {
        guard case .failure(_, let reason) = try await run(ShellScript(), about: 0, target: 0, bound: 0) else { return }
        let complaint = reason.split(separator: ";").first.map(String.init) ?? reason
        throw ReceiverFault.untrustworthy(reason: "cannot unpack archives: \(SyncReplyBuffer.excerpt(complaint))")
    }

    func look(at paths: [FilePath], target: TargetID) async throws -> [FilePath: ContainerFile]? {
        guard let format = traits.timeFormat else { return nil }
        var result: [FilePath: ContainerFile] = [:]
        for query in ContainerQuery.files(paths, timeFormat: format) {
            let output = try await ask(query, about: 0, target: target)
            result.merge(ContainerFile.parse(output, asked: query.paths)) { _, new in new }
        }
        return result
    }

    func checksums(of paths: [FilePath], size: Int64, target: TargetID) async throws -> [FilePath: UInt32]? {
        guard traits.hasChecksums else { return nil }
        var result: [FilePath: UInt32] = [:]
        for query in ContainerQuery.checksums(paths) {
            let output = try await ask(query, about: size, target: target)
            result.merge(ContainerFile.parseChecksums(output, asked: query.paths)) { _, new in new }
        }
        return result
    }

    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: TargetID) async throws -> Set<FilePath> {
        guard !links.isEmpty else { return [] }
        let query = ContainerQuery.differingLinks(links)
        let reply = try await run(query.script, about: 0, target: target, bound: query.bound)
        guard case .success(let bytes) = reply else { return Set(query.paths) }
        let output = String(decoding: bytes, as: UTF8.self)
        let numbers = output.split(separator: "\n").compactMap { Int($0) }
        return Set(numbers.filter(query.paths.indices.contains).map { query.paths[$0] })
    }

    func apply(_ operations: [SyncOperation], target: TargetID) async throws -> SyncResult {
        var batches = SyncBatches(operations)
        defer { batches.close() }
        while let batch = batches.next(&unfinished) {
            switch batch {
            case .frame(let operations, let contents):
                batches.result.failures += try await send(operations, contents, target: target)
            case .large(let file):
                if let failures = try await send(file, target: target) {
                    batches.result.failures += failures
                } else {
                    batches.result.unsettled.insert(file.path)
                }
            }
        }
        return batches.result
    }

    /// - Parameter size: how many bytes the container reads to answer.
    private func ask(_ query: ContainerQuery, about size: Int64, target: TargetID) async throws -> [UInt8] {
        let reply = try await run(query.script, about: size, target: target, bound: query.bound)
        guard case .success(let output) = reply else { return [] }
        return output
    }
}
