import IgnoreRules
import SystemPackage
import TarArchives

/// Brings files into a running container through a shell and `tar`, see `SyncProgram` and `SyncFrame`.
final class TarReceiver: ProgramReceiver {
    let program: ReceiverConnection
    let traits: ReceiverGreeting.Traits
    var unfinished = UnfinishedFiles()

    init(_ program: ReceiverConnection, _ traits: ReceiverGreeting.Traits) {
        self.program = program
        self.traits = traits
    }

    func run(_ script: ShellScript, about size: Int64, target: TargetID, bound: Int) async throws -> SyncReply {
        let seal = ReceiverSeal.random()
        let run = TarItem(path: ".run", bytes: seal.sealing(script.bytes))
        let archive = try TarEncoder.encode([run], dialect: .gnu)
        let frame = Self.head(archive.count, target) + archive
        return SyncReply(
            try await program.exchange(.init(seal: seal, size: size + Int64(frame.count), bound: bound), frame)
        )
    }

    /// What fails together is sent again in halves, so that one bad path stops no other.
    func send(
        _ operations: [SyncOperation],
        _ contents: [FilePath: TarItem.Content],
        target: TargetID
    ) async throws -> [SyncFailure] {
        let frame = SyncFrame(operations, contents: contents)
        let seal = ReceiverSeal.random()
        let run = TarItem(path: ".run", bytes: seal.sealing(frame.script.bytes))
        let archive = try TarEncoder.encode([run] + frame.members, dialect: .gnu)
        let answer = try await program.exchange(
            .init(seal: seal, size: Int64(archive.count), bound: 0),
            Self.head(archive.count, target) + archive
        )
        var failures: [SyncFailure] = []
        guard case .failure(let numbers, let reason) = SyncReply(answer) else { return [] }
        let groups =
            numbers.isEmpty
            ? [operations] : numbers.filter(frame.numbered.indices.contains).map { frame.numbered[$0] }
        for group in groups {
            if group.count > 1 {
                let middle = group.count / 2
                failures += try await send(Array(group[..<middle]), contents, target: target)
                failures += try await send(Array(group[middle...]), contents, target: target)
            } else {
                failures += group.map { SyncFailure(path: $0.path, reason: reason) }
            }
        }
        return failures
    }

    /// The script comes last: if the file changed meanwhile, it refuses.
    func send(_ file: SyncBatches.LargeFile, target: TargetID) async throws -> [SyncFailure]? {
        let frame = SyncFrame(
            [.file(file.path, file.content)],
            contents: [file.path: .openFile(file.content.source, file.descriptor)]
        )
        guard let member = frame.members.first else {
            try? file.descriptor.close()
            return []
        }
        let seal = ReceiverSeal.random()
        let refusal = "echo 'the file changed while it was read' >&2; failed=' 0' #"
        let length = max(frame.script.bytes.count, refusal.utf8.count)
        func script(_ text: [UInt8]) -> TarItem {
            let padded = text + [UInt8](repeating: 32, count: length - text.count)
            return TarItem(path: ".run", bytes: seal.sealing(padded))
        }
        let good = script(frame.script.bytes)
        let size = member.entry.encodedSize(dialect: .gnu) + good.entry.encodedSize(dialect: .gnu) + 1024
        var rest = [member][...]
        var encoder = TarEncoder(dialect: .gnu, endsArchive: false) { () throws(TarArchivesError) in rest.popFirst() }
        var isUnchanged = true
        let answer: ReceiverExchange.Answer
        do {
            answer = try await program.exchange(.init(seal: seal, size: size, bound: 0)) {
                try await program.write(Self.head(Int(size), target))
                while let chunk = try encoder.next() { try await program.write(chunk) }
                isUnchanged =
                    encoder.incidents.isEmpty && (try? FileMetadata(of: file.content.source)) == file.content.metadata
                let run = isUnchanged ? good : script(Array(refusal.utf8))
                try await program.write(try TarEncoder.encode([run], dialect: .gnu))
            }
        } catch {
            encoder.close()
            if !rest.isEmpty { try? file.descriptor.close() }
            throw error
        }
        guard case .failure(_, let reason) = SyncReply(answer) else { return [] }
        guard isUnchanged else { return nil }
        return [SyncFailure(path: file.path, reason: reason)]
    }

    /// The line before an archive.
    private static func head(_ length: Int, _ target: TargetID) -> [UInt8] {
        Array("\(length) \(target.position)\n".utf8)
    }
}
