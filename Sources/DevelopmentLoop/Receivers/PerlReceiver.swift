import IgnoreRules
import SystemPackage
import TarArchives

/// Brings files into a running container through Perl, see `PerlProgram` and `PerlRecords`.
final class PerlReceiver: ProgramReceiver {
    let program: ReceiverConnection
    let traits: ReceiverGreeting.Traits
    var unfinished = UnfinishedFiles()

    init(_ program: ReceiverConnection, _ traits: ReceiverGreeting.Traits) {
        self.program = program
        self.traits = traits
    }

    func run(_ script: ShellScript, about size: Int64, target: TargetID, bound: Int) async throws -> SyncReply {
        let seal = ReceiverSeal.random()
        var records = PerlRecords()
        records.append(script: script.bytes)
        let frame = Self.frame(records, target, seal)
        return SyncReply(
            try await program.exchange(.init(seal: seal, size: size + Int64(frame.count), bound: bound), frame)
        )
    }

    func send(
        _ operations: [SyncOperation],
        _ contents: [FilePath: TarItem.Content],
        target: TargetID
    ) async throws -> [SyncFailure] {
        var records = PerlRecords()
        var sent: [SyncOperation] = []
        var modes: [SyncOperation] = []
        for operation in operations {
            switch operation {
            case .file(let path, let file):
                guard case .bytes(let bytes) = contents[path] else { continue }
                records.append(path, file, content: bytes)
            case .directory(let path, let mode):
                // A mode may forbid to write: it comes after the files.
                if mode != nil { modes.append(operation) }
                records.append(.directory(path, mode: nil))
            case .delete, .removeDirectory, .symbolicLink: records.append(operation)
            }
            sent.append(operation)
        }
        for operation in modes { records.append(operation) }
        sent += modes
        let seal = ReceiverSeal.random()
        let frame = Self.frame(records, target, seal)
        let answer = try await program.exchange(.init(seal: seal, size: Int64(frame.count), bound: 0), frame)
        return Self.failures(answer, of: sent)
    }

    /// What comes last says whether the file stayed the same.
    func send(_ file: SyncBatches.LargeFile, target: TargetID) async throws -> [SyncFailure]? {
        let (descriptor, metadata) = (file.descriptor, file.content.metadata)
        defer { try? descriptor.close() }
        let operation = SyncOperation.file(file.path, file.content)
        var records = PerlRecords()
        records.append(operation)
        let seal = ReceiverSeal.random()
        let head = Array("1 \(target.position)\n".utf8) + records.bytes
        var isUnchanged = true
        let answer = try await program.exchange(.init(seal: seal, size: metadata.size, bound: 0)) {
            try await program.write(head)
            isUnchanged = try await sendContent(of: descriptor, size: metadata.size)
            isUnchanged = isUnchanged && (try? FileMetadata(of: descriptor)) == metadata
            try await program.write([isUnchanged ? PerlRecords.accepts : PerlRecords.refuses] + seal.text.utf8)
        }
        return isUnchanged ? Self.failures(answer, of: [operation]) : nil
    }

    /// Sends so many bytes of a file; zeros stand for what it does not have any more, and then the result is `false`.
    private func sendContent(of descriptor: FileDescriptor, size: Int64) async throws -> Bool {
        var rest = size
        var isWhole = true
        while rest > 0 {
            var chunk = try [UInt8](unsafeUninitializedCapacity: Int(min(rest, 262_144))) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if chunk.isEmpty {
                isWhole = false
                chunk = [UInt8](repeating: 0, count: Int(min(rest, 262_144)))
            }
            rest -= Int64(chunk.count)
            try await program.write(chunk)
        }
        return isWhole
    }

    private static func frame(_ records: PerlRecords, _ target: TargetID, _ seal: ReceiverSeal) -> [UInt8] {
        Array("\(records.count) \(target.position)\n".utf8) + records.bytes + seal.text.utf8
    }

    private static func failures(_ answer: ReceiverExchange.Answer, of sent: [SyncOperation]) -> [SyncFailure] {
        if answer.isSuccess { return [] }
        return PerlRecords.failures(answer.body).sorted { $0.key < $1.key }.compactMap { number, reason in
            sent.indices.contains(number) ? SyncFailure(path: sent[number].path, reason: reason) : nil
        }
    }
}
